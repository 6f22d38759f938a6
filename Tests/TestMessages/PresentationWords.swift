import DNSWire

extension [PresentationWord] {
  /// The words of a record's text, split at spaces outside of quotes and escapes.
  package init(in text: [UInt8]) {
    self = []
    var offset = 0
    while let start = text.indices[offset...].first(where: { text[$0] != UInt8(ascii: " ") }) {
      let isQuoted = text[start] == UInt8(ascii: "\"")
      let end = isQuoted ? text.endOfQuotes(from: start + 1) : text.endOfWord(from: start)
      append(PresentationWord(range: (isQuoted ? start + 1 : start)..<end, isQuoted: isQuoted))
      offset = Swift.min(isQuoted ? end + 1 : end, text.count)
    }
  }
}

extension [UInt8] {
  fileprivate func endOfQuotes(from start: Int) -> Int {
    var offset = start
    while offset < count, self[offset] != UInt8(ascii: "\"") {
      offset += self[offset] == UInt8(ascii: "\\") ? 2 : 1
    }
    return Swift.min(offset, count)
  }

  fileprivate func endOfWord(from start: Int) -> Int {
    var offset = start
    while offset < count, self[offset] != UInt8(ascii: " ") {
      switch self[offset] {
      case UInt8(ascii: "\\"): offset += 2
      case UInt8(ascii: "\""): offset = endOfQuotes(from: offset + 1) + 1
      default: offset += 1
      }
    }
    return Swift.min(offset, count)
  }
}

/// The RDATA that a text says.
package func rdata(
  of type: RRType, _ text: String, origin: DomainName? = nil
) throws(PresentationError) -> [UInt8] {
  let text = Array(text.utf8)
  var rdata: [UInt8] = []
  try text.span.readRDATA(
    of: type, from: [PresentationWord](in: text), origin: origin?.wireForm, into: &rdata)
  return rdata
}
