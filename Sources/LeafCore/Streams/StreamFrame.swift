import DNSWire

/// What the next octets of a stream of length-prefixed messages are (RFC 1035 §4.2.2, RFC 7766 §8).
package enum StreamFrame: Equatable, Sendable {
  /// The stream does not have the whole frame yet.
  case incomplete
  /// A message, without its prefix; the next frame begins where it ends.
  case message(Range<Int>)
  /// A prefix that announces more than `maximum` octets.
  case tooLong(Int)

  /// In octets.
  package static let prefixLength = 2

  /// - Parameters:
  ///   - offset: The first octet of a prefix.
  ///   - maximum: The longest message that is taken, in octets.
  package init(of stream: Span<UInt8>, at offset: Int, maximum: Int) {
    var position = offset
    guard let prefix = try? stream.readUInt16(at: &position) else {
      self = .incomplete
      return
    }
    let length = Int(prefix)
    if length > maximum {
      self = .tooLong(length)
    } else if length > stream.count - position {
      self = .incomplete
    } else {
      self = .message(position..<position + length)
    }
  }
}
