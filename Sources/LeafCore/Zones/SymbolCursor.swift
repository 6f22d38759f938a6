import DNSWire

/// Goes through the symbols of a name below a zone's, from the label next to the zone on.
struct SymbolCursor {
  /// Of the current symbol; the name's first is 0.
  private(set) var position = -1
  private(set) var current = CanonicalSymbol.end
  /// Where the last label that has been reached begins, or where one would begin behind the last.
  private(set) var labelStart = 0
  /// How many labels are complete before `labelStart`.
  private(set) var labelsPassed = 0

  private var second = CanonicalSymbol.end
  /// The next octet, and where its label ends, in the name's octets.
  private var next = 0
  private var labelEnd = 0
  private var labelsLeft: Int
  private var isInLabel = false
  private var asteriskIsNext = false
  private var asteriskIsLeft: Bool

  /// - Parameters:
  ///   - labels: Where each label has its length octet, the one next to the zone last.
  ///   - hasAsterisk: Whether a label `*` stands before them.
  @inline(__always)
  init(_ labels: Span<UInt16>, in octets: Span<UInt8>, hasAsterisk: Bool = false) {
    labelsLeft = labels.count
    asteriskIsLeft = hasAsterisk
    begin(labels, in: octets)
    advance(labels, in: octets)
  }

  /// Moves on to the symbol at a position that is not before the current one.
  @inline(__always)
  mutating func move(to target: Int, _ labels: Span<UInt16>, in octets: Span<UInt8>) {
    while position < target { advance(labels, in: octets) }
  }

  /// Whether no label is left.
  var isAtEnd: Bool { !isInLabel && second == CanonicalSymbol.end }

  /// Whether the current symbol is the first of a label, or stands behind the last one.
  var isAtLabelStart: Bool { position == labelStart }

  @inline(__always)
  private mutating func advance(_ labels: Span<UInt16>, in octets: Span<UInt8>) {
    position += 1
    if second != CanonicalSymbol.end {
      current = second
      second = CanonicalSymbol.end
    } else if next < labelEnd {
      (current, second) = CanonicalSymbol.symbols(of: octets[next])
      next += 1
    } else {
      end(labels, in: octets)
    }
  }

  private mutating func end(_ labels: Span<UInt16>, in octets: Span<UInt8>) {
    if asteriskIsNext {
      asteriskIsNext = false
      return (current, second) = CanonicalSymbol.symbols(of: UInt8(ascii: "*"))
    }
    current = CanonicalSymbol.end
    guard isInLabel else { return }
    labelStart = position + 1
    labelsPassed += 1
    begin(labels, in: octets)
  }

  private mutating func begin(_ labels: Span<UInt16>, in octets: Span<UInt8>) {
    isInLabel = labelsLeft > 0 || asteriskIsLeft
    if labelsLeft > 0 {
      labelsLeft -= 1
      next = Int(labels[labelsLeft]) + 1
      labelEnd = next + Int(octets[next - 1])
    } else if asteriskIsLeft {
      asteriskIsLeft = false
      asteriskIsNext = true
    }
  }
}
