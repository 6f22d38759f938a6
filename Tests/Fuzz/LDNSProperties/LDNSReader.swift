import CLdns
import WireProperties

/// Why ldns does not read a message: its own status, and that in words.
struct LDNSError: Error, CustomStringConvertible {
  let status: ldns_status
  var description: String { unsafe String(cString: ldns_get_errorstr_by_id(status)) }
}

extension MessageValues {
  /// The message as ldns reads it. It keeps OPT and TSIG apart from the other records; here they are the last two.
  init(asLDNSReads octets: [UInt8]) throws(LDNSError) {
    var packet: UnsafeMutablePointer<ldns_pkt>?
    let status = unsafe ldns_wire2pkt(&packet, octets, octets.count)
    guard status == LDNS_STATUS_OK, let packet = unsafe packet else { throw LDNSError(status: status) }
    defer { unsafe ldns_pkt_free(packet) }
    self.init(id: unsafe ldns_pkt_id(packet), flags: unsafe flagBits(of: packet))
    questions = unsafe map(ldns_pkt_question(packet)) { record in
      unsafe Question(
        qname: name(ldns_rr_owner(record)),
        qtype: UInt16(truncatingIfNeeded: ldns_rr_get_type(record).rawValue),
        qclass: UInt16(truncatingIfNeeded: ldns_rr_get_class(record).rawValue))
    }
    records =
      unsafe map(ldns_pkt_answer(packet)) { unsafe Record($0, .answer) }
      + map(ldns_pkt_authority(packet)) { unsafe Record($0, .authority) }
      + map(ldns_pkt_additional(packet)) { unsafe Record($0, .additional) }
    if unsafe ldns_pkt_edns(packet) != 0 { records.append(unsafe Record(optOf: packet)) }
    if let tsig = unsafe ldns_pkt_tsig(packet) { records.append(unsafe Record(tsig, .additional)) }
  }
}

/// QR, OPCODE, AA, TC, RD, RA, AD, CD and RCODE; ldns knows no Z.
private func flagBits(of packet: UnsafeMutablePointer<ldns_pkt>) -> UInt16 {
  let bits: [(Int8, UInt16)] = unsafe [
    (ldns_pkt_qr(packet), 0x8000), (ldns_pkt_aa(packet), 0x0400), (ldns_pkt_tc(packet), 0x0200),
    (ldns_pkt_rd(packet), 0x0100), (ldns_pkt_ra(packet), 0x0080), (ldns_pkt_ad(packet), 0x0020),
    (ldns_pkt_cd(packet), 0x0010),
  ]
  let opcode = unsafe UInt16(truncatingIfNeeded: ldns_pkt_get_opcode(packet).rawValue)
  let rcode = unsafe UInt16(truncatingIfNeeded: ldns_pkt_get_rcode(packet).rawValue)
  return bits.reduce(opcode << 11 | rcode) { $1.0 != 0 ? $0 | $1.1 : $0 }
}

private func map<Value>(
  _ records: UnsafeMutablePointer<ldns_rr_list>?, _ value: (UnsafeMutablePointer<ldns_rr>) -> Value
) -> [Value] {
  unsafe (0..<ldns_rr_list_rr_count(records)).compactMap { index in
    guard let record = unsafe ldns_rr_list_rr(records, index) else { return nil }
    return unsafe value(record)
  }
}

private func octets(of data: UnsafeMutablePointer<ldns_rdf>?) -> [UInt8] {
  guard let data = unsafe data, let start = unsafe ldns_rdf_data(data) else { return [] }
  return unsafe Array(UnsafeBufferPointer(start: start, count: ldns_rdf_size(data)))
}

/// - Parameter data: A name's wire form, as ldns has checked it.
private func name(_ data: UnsafeMutablePointer<ldns_rdf>?) -> PlainName {
  var octets = unsafe octets(of: data)[...]
  var labels: [[UInt8]] = []
  while let length = octets.popFirst(), length > 0 {
    labels.append(Array(octets.prefix(Int(length))))
    octets = octets.dropFirst(Int(length))
  }
  return PlainName(labels)
}

extension MessageValues.Record {
  fileprivate init(_ record: UnsafeMutablePointer<ldns_rr>, _ section: MessageValues.Section) {
    self.init(
      section: section, owner: unsafe name(ldns_rr_owner(record)),
      type: unsafe UInt16(truncatingIfNeeded: ldns_rr_get_type(record).rawValue),
      rrclass: unsafe UInt16(truncatingIfNeeded: ldns_rr_get_class(record).rawValue),
      ttl: unsafe ldns_rr_ttl(record),
      rdata: unsafe (0..<ldns_rr_rd_count(record)).map { unsafe .octets(octets(of: ldns_rr_rdf(record, $0))) }
    )
  }

  fileprivate init(optOf packet: UnsafeMutablePointer<ldns_pkt>) {
    let ttl = unsafe [ldns_pkt_edns_extended_rcode(packet), ldns_pkt_edns_version(packet)]
      .reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    self.init(
      section: .additional, owner: PlainName([]), type: 41, rrclass: unsafe ldns_pkt_edns_udp_size(packet),
      ttl: unsafe ttl << 16 | UInt32(ldns_pkt_edns_z(packet)),
      rdata: unsafe [.octets(octets(of: ldns_pkt_edns_data(packet)))])
  }
}
