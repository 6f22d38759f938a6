import DNSWire

/// The QTYPEs that are counted each by itself; all others count as one, so that nobody can make counters.
package enum QTYPEClass {
  /// In the order of their use.
  private static let types = [
    "A", "AAAA", "HTTPS", "NS", "SOA", "CNAME", "PTR", "MX", "TXT", "SRV", "DS", "DNSKEY", "SVCB", "CAA",
    "ANY",
    "AXFR", "IXFR",
  ]

  /// By slot; the last two are other QTYPEs, and none that could be read.
  package static let names = types + ["other", "none"]

  /// By QTYPE, up to 511: where each is counted.
  private static let slots: [UInt8] = {
    var slots = [UInt8](repeating: UInt8(names.count - 2), count: 512)
    for (slot, name) in types.enumerated() {
      if let qtype = QTYPE(presentation: name) { slots[Int(qtype.rawValue)] = UInt8(slot) }
    }
    return slots
  }()

  static func slot(of qtype: QTYPE?) -> Int {
    guard let qtype else { return names.count - 1 }
    return Int(qtype.rawValue) < slots.count ? Int(slots[Int(qtype.rawValue)]) : names.count - 2
  }
}
