/// The messages of a zone transfer (RFC 5936 §2.2, RFC 1995 §4), as far as they have come.
struct Transfer: Sendable {
  private(set) var messages: [Response] = []
  /// The RRs of all answer sections, in order.
  private(set) var records: [Record] = []

  init() {}

  init(_ messages: [[UInt8]]) { take(messages) }

  mutating func take(_ more: [[UInt8]]) {
    for octets in more {
      let response = Response(reading: octets)
      messages.append(response)
      records += response.data(.answer)
    }
  }

  /// Whether the server has begun to send the zone.
  var isGranted: Bool { messages.first?.rcode == .noError && records.first?.type == .soa }

  /// Whether nothing more is to come: the SOA RR that it began with has come again, or there was none.
  var isOver: Bool {
    if messages.isEmpty { return false }
    return !isGranted || isClosed || messages.last?.rcode != .noError
  }

  /// Whether it ends with the SOA RR that it began with.
  var isClosed: Bool {
    guard records.count > 1, let first = records.first, let last = records.last else { return false }
    return first.type == .soa && first.identity == last.identity
  }
}
