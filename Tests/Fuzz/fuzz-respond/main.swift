import FuzzDriver
import WireProperties

fuzz(everyResponseIsSound)
