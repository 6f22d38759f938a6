import DNSWire

/// A fixed set of names that octets of a message can be looked up in, without case and without allocation.
struct NameTable<Value: Sendable>: Sendable {
  /// Where the names of one length begin in `octets` and in `values`.
  private struct Bucket {
    var octet: Int
    var value: Int
  }

  /// Every name in lower case, shortest first, names of one length in the order of their octets.
  private var octets: [UInt8] = []
  /// What goes with each name.
  private var values: [Value] = []
  /// One for each length, 0...255, and one more for the end.
  private var buckets: [Bucket] = []
  /// A bit for each length that a name has.
  private var lengths: InlineArray<4, UInt64> = [0, 0, 0, 0]

  /// - Parameter names: Each name with what a look-up returns; no name twice.
  init(_ names: [(name: DomainName, value: Value)]) {
    let entries = names.map { entry in
      (octets: entry.name.wireForm.map { DomainName.lowercased($0) }, value: entry.value)
    }
    let byLength = Dictionary(grouping: entries) { $0.octets.count }
    for length in 0...DomainName.maximumLength {
      buckets.append(Bucket(octet: octets.count, value: values.count))
      if byLength[length] != nil { lengths[length >> 6] |= 1 << UInt64(length & 63) }
      for entry in (byLength[length] ?? []).sorted(by: { $0.octets.lexicographicallyPrecedes($1.octets) }) {
        octets += entry.octets
        values.append(entry.value)
      }
    }
    buckets.append(Bucket(octet: octets.count, value: values.count))
  }

  /// What goes with the name that stands, uncompressed, in `range` of the message.
  func value(of range: Range<Int>, in message: Span<UInt8>) -> Value? {
    let length = range.count
    // There are no names of most lengths.
    guard length <= DomainName.maximumLength, lengths[length >> 6] &>> UInt64(length & 63) & 1 != 0 else {
      return nil
    }
    var low = buckets[length].value
    let first = low
    var high = buckets[length + 1].value
    let name = message.extracting(range)
    while low < high {
      let middle = low + (high - low) / 2
      let start = buckets[length].octet + (middle - first) * length
      switch order(of: name, and: octets.span.extracting(start..<start + length)) {
      case .same: return values[middle]
      case .before: high = middle
      case .after: low = middle + 1
      }
    }
    return nil
  }
}

enum NameOrder {
  case before
  case same
  case after
}

/// Compares names or labels in wire form, without case and eight octets at a time: the shorter comes first.
///
/// - Parameter entry: In lower case.
func order(of name: Span<UInt8>, and entry: Span<UInt8>) -> NameOrder {
  guard name.count == entry.count else { return name.count < entry.count ? .before : .after }
  var position = 0
  while position + 8 <= name.count {
    let left = DomainName.lowercased(name.word(at: position))
    let right = entry.word(at: position)
    if left != right { return left < right ? .before : .after }
    position += 8
  }
  while position < name.count {
    let left = DomainName.lowercased(name[position])
    let right = entry[position]
    if left != right { return left < right ? .before : .after }
    position += 1
  }
  return .same
}
