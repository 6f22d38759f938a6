import CLdns

/// Why ldns cannot read a message.
struct LDNSError: Error, CustomStringConvertible {
  let description: String
}

extension Exchange {
  /// Why ldns cannot read the response; nil where it can, or where there is none.
  var disagreement: String? {
    guard let response, case .failure(let error) = response.readByLDNS else { return nil }
    return error.description
  }
}

/// A message as ldns prints it, much as `dig` and `drill` do; EDNS options in hexadecimal.
func presentationForm(of message: Response) -> Result<String, LDNSError> {
  let printed = message.withoutOptions
  let isRead = printed.octets.count == message.octets.count ? .success(()) : message.readByLDNS
  return isRead.flatMap { unsafe printed.withLDNSMessage { unsafe text(of: $0) } }.map {
    $0 + message.optionLines
  }
}

private func text(of message: UnsafeMutablePointer<ldns_pkt>) -> String {
  let text = unsafe ldns_pkt2str(message)
  defer { unsafe free(text) }
  return unsafe text.map { unsafe String(cString: $0) } ?? ";; ldns cannot print it\n"
}

extension Response {
  fileprivate var readByLDNS: Result<Void, LDNSError> { unsafe withLDNSMessage { _ in () } }

  /// Has ldns read the message.
  fileprivate func withLDNSMessage<Value>(
    _ body: (UnsafeMutablePointer<ldns_pkt>) -> Value
  ) -> Result<Value, LDNSError> {
    // ldns follows 65,535 pointers a name, which takes minutes where thousands of names lead through thousands.
    guard !violations.contains(where: \.isUnsafeForLDNS) else {
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

  private var opts: [Record] { records.filter { $0.type == .opt } }

  /// The message with the RDATA of its OPT RRs left out: ldns 1.8.3 ends the program when it prints a CHAIN option
  /// without data.
  fileprivate var withoutOptions: Response {
    let opts = opts.filter { !$0.rdata.isEmpty }
    guard !opts.isEmpty else { return self }
    var octets = octets
    for opt in opts.reversed() {
      let start = opt.offset + opt.ownerLength + 10
      octets.removeSubrange(start..<(start + opt.rdata.count))
      octets.set(0, at: start - 2)
    }
    // What pointers lead to may be elsewhere now.
    return Response(reading: octets)
  }

  fileprivate var optionLines: String {
    opts.flatMap { readOptions($0.rdata).options }.map { ";; OPTION \($0.code): \($0.data.hex)\n" }.joined()
  }
}

extension Violation {
  fileprivate var isUnsafeForLDNS: Bool { rule == .pointerChain || rule == .pointerNotBackward }
}
