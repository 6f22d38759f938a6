import DNSWire

/// A fixed set of names that octets of a message can be looked up in, without case and without allocation.
struct NameTable<Value: Sendable>: Sendable {
  /// Every name in lower case, shortest first, names of one length in the order of their octets.
  private var octets: [UInt8] = []
  /// Where names of each length, 0...255, begin in `octets`; one more entry for the end.
  private var starts: [Int] = []
  /// What goes with each name; names of each length begin at `firsts`.
  private(set) var values: [Value] = []
  private var firsts: [Int] = []

  /// - Parameter names: Each name with what a look-up returns; no name twice.
  init(_ names: [(name: DomainName, value: Value)]) {
    let entries = names.map { entry in
      (octets: entry.name.wireForm.map(DomainName.lowercased), value: entry.value)
    }
    let byLength = Dictionary(grouping: entries) { $0.octets.count }
    for length in 0...DomainName.maximumLength {
      starts.append(octets.count)
      firsts.append(values.count)
      for entry in (byLength[length] ?? []).sorted(by: { $0.octets.lexicographicallyPrecedes($1.octets) }) {
        octets += entry.octets
        values.append(entry.value)
      }
    }
    starts.append(octets.count)
    firsts.append(values.count)
  }

  /// What goes with the name that stands, uncompressed, in `range` of the message.
  func value(of range: Range<Int>, in message: Span<UInt8>) -> Value? {
    let length = range.count
    guard length <= DomainName.maximumLength else { return nil }
    var low = firsts[length]
    let first = low
    var high = firsts[length + 1]
    while low < high {
      let middle = low + (high - low) / 2
      let order = compare(message, range, with: starts[length] + (middle - first) * length)
      if order == 0 { return values[middle] }
      if order < 0 { high = middle } else { low = middle + 1 }
    }
    return nil
  }

  /// Negative when the message's octets come first, zero when they are the same, else positive.
  private func compare(_ message: Span<UInt8>, _ range: Range<Int>, with start: Int) -> Int {
    var position = start
    for index in range {
      let difference = Int(DomainName.lowercased(message[index])) - Int(octets[position])
      if difference != 0 { return difference }
      position += 1
    }
    return 0
  }
}
