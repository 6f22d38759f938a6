import CLdns

/// Why ldns cannot read a message.
struct LDNSError: Error, CustomStringConvertible {
  let description: String
}

extension Exchange {
  /// Why ldns cannot read the response; nil where it can, or where there is none.
  var disagreement: String? {
    guard let response, case .failure(let error) = readByLDNS(response.octets) else { return nil }
    return error.description
  }
}

/// A message as ldns prints it, much as `dig` and `drill` do; EDNS options in hexadecimal.
func presentationForm(of octets: [UInt8]) -> Result<String, LDNSError> {
  let message = Response(reading: octets)
  return readByLDNS(octets).flatMap {
    // ldns 1.8.3 ends the program when it prints a CHAIN option without data.
    unsafe withLDNSMessage(message.octetsWithoutOptions) { message in
      let text = unsafe ldns_pkt2str(message)
      defer { unsafe free(text) }
      return unsafe text.map { unsafe String(cString: $0) } ?? ";; ldns cannot print it\n"
    }
  }.map { $0 + message.optionLines }
}

private func readByLDNS(_ octets: [UInt8]) -> Result<Void, LDNSError> {
  unsafe withLDNSMessage(octets) { _ in () }
}

/// Has ldns read a message.
private func withLDNSMessage<Value>(
  _ octets: [UInt8], _ body: (UnsafeMutablePointer<ldns_pkt>) -> Value
) -> Result<Value, LDNSError> {
  // ldns follows 65,535 pointers a name, which takes minutes where thousands of names lead through thousands.
  guard !Response(reading: octets).violations.contains(where: \.isUnsafeForLDNS) else {
    return .failure(LDNSError(description: "it was not asked, as the pointers are chained or lead forward"))
  }
  var message: UnsafeMutablePointer<ldns_pkt>?
  let status = unsafe ldns_wire2pkt(&message, octets, octets.count)
  guard status == LDNS_STATUS_OK, let message = unsafe message else {
    let reason = unsafe ldns_get_errorstr_by_id(status).map { unsafe String(cString: $0) }
    return .failure(LDNSError(description: reason ?? "status \(status.rawValue)"))
  }
  defer { unsafe ldns_pkt_free(message) }
  return .success(unsafe body(message))
}

extension Response {
  private var opts: [Record] { records.filter { $0.type == .opt } }

  /// The message with the RDATA of its OPT RRs left out.
  fileprivate var octetsWithoutOptions: [UInt8] {
    var octets = octets
    for opt in opts.reversed() {
      let start = opt.offset + opt.ownerLength + 10
      octets.removeSubrange(start..<(start + opt.rdata.count))
      octets.set(0, at: start - 2)
    }
    return octets
  }

  fileprivate var optionLines: String {
    opts.flatMap { readOptions($0.rdata).options }.map { ";; OPTION \($0.code): \($0.data.hex)\n" }.joined()
  }
}

extension Violation {
  fileprivate var isUnsafeForLDNS: Bool { rule == .pointerChain || rule == .pointerNotBackward }
}
