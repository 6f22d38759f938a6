import FuzzDriver
import WireProperties

fuzz(namesReadComparePrintAndParse)
