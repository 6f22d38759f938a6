import FuzzDriver

/// The OPT record of a message (RFC 6891 §6.1), without leaf's code.
package enum PlainOPT: Equatable, Sendable {
  case absent
  /// Twice, outside the additional section, not owned by the root, or with an option that overruns it.
  case unsound
  case sound(Content)

  package struct Content: Equatable, Sendable {
    package var payloadSize: Int
    package var extendedRCODE: UInt16
    package var version: UInt8
    package var dnssecOK: Bool
    /// The fifteen bits behind DO.
    package var z: UInt16
    package var options: [Option] = []

    /// The data of the first option with this code.
    package func option(_ code: Int) -> [UInt8]? { options.first { $0.code == code }?.data }
  }

  package struct Option: Equatable, Sendable {
    package var code: Int
    package var data: [UInt8]
  }
}

extension MessageValues {
  package var opt: PlainOPT {
    let records = records(of: 41)
    guard let record = records.first else { return .absent }
    guard records.count == 1, record.section == .additional, record.owner.labels.isEmpty else {
      return .unsound
    }
    var content = PlainOPT.Content(
      payloadSize: Int(record.rrclass), extendedRCODE: UInt16(record.ttl >> 24),
      version: UInt8(record.ttl >> 16 & 0xFF), dnssecOK: record.ttl & 0x8000 != 0,
      z: UInt16(record.ttl & 0x7FFF))
    var rdata = record.rdataOctets[...]
    while !rdata.isEmpty {
      guard rdata.count >= 4 else { return .unsound }
      var header = Input(Array(rdata.prefix(4)))
      let (code, length) = (header.octetPair(), header.octetPair())
      rdata = rdata.dropFirst(4)
      guard length <= rdata.count else { return .unsound }
      content.options.append(PlainOPT.Option(code: code, data: Array(rdata.prefix(length))))
      rdata = rdata.dropFirst(length)
    }
    return .sound(content)
  }
}
