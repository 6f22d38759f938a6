import FuzzDriver
import LDNSProperties

fuzz(ldnsReadsTheSame)
