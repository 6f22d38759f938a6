/// What is left of an input that says several things. Past its end everything is 0 or empty.
package struct Input {
  private var octets: ArraySlice<UInt8>

  package init(_ octets: [UInt8]) { self.octets = octets[...] }

  package var isEmpty: Bool { octets.isEmpty }

  package mutating func octet() -> UInt8 { octets.popFirst() ?? 0 }

  /// Two octets, most significant first.
  package mutating func octetPair() -> Int { Int(octet()) << 8 | Int(octet()) }

  /// The next octets, at most `count` of them.
  package mutating func take(_ count: Int) -> [UInt8] {
    defer { octets = octets.dropFirst(count) }
    return Array(octets.prefix(count))
  }

  package mutating func rest() -> [UInt8] { take(octets.count) }
}
