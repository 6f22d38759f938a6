// Mnemonics in presentation form: the registry's for the types that people ask for, and the generic TYPEnnn
// (RFC 3597 §5) for every other.

extension RRType: CustomStringConvertible {
  private static let mnemonics: [(String, UInt16)] = [
    ("A", 1), ("NS", 2), ("MD", 3), ("MF", 4), ("CNAME", 5), ("SOA", 6), ("MB", 7), ("MG", 8), ("MR", 9),
    ("NULL", 10), ("WKS", 11), ("PTR", 12), ("HINFO", 13), ("MINFO", 14), ("MX", 15), ("TXT", 16),
    ("RP", 17), ("AFSDB", 18), ("RT", 21), ("SIG", 24), ("KEY", 25), ("PX", 26), ("AAAA", 28), ("LOC", 29),
    ("SRV", 33), ("NAPTR", 35), ("KX", 36), ("CERT", 37), ("DNAME", 39), ("OPT", 41), ("APL", 42),
    ("DS", 43), ("SSHFP", 44), ("IPSECKEY", 45), ("RRSIG", 46), ("NSEC", 47), ("DNSKEY", 48),
    ("DHCID", 49), ("NSEC3", 50), ("NSEC3PARAM", 51), ("TLSA", 52), ("SMIMEA", 53), ("HIP", 55),
    ("CDS", 59), ("CDNSKEY", 60), ("OPENPGPKEY", 61), ("CSYNC", 62), ("ZONEMD", 63), ("SVCB", 64),
    ("HTTPS", 65), ("SPF", 99), ("EUI48", 108), ("EUI64", 109), ("NXNAME", 128), ("TKEY", 249),
    ("TSIG", 250),
    ("URI", 256), ("CAA", 257),
  ]

  package var description: String {
    Self.mnemonics.first { $0.1 == rawValue }?.0 ?? "TYPE\(rawValue)"
  }

  /// Reads a mnemonic or `TYPEnnn`, in any letter case; nil if it is neither.
  package init?(presentation text: String) {
    guard text.unicodeScalars.allSatisfy({ ("0"..."z").contains($0) }) else { return nil }
    let text = text.uppercased()
    if let known = Self.mnemonics.first(where: { $0.0 == text }) {
      self.init(rawValue: known.1)
    } else if text.hasPrefix("TYPE"), let number = UInt16(text.dropFirst(4)) {
      self.init(rawValue: number)
    } else {
      return nil
    }
  }
}

extension QTYPE: CustomStringConvertible {
  private static let mnemonics: [(String, QTYPE)] = [
    ("IXFR", .ixfr), ("AXFR", .axfr), ("MAILB", .mailb), ("MAILA", .maila), ("ANY", .any),
  ]

  package var description: String {
    Self.mnemonics.first { $0.1 == self }?.0 ?? RRType(rawValue: rawValue).description
  }

  /// Reads the mnemonic of a type or QTYPE, or `TYPEnnn`, in any letter case; nil if it is none.
  package init?(presentation text: String) {
    if let type = RRType(presentation: text) {
      self.init(type)
    } else if let known = Self.mnemonics.first(where: { $0.0 == text.uppercased() }) {
      self = known.1
    } else {
      return nil
    }
  }
}
