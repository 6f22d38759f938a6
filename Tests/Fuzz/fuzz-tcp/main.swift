import FuzzDriver
import ServerProperties

fuzz(cutsMakeNoDifference)
