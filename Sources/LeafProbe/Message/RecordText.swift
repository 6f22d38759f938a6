import CLdns

extension TimedRecord: CustomStringConvertible {
  /// As ldns prints it.
  var description: String {
    let wire = wire
    var record: UnsafeMutablePointer<ldns_rr>?
    var position = 0
    guard
      unsafe ldns_wire2rr(&record, wire, wire.count, &position, LDNS_SECTION_ANSWER) == LDNS_STATUS_OK,
      let record = unsafe record
    else {
      return "\(identity.owner) \(ttl) \(identity.rrClass) \(identity.type) \(identity.data.octets.hex)"
    }
    defer { unsafe ldns_rr_free(record) }
    guard let text = unsafe ldns_rr2str(record) else { return "\(identity.owner) \(ttl)" }
    defer { unsafe free(text) }
    let fields = unsafe String(cString: text).split(whereSeparator: \.isWhitespace)
    // The comment that ldns puts behind keys is none of the record.
    let isKey = [.dnskey, .cdnskey].contains(identity.type)
    return fields.prefix { !isKey || !$0.hasPrefix(";") }.joined(separator: " ")
  }

  /// The record alone, uncompressed.
  private var wire: [UInt8] {
    let data = identity.data.octets
    var wire = identity.owner.wire
    wire.append(identity.type.rawValue)
    wire.append(identity.rrClass.rawValue)
    wire.append(ttl)
    wire.append(UInt16(truncatingIfNeeded: data.count))
    return wire + data
  }
}
