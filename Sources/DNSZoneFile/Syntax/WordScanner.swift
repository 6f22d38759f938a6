import DNSWire

/// Why a file cannot be cut into words.
struct ScanError: Error, Equatable {
  /// Where, from the start of the file.
  let offset: Int
  /// What is wrong.
  let text: String
}

/// Cuts a file into entries, and these into words (RFC 1035 §5.1), in one pass: an entry ends with its line, but for
/// lines between parentheses. A line ends with LF, CR and LF, or CR alone.
struct WordScanner {
  /// The next octet.
  private(set) var offset = 0
  /// Where the entry begins, from the start of the file.
  private(set) var entryStart = 0
  /// The line in which the entry begins, from 1.
  private(set) var line = 1
  /// The column at which the entry begins, in octets, from 1.
  private(set) var column = 1
  /// Whether the entry begins with blanks, so that it has the owner of the one before.
  private(set) var hasBlankOwner = false

  /// Whether all words of the entry have been read.
  private var isAtEntryEnd = false
  private var currentLine = 1
  private var lineStart = 0
  /// The parenthesis that is open.
  private var parenthesis: Int?

  init(_ text: Span<UInt8>) {
    // A byte order mark, which some editors write.
    if text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF { offset = 3 }
  }

  /// Moves to the next entry, past lines without one; false at the end of the file. The entry before has been read to
  /// its end.
  mutating func moveToEntry(in text: Span<UInt8>) -> Bool {
    isAtEntryEnd = false
    while offset < text.count {
      hasBlankOwner = text[offset].isBlank
      skipBlanks(in: text)
      guard offset < text.count else { return false }
      if text[offset] == UInt8(ascii: ";") { skipToLineEnd(in: text) }
      guard offset < text.count else { return false }
      guard text[offset].isLineEnd else {
        entryStart = offset
        line = currentLine
        column = offset - lineStart + 1
        return true
      }
      skipLineEnd(in: text)
    }
    return false
  }

  /// The next word of the entry; nil at its end.
  mutating func next(in text: Span<UInt8>) throws(ScanError) -> PresentationWord? {
    while offset < text.count, !isAtEntryEnd {
      switch text[offset] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        offset += 1
      case .lineFeed, .carriageReturn:
        skipLineEnd(in: text)
        isAtEntryEnd = parenthesis == nil
      case UInt8(ascii: ";"):
        skipToLineEnd(in: text)
      case UInt8(ascii: "("):
        try open()
      case UInt8(ascii: ")"):
        try close()
      case .quote:
        return try quotedWord(in: text)
      default:
        return try bareWord(in: text)
      }
    }
    if let open = parenthesis { throw ScanError(offset: open, text: "this parenthesis is never closed") }
    return nil
  }

  /// Moves to the end of the entry, whatever stands there.
  mutating func skipEntry(in text: Span<UInt8>) {
    do {
      while try next(in: text) != nil {}
    } catch {
      skipLine(in: text)
    }
  }

  /// Moves past the line, out of all parentheses.
  mutating func skipLine(in text: Span<UInt8>) {
    parenthesis = nil
    skipToLineEnd(in: text)
    skipLineEnd(in: text)
  }

  private mutating func open() throws(ScanError) {
    guard parenthesis == nil else {
      throw ScanError(offset: offset, text: "a parenthesis within parentheses")
    }
    parenthesis = offset
    offset += 1
  }

  private mutating func close() throws(ScanError) {
    guard parenthesis != nil else { throw ScanError(offset: offset, text: "no parenthesis is open here") }
    parenthesis = nil
    offset += 1
  }

  private mutating func quotedWord(in text: Span<UInt8>) throws(ScanError) -> PresentationWord {
    let start = (offset, currentLine, lineStart)
    offset += 1
    while offset < text.count {
      switch text[offset] {
      case .quote:
        offset += 1
        return PresentationWord(range: start.0 + 1..<offset - 1, isQuoted: true)
      case .backslash:
        try skipBackslash(in: text)
        offset += 1
      case .lineFeed, .carriageReturn: skipLineEnd(in: text)
      default: offset += 1
      }
    }
    (offset, currentLine, lineStart) = start
    throw ScanError(offset: offset, text: "the text that begins at this quote never ends")
  }

  private mutating func bareWord(in text: Span<UInt8>) throws(ScanError) -> PresentationWord {
    let start = offset
    while offset < text.count {
      let octet = text[offset]
      // All that end a word are smaller than `*`, but for the semicolon.
      if octet < UInt8(ascii: "*") || octet == UInt8(ascii: ";") {
        if octet.endsWord { break }
      } else if octet == .backslash {
        try skipBackslash(in: text)
      }
      offset += 1
    }
    return PresentationWord(range: start..<offset, isQuoted: false)
  }

  /// Moves to the octet that a backslash takes its meaning from.
  private mutating func skipBackslash(in text: Span<UInt8>) throws(ScanError) {
    guard offset + 1 < text.count, !text[offset + 1].isLineEnd else {
      throw ScanError(offset: offset, text: "a backslash at the end of the line")
    }
    offset += 1
  }

  private mutating func skipBlanks(in text: Span<UInt8>) {
    while offset < text.count, text[offset].isBlank { offset += 1 }
  }

  private mutating func skipToLineEnd(in text: Span<UInt8>) {
    while offset < text.count, !text[offset].isLineEnd { offset += 1 }
  }

  private mutating func skipLineEnd(in text: Span<UInt8>) {
    guard offset < text.count else { return }
    let isCRLF =
      text[offset] == .carriageReturn && offset + 1 < text.count && text[offset + 1] == .lineFeed
    offset += isCRLF ? 2 : 1
    currentLine += 1
    lineStart = offset
  }
}

extension UInt8 {
  fileprivate var endsWord: Bool {
    switch self {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), .lineFeed, .carriageReturn, UInt8(ascii: ";"),
      UInt8(ascii: "("), UInt8(ascii: ")"), .quote:
      true
    default: false
    }
  }
}

extension WordScanner {
  /// Where in the file an octet of the entry is: line and column, from 1.
  func place(of offset: Int, in text: Span<UInt8>) -> (line: Int, column: Int) {
    var line = line
    var start = entryStart - (column - 1)
    var index = entryStart
    while index < min(offset, text.count) {
      let isCRLF = text[index] == .carriageReturn && index + 1 < text.count && text[index + 1] == .lineFeed
      if text[index].isLineEnd, !isCRLF {
        line += 1
        start = index + 1
      }
      index += 1
    }
    return (line, offset - start + 1)
  }
}
