import DNSWire

// `#expect` can hold neither a Span nor a mutating call, so these take the whole message as an array.
// Each returns what it read and the offset that it left.

/// The offset just past the header.
package let afterHeader = 12

package func readName(_ message: [UInt8], at start: Int = afterHeader) throws(WireError) -> (
  name: DomainName, end: Int
) {
  var offset = start
  var name = DomainName(labels: ["left", "from", "before"])
  try message.span.readName(at: &offset, into: &name)
  return (name, offset)
}

package func skipName(_ message: [UInt8], at start: Int = afterHeader) throws(WireError) -> (
  length: Int, end: Int
) {
  var offset = start
  let length = try message.span.skipName(at: &offset)
  return (length, offset)
}

package func readQuestion(_ message: [UInt8]) throws(WireError) -> (question: Question, end: Int) {
  var offset = afterHeader
  let question = try message.span.readQuestion(at: &offset)
  return (question, offset)
}

package func readRecord(_ message: [UInt8], at start: Int = afterHeader) throws(WireError) -> (
  record: ResourceRecord, end: Int
) {
  var offset = start
  let record = try message.span.readRecord(at: &offset)
  return (record, offset)
}

package func readTSIG(_ message: [UInt8]) throws(WireError) -> TSIG {
  var offset = afterHeader
  let record = try message.span.readRecord(at: &offset)
  return try message.span.readTSIG(record)
}

/// What `write` appends.
package func written(_ write: (inout OutputSpan<UInt8>) -> Void) -> [UInt8] {
  [UInt8](capacity: 65_535, initializingWith: write)
}

extension WireError {
  /// Whether the message ended too early, wherever that was.
  package var isTruncated: Bool {
    if case .truncated = self { true } else { false }
  }
}
