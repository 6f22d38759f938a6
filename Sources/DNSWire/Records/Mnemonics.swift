/// Numbers of an IANA registry that have names in the text of records.
struct Mnemonics: Sendable {
  private let names: [(number: UInt16, name: String)]

  private init(_ names: KeyValuePairs<UInt16, String>) { self.names = names.map { ($0.key, $0.value) } }

  /// The number itself where there is no name.
  func text(of number: UInt16) -> String { names.first { $0.number == number }?.name ?? String(number) }

  /// - Parameter name: In any letter case.
  func number(of name: String) -> UInt16? { names.first { $0.name == name.uppercased() }?.number }

  /// DNSSEC algorithms (RFC 4034 §A.1); those of RFC 5155 by the names that BIND gives them, too.
  static let algorithms = Mnemonics([
    1: "RSAMD5", 2: "DH", 3: "DSA", 5: "RSASHA1", 6: "NSEC3DSA", 6: "DSA-NSEC3-SHA1", 7: "NSEC3RSASHA1",
    7: "RSASHA1-NSEC3-SHA1", 8: "RSASHA256", 10: "RSASHA512", 12: "ECCGOST", 12: "ECC-GOST",
    13: "ECDSAP256SHA256", 14: "ECDSAP384SHA384", 15: "ED25519", 16: "ED448", 17: "SM2SM3", 23: "ECC-GOST12",
    252: "INDIRECT", 253: "PRIVATEDNS", 254: "PRIVATEOID",
  ])
  /// RFC 4398 §2.1.
  static let certificateTypes = Mnemonics([
    1: "PKIX", 2: "SPKI", 3: "PGP", 4: "IPKIX", 5: "ISPKI", 6: "IPGP", 7: "ACPKIX", 8: "IACPKIX", 253: "URI",
    254: "OID",
  ])
  /// RFC 9859 §2.1.
  static let schemes = Mnemonics([1: "NOTIFY"])
  /// Protocols of IP that services run over (RFC 1035 §3.4.2), those of its time and a few younger ones.
  static let protocols = Mnemonics([
    1: "ICMP", 2: "IGMP", 3: "GGP", 5: "ST", 6: "TCP", 8: "EGP", 9: "IGP", 12: "PUP", 16: "CHAOS", 17: "UDP",
    20: "HMP", 22: "XNS-IDP", 27: "RDP", 41: "IPV6", 47: "GRE", 50: "ESP", 51: "AH", 132: "SCTP",
  ])
  /// Services by their ports, as IANA names them; those under 200 that hosts have had (RFC 1340).
  static let services = Mnemonics([
    1: "TCPMUX", 5: "RJE", 7: "ECHO", 9: "DISCARD", 11: "SYSTAT", 13: "DAYTIME", 15: "NETSTAT", 17: "QOTD",
    18: "MSP", 19: "CHARGEN", 20: "FTP-DATA", 21: "FTP", 22: "SSH", 23: "TELNET", 25: "SMTP", 37: "TIME",
    39: "RLP", 42: "NAMESERVER", 42: "NAME", 43: "NICNAME", 43: "WHOIS", 49: "TACACS", 53: "DOMAIN",
    67: "BOOTPS", 68: "BOOTPC", 69: "TFTP", 70: "GOPHER", 77: "RJE", 79: "FINGER", 80: "HTTP", 80: "WWW",
    87: "LINK", 88: "KERBEROS", 95: "SUPDUP", 101: "HOSTNAME", 101: "HOSTNAMES", 102: "ISO-TSAP",
    104: "ACR-NEMA", 105: "CSNET-NS", 107: "RTELNET", 109: "POP2", 110: "POP3", 111: "SUNRPC", 113: "AUTH",
    115: "SFTP", 117: "UUCP-PATH", 119: "NNTP", 123: "NTP", 137: "NETBIOS-NS", 138: "NETBIOS-DGM",
    139: "NETBIOS-SSN", 143: "IMAP2", 143: "IMAP", 161: "SNMP", 162: "SNMPTRAP", 163: "CMIP-MAN",
    164: "CMIP-AGENT", 177: "XDMCP", 178: "NEXTSTEP", 179: "BGP", 194: "IRC", 199: "SMUX",
  ])
}
