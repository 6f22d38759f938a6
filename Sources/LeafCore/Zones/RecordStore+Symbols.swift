import DNSWire

/// The first symbol in which a stored name differs from another one.
struct SymbolDifference {
  var position: Int
  /// Whether the stored name has the lower symbol there.
  var isLower: Bool
}

// The symbols of the store's own names.
extension RecordStore {
  /// Six bits for each of the first ten symbols, the first of all the highest.
  func prefix(of name: NameIndex) -> UInt64 {
    var prefix: UInt64 = 0
    withSymbols(of: name) { cursor, labels, octets in
      for position in 0..<10 {
        cursor.move(to: position, labels, in: octets)
        prefix |= UInt64(cursor.current) << (58 - 6 * UInt64(position))
      }
    }
    return prefix
  }

  /// One symbol of a name.
  func symbol(of name: NameIndex, at position: Int) -> UInt8 {
    var symbol = CanonicalSymbol.end
    withSymbols(of: name) { cursor, labels, octets in
      cursor.move(to: position, labels, in: octets)
      symbol = cursor.current
    }
    return symbol
  }

  /// Where the first symbol is in which two different names differ.
  func firstDifference(_ left: NameIndex, _ right: NameIndex) -> Int {
    var position: Int?
    withLabels(of: right) { position = difference(of: $0, in: $1, from: left)?.position }
    guard let position else { preconditionFailure("a name twice in a zone") }
    return position
  }

  /// nil if the names are the same.
  ///
  /// - Parameters:
  ///   - labels: Those before the zone's name.
  ///   - hasAsterisk: Whether a label `*` stands before them.
  func difference(
    of labels: Span<UInt16>, in octets: Span<UInt8>, hasAsterisk: Bool = false, from name: NameIndex
  ) -> SymbolDifference? {
    var difference: SymbolDifference?
    withSymbols(of: name) { stored, storedLabels, storedOctets in
      var other = SymbolCursor(labels, in: octets, hasAsterisk: hasAsterisk)
      while stored.current == other.current {
        guard !stored.isAtEnd || !other.isAtEnd else { return }
        stored.move(to: stored.position + 1, storedLabels, in: storedOctets)
        other.move(to: other.position + 1, labels, in: octets)
      }
      difference = SymbolDifference(position: stored.position, isLower: stored.current < other.current)
    }
    return difference
  }

  /// Goes through the symbols of a name.
  func withSymbols(
    of name: NameIndex, _ body: (inout SymbolCursor, Span<UInt16>, Span<UInt8>) -> Void
  ) {
    withLabels(of: name) { labels, octets in
      var cursor = SymbolCursor(labels, in: octets)
      body(&cursor, labels, octets)
    }
  }

  /// Gives the labels of a name, those before the zone's.
  func withLabels(of name: NameIndex, _ body: (Span<UInt16>, Span<UInt8>) -> Void) {
    let place = StorePlace(name.rawValue)
    let chunk = chunks[place.chunk]
    let octets = chunk.span.extracting(place.offset + 1..<place.offset + 2 + Int(chunk[place.offset]))
    var offsets = LabelOffsets.empty
    let count = offsets.noteStored(octets)
    body(offsets.span.extracting(..<count), octets)
  }
}
