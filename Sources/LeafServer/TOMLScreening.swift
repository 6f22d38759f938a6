/// The first thing in a TOML file that its parser, toml++ 3.4.0, must not see, and its line; nil if there is none.
///
/// A table header without a name ends the program there, by an assertion, instead of being an error; so may a letter
/// that is not ASCII outside strings and comments, where what happens is undefined. A NUL ends the text, and the rest
/// would be passed over. What looks like a string and stands where none can begin is to the parser part of something
/// else.
func unparsable(_ text: String) -> (line: Int, text: String)? {
  var screening = TOMLScreening(scalars: Array(text.unicodeScalars))
  return screening.run()
}

/// Follows a text as far as is needed to tell table headers from arrays, strings and comments. It is right about
/// everything up to the first error, where the parser stops.
private struct TOMLScreening {
  let scalars: [Unicode.Scalar]
  private var position = 0
  private var line = 1
  private enum Container {
    case array, inlineTable
  }

  /// Arrays and inline tables that are open, the innermost last.
  private var containers: [Container] = []
  private var isStartOfLine = true
  /// What is here is part of a value, and not of a key.
  private var isInValue = false
  private var mayBeginString = true

  init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  mutating func run() -> (line: Int, text: String)? {
    while let scalar = next() {
      switch scalar {
      case "\0":
        return (line, "a NUL character")
      case "\n":
        isStartOfLine = true
        if containers.isEmpty { (isInValue, mayBeginString) = (false, true) }
        continue
      case " ", "\t", "\r":
        continue
      // A byte order mark.
      case "\u{FEFF}" where position == 1:
        continue
      case "#":
        while let scalar = peek, scalar != "\n", scalar != "\0" { _ = next() }
        continue
      case "\"", "'":
        guard mayBeginString else { return (line, "a quote where no string can begin") }
        skipString(scalar)
        mayBeginString = false
      case "=":
        guard !isInValue else { return (line, "= in a value") }
        (isInValue, mayBeginString) = (true, true)
      case "[", "{":
        if isStartOfLine, containers.isEmpty, scalar == "[", !hasName() {
          return (line, "no name of a table after [")
        }
        open(scalar)
      case "]", "}":
        _ = containers.popLast()
        mayBeginString = false
      case ",":
        (isInValue, mayBeginString) = (containers.last != .inlineTable, true)
      case ".":
        mayBeginString = !isInValue
      default:
        guard scalar.isASCII else {
          return (line, "U+\(String(scalar.value, radix: 16, uppercase: true)) outside a string or comment")
        }
        mayBeginString = false
      }
      isStartOfLine = false
    }
    return nil
  }

  /// A bracket of a key is that of a table's header, and opens nothing.
  private mutating func open(_ bracket: Unicode.Scalar) {
    mayBeginString = true
    if bracket == "{" {
      containers.append(.inlineTable)
      isInValue = false
    } else if isInValue {
      containers.append(.array)
    }
  }

  private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func next() -> Unicode.Scalar? {
    guard let scalar = peek else { return nil }
    position += 1
    if scalar == "\n" { line += 1 }
    return scalar
  }

  private mutating func skipBlanks() {
    while let scalar = peek, scalar == " " || scalar == "\t" { position += 1 }
  }

  /// Whether a name can begin behind the header's brackets. What the parser reports itself passes.
  private mutating func hasName() -> Bool {
    if peek == "[" { position += 1 }
    skipBlanks()
    guard let scalar = peek else { return true }
    switch scalar {
    case "A"..."Z", "a"..."z", "0"..."9", "-", "_", "\"", "'", "]": return true
    default: return false
    }
  }

  /// Moves past a string, its opening quote gone already. A NUL ends it too.
  private mutating func skipString(_ quote: Unicode.Scalar) {
    let isMultiline = scalars[position...].starts(with: [quote, quote])
    if isMultiline { position += 2 }
    while let scalar = peek, scalar != "\0", isMultiline || scalar != "\n" {
      _ = next()
      if scalar == "\\", quote == "\"", peek != "\0" {
        _ = next()
      } else if scalar == quote {
        guard isMultiline else { return }
        guard scalars[position...].starts(with: [quote, quote]) else { continue }
        position += 2
        // One or two quotes may end the text of a multi-line string.
        for _ in 0..<2 where peek == quote { position += 1 }
        return
      }
    }
  }
}
