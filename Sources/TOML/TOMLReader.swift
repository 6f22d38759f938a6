extension TOMLTable {
  /// Reads a document (TOML 1.0.0), UTF-8 with or without a byte order mark. A line end in a string becomes LF.
  ///
  /// - Throws: The first thing that is wrong, with its line.
  package init(parsing octets: [UInt8]) throws(TOMLError) {
    var reader = TOMLReader(cursor: try TOMLCursor(octets))
    self = try reader.document()
  }
}

/// Reads the lines of a document, its keys, arrays and inline tables.
struct TOMLReader {
  var cursor: TOMLCursor
  /// How many arrays and inline tables are open here.
  private var depth = 0
  /// More of them, or more parts of a key, nobody needs; their number bounds the stack.
  private static let maximumDepth = 16

  init(cursor: TOMLCursor) { self.cursor = cursor }

  mutating func document() throws(TOMLError) -> TOMLTable {
    let root = OpenTable(.header, line: 1)
    var current = root
    while cursor.next != nil {
      cursor.skipBlanks()
      if cursor.next == UInt8(ascii: "[") {
        current = try header(in: root)
      } else if cursor.next != UInt8(ascii: "#"), !cursor.isAtLineEnd {
        try keyAndValue(into: current)
      }
      cursor.skipBlanks()
      try cursor.skipComment()
      guard cursor.skipLineEnd() || cursor.next == nil else {
        throw cursor.failure("the line should end before \(cursor.nextName)")
      }
    }
    return root.closed
  }

  /// `[table]` or `[[array of tables]]`.
  private mutating func header(in root: OpenTable) throws(TOMLError) -> OpenTable {
    let line = cursor.line
    let brackets = min(cursor.count(of: "["), 2)
    cursor.skip(brackets)
    let key = try key()
    guard cursor.count(of: "]") >= brackets else {
      throw cursor.failure(
        "\(brackets == 1 ? "]" : "]]") should end the table's header before \(cursor.nextName)")
    }
    cursor.skip(brackets)
    do throws(OpenTable.Conflict) {
      return brackets == 1 ? try root.open(key, line: line) : try root.append(key, line: line)
    } catch {
      throw TOMLError(line: line, text: error.text)
    }
  }

  private mutating func keyAndValue(into table: OpenTable) throws(TOMLError) {
    let line = cursor.line
    let key = try key()
    guard cursor.skip("=") else {
      // The key is not repeated: it may be a secret that stands alone.
      throw cursor.failure("= should follow the key, not \(cursor.nextName)")
    }
    cursor.skipBlanks()
    let value = try value()
    do throws(OpenTable.Conflict) {
      try table.insert(value, at: key, line: line)
    } catch {
      throw TOMLError(line: line, text: error.text)
    }
  }

  /// A key, its parts apart, and the blanks around it.
  private mutating func key() throws(TOMLError) -> [String] {
    var parts: [String] = []
    repeat {
      cursor.skipBlanks()
      parts.append(try simpleKey())
      cursor.skipBlanks()
      guard parts.count <= Self.maximumDepth else {
        throw cursor.failure("a key of more than \(Self.maximumDepth) parts")
      }
    } while cursor.skip(".")
    return parts
  }

  private mutating func simpleKey() throws(TOMLError) -> String {
    switch cursor.next {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return try lineString()
    default:
      let key = cursor.text {
        $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
      }
      guard !key.isEmpty else {
        throw cursor.failure(
          "a key should begin at \(cursor.nextName); other than letters, digits, - and _ need quotes")
      }
      return key
    }
  }

  mutating func value() throws(TOMLError) -> TOMLValue {
    switch cursor.next {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try string())
    case UInt8(ascii: "["): return try nested { reader throws(TOMLError) in try reader.array() }
    case UInt8(ascii: "{"): return try nested { reader throws(TOMLError) in try reader.inlineTable() }
    default: return try bareValue()
    }
  }

  private mutating func nested(
    _ read: (inout TOMLReader) throws(TOMLError) -> TOMLValue
  ) throws(TOMLError) -> TOMLValue {
    guard depth < Self.maximumDepth else {
      throw cursor.failure("arrays and tables are more than \(Self.maximumDepth) deep")
    }
    depth += 1
    defer { depth -= 1 }
    cursor.skip()
    return try read(&self)
  }

  private mutating func array() throws(TOMLError) -> TOMLValue {
    var items: [TOMLValue.Item] = []
    while true {
      try cursor.skipBlanksAndLines()
      if cursor.skip("]") { return .array(items) }
      let line = cursor.line
      items.append(TOMLValue.Item(value: try value(), line: line))
      try cursor.skipBlanksAndLines()
      if cursor.skip("]") { return .array(items) }
      guard cursor.skip(",") else {
        throw cursor.failure(", or ] should follow a value of an array, not \(cursor.nextName)")
      }
    }
  }

  private mutating func inlineTable() throws(TOMLError) -> TOMLValue {
    let table = OpenTable(.header, line: cursor.line)
    cursor.skipBlanks()
    if cursor.skip("}") { return .table(table.closed) }
    while true {
      try keyAndValue(into: table)
      cursor.skipBlanks()
      if cursor.skip("}") { return .table(table.closed) }
      guard cursor.skip(",") else {
        throw cursor.failure(
          ", or } should follow a value of an inline table, on its line, not \(cursor.nextName)")
      }
    }
  }
}
