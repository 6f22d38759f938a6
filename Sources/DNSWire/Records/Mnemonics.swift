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
  /// Protocols of IP that services run over (RFC 1035 §3.4.2).
  static let protocols = Mnemonics([6: "TCP", 17: "UDP"])
}
