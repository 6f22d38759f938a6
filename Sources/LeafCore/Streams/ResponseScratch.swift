import DNSWire

/// Where a response is written while nobody knows how long it gets: one serves all connections of a thread, so that a
/// short response asks for no more memory than it fills.
package final class ResponseScratch {
  static let capacity = ResponseLength.stream

  /// The message that was written last.
  private(set) var message: [UInt8] = []

  package init() { message.reserveCapacity(Self.capacity) }

  /// Forgets the last message, and has `body` append the next one.
  func write<Result>(_ body: (inout OutputSpan<UInt8>) -> Result) -> Result {
    message.removeAll(keepingCapacity: true)
    var result: Result?
    message.append(addingCapacity: Self.capacity) { result = body(&$0) }
    guard let result else { preconditionFailure("the closure has run") }
    return result
  }
}
