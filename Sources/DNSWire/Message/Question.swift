/// One entry of the question section (RFC 1035 §4.1.2).
package struct Question: Equatable, Sendable {
  /// Of QTYPE and QCLASS, in octets.
  package static let fixedLength = 4

  /// The whole entry in the message.
  package var octets: Range<Int>
  /// The type that is asked for.
  package var qtype: QTYPE
  /// The class that is asked for.
  package var qclass: QCLASS

  package init(octets: Range<Int>, qtype: QTYPE, qclass: QCLASS) {
    self.octets = octets
    self.qtype = qtype
    self.qclass = qclass
  }

  /// The QNAME in the message: the entry without QTYPE and QCLASS.
  package var qname: Range<Int> { octets.lowerBound..<octets.upperBound - Self.fixedLength }
}

extension Span where Element == UInt8 {
  /// Reads one question and moves past it.
  package func readQuestion(at offset: inout Int) throws(WireError) -> Question {
    let start = offset
    _ = try skipName(at: &offset)
    let qtype = QTYPE(rawValue: try readUInt16(at: &offset))
    let qclass = QCLASS(rawValue: try readUInt16(at: &offset))
    return Question(octets: start..<offset, qtype: qtype, qclass: qclass)
  }
}
