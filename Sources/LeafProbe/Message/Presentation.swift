import CLdns

/// Why ldns cannot read a message.
struct LDNSError: Error, CustomStringConvertible {
  let description: String
}

extension Exchange {
  /// Why ldns cannot read the response; nil where it can, or where there is none.
  var disagreement: String? {
    guard let response, case .failure(let error) = presentationForm(of: response.octets) else { return nil }
    return error.description
  }
}

/// A message as ldns prints it, much as `dig` and `drill` do.
func presentationForm(of octets: [UInt8]) -> Result<String, LDNSError> {
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
  guard let text = unsafe ldns_pkt2str(message) else {
    return .failure(LDNSError(description: "cannot print it"))
  }
  defer { unsafe free(text) }
  return .success(unsafe String(cString: text))
}

extension Violation {
  fileprivate var isUnsafeForLDNS: Bool { rule == .pointerChain || rule == .pointerNotBackward }
}
