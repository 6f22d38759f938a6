/// A TSIG RR (RFC 8945 §4.2), to be sent, or as it came.
struct TSIG: Hashable, Sendable {
  /// The name of the key.
  var owner: Name
  var rrClass = RRClass.any
  var ttl: UInt32 = 0
  var algorithm: Name
  /// In seconds since 1970; 48 bits go onto the wire.
  var time: UInt64 = 0
  /// In seconds.
  var fudge: UInt16 = 300
  var mac: [UInt8] = []
  var originalID: UInt16 = 0
  var error: UInt16 = 0
  var otherData: [UInt8] = []

  /// The RR's RDATA; `macSize` stands in the place of the MAC's own length.
  func rdata(macSize: UInt16? = nil) -> [UInt8] {
    var rdata = algorithm.wire
    rdata.append(UInt16(truncatingIfNeeded: time >> 32))
    rdata.append(UInt32(truncatingIfNeeded: time))
    rdata.append(fudge)
    rdata.append(macSize ?? UInt16(truncatingIfNeeded: mac.count))
    rdata += mac
    rdata.append(originalID)
    rdata.append(error)
    rdata.append(UInt16(truncatingIfNeeded: otherData.count))
    return rdata + otherData
  }

  /// The RR as it stands in a message.
  var octets: [UInt8] { record(owner, .tsig, rrClass, ttl: ttl, rdata: rdata()) }
}

extension TSIG {
  /// - Returns: Nil for RDATA that does not have the form of a TSIG RR's.
  init?(_ record: Record) {
    guard record.type == .tsig, let algorithm = record.data.names.first,
      case .octets(let fields)? = record.data.fields.last, let macSize = fields.uint16(at: 8)
    else { return nil }
    let end = 10 + Int(macSize)
    guard let time = fields.uint32(at: 2), let high = fields.uint16(at: 0), let fudge = fields.uint16(at: 6),
      let originalID = fields.uint16(at: end), let error = fields.uint16(at: end + 2),
      let otherSize = fields.uint16(at: end + 4), fields.count == end + 6 + Int(otherSize)
    else { return nil }
    self.init(
      owner: record.owner, rrClass: record.rrClass, ttl: record.ttl, algorithm: algorithm,
      time: UInt64(high) << 32 | UInt64(time), fudge: fudge, mac: Array(fields[10..<end]),
      originalID: originalID, error: error, otherData: Array(fields.suffix(Int(otherSize))))
  }
}

extension Response {
  /// The TSIG RR, if it is the last record, as it must be (RFC 8945 §5.1).
  var tsig: TSIG? { records.last.flatMap(TSIG.init) }

  var hasTSIG: Bool { records.contains { $0.type == .tsig } }
}
