import TestOctets

/// The OPT RR of a message, taken apart as far as spoiling it needs.
extension DNSMessage {
  struct Option: Sendable, Equatable {
    var code: UInt16
    var data: [UInt8]

    var octets: [UInt8] { octetPair(code) + octetPair(UInt16(data.count)) + data }
  }

  /// The options of the first OPT RR, as far as they can be read.
  var options: [Option] {
    get {
      guard let rdata = opt?.rdata else { return [] }
      var options: [Option] = []
      var offset = 0
      while offset + 4 <= rdata.count {
        let end = offset + 4 + Int(rdata.octetPair(at: offset + 2))
        guard end <= rdata.count else { break }
        options.append(Option(code: rdata.octetPair(at: offset), data: Array(rdata[(offset + 4)..<end])))
        offset = end
      }
      return options
    }
    set { edit(where: { $0.type == 41 }) { $0.rdata = newValue.flatMap(\.octets) } }
  }

  func option(_ code: UInt16) -> [UInt8]? { options.first { $0.code == code }?.data }

  /// Puts an option in the place of those with its code; nothing happens without an OPT RR.
  mutating func put(_ code: UInt16, _ data: [UInt8]) {
    options = options.filter { $0.code != code } + [Option(code: code, data: data)]
  }

  mutating func drop(_ code: UInt16) { options.removeAll { $0.code == code } }

  mutating func addOPT() { add(.additional, [0], type: 41, class: 1232, ttl: 0, []) }

  var ednsVersion: UInt32? { opt.map { $0.ttl >> 16 & 0xFF } }

  var dnssecOK: Bool { (opt?.ttl ?? 0) & 0x8000 != 0 }

  /// An extended RCODE, and nothing but the OPT RR left.
  mutating func fail(_ rcode: UInt16) {
    records.removeAll { $0.type != 41 }
    self.rcode = rcode & 0xF
    edit(where: { $0.type == 41 }) { $0.ttl = $0.ttl & 0xFF_FFFF | UInt32(rcode >> 4) << 24 }
  }
}
