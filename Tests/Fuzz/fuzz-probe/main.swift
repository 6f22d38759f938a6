import FuzzDriver
import ProbeProperties

fuzz(theProbeJudgesAnything)
