import CLdns

extension Query {
  /// The query's wire form, with an ID of 0.
  var octets: [UInt8] {
    guard let message = unsafe ldns_pkt_new() else { return [] }
    defer { unsafe ldns_pkt_free(message) }
    unsafe ldns_pkt_set_flags(message, flags.ldns)
    unsafe ldns_pkt_set_opcode(message, ldns_pkt_opcode(rawValue: UInt32(opcode.rawValue)))
    unsafe ldns_pkt_set_rcode(message, rcode)
    unsafe pushQuestion(onto: message)
    if let edns { unsafe edns.set(in: message) }

    var length = 0
    var wire: UnsafeMutablePointer<UInt8>?
    guard unsafe ldns_pkt2wire(&wire, message, &length) == LDNS_STATUS_OK, let start = unsafe wire else {
      return []
    }
    defer { unsafe free(start) }
    var octets = unsafe Array(UnsafeBufferPointer(start: start, count: length))
    // ldns knows no Z bit.
    if flags.contains(.z), let word = octets.uint16(at: 2) { octets.set(word | Flags.z.rawValue, at: 2) }
    return octets
  }

  /// ldns_pkt_query_new would make an A of QTYPE 0 and IN of class 0.
  private func pushQuestion(onto message: UnsafeMutablePointer<ldns_pkt>) {
    guard let question = unsafe ldns_rr_new() else { return }
    let wire = name.wire
    unsafe ldns_rr_set_owner(question, ldns_rdf_new_frm_data(LDNS_RDF_TYPE_DNAME, wire.count, wire))
    unsafe ldns_rr_set_type(question, ldns_rr_type(rawValue: UInt32(type.rawValue)))
    unsafe ldns_rr_set_class(question, ldns_rr_class(rawValue: UInt32(qclass.rawValue)))
    unsafe ldns_rr_set_question(question, 1)
    unsafe ldns_pkt_push_rr(message, LDNS_SECTION_QUESTION, question)
  }
}

extension EDNS {
  fileprivate func set(in message: UnsafeMutablePointer<ldns_pkt>) {
    // Without it, an OPT of size 0 is no OPT to ldns.
    unsafe message.pointee._edns_present = 1
    unsafe ldns_pkt_set_edns_udp_size(message, payload)
    unsafe ldns_pkt_set_edns_extended_rcode(message, extendedRCODE)
    unsafe ldns_pkt_set_edns_version(message, version)
    unsafe ldns_pkt_set_edns_z(message, reserved)
    unsafe ldns_pkt_set_edns_do(message, dnssecOK ? 1 : 0)
    guard !options.isEmpty else { return }
    let data = options.flatMap(\.octets)
    unsafe ldns_pkt_set_edns_data(
      message, ldns_rdf_new_frm_data(LDNS_RDF_TYPE_UNKNOWN, data.count, data))
  }
}

extension Flags {
  /// The bits by which ldns knows the flags.
  fileprivate var ldns: UInt16 {
    let bits: [(Flags, Int32)] = [
      (.qr, LDNS_QR), (.aa, LDNS_AA), (.tc, LDNS_TC), (.rd, LDNS_RD), (.ra, LDNS_RA), (.ad, LDNS_AD),
      (.cd, LDNS_CD),
    ]
    return bits.reduce(0) { contains($1.0) ? $0 | UInt16(truncatingIfNeeded: $1.1) : $0 }
  }
}
