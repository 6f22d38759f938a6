import FuzzDriver
import WireProperties

fuzz(messageReadsAndWritesBack)
