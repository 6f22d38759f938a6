// Bitmaps of types, and WKS's of ports: the first bit of an octet is the lowest number.

extension Span where Element == UInt8 {
  /// Whether these octets are windows of types, each with a bit, in their order (RFC 4034 §4.1.2); no window is fine.
  func areTypes(_ range: Range<Int>) -> Bool {
    var offset = range.lowerBound
    var lastWindow = -1
    while offset < range.upperBound {
      guard range.upperBound - offset >= 3 else { return false }
      let window = Int(self[offset])
      let length = Int(self[offset + 1])
      let end = offset + 2 + length
      guard window > lastWindow, (1...32).contains(length), end <= range.upperBound, self[end - 1] != 0 else {
        return false
      }
      lastWindow = window
      offset = end
    }
    return true
  }

  /// Whether these octets are a bitmap of types under 128, the first of which is none (RFC 2535 §5.2).
  func areOldTypes(_ range: Range<Int>) -> Bool {
    (1...16).contains(range.count) && self[range.upperBound - 1] != 0 && self[range.lowerBound] & 0x80 == 0
  }

  /// Whether these octets are a protocol and a bitmap of ports (RFC 1035 §3.4.2).
  func areServices(_ range: Range<Int>) -> Bool { (1...1 + 8192).contains(range.count) }

  /// The mnemonics of the types that `areTypes` has found to be some.
  func types(_ range: Range<Int>) -> String {
    types(in: range).map(\.description).joined(separator: " ")
  }

  /// The types of a bitmap that has been checked, in the order of their numbers.
  package func types(in range: Range<Int>) -> [RRType] {
    var types: [RRType] = []
    var offset = range.lowerBound
    while offset < range.upperBound {
      let bitmap = offset + 2..<offset + 2 + Int(self[offset + 1])
      let window = Int(self[offset]) << 8
      types += bits(bitmap).map { RRType(rawValue: UInt16(window + $0)) }
      offset = bitmap.upperBound
    }
    return types
  }

  /// Whether a type is among those that `areTypes` has found to be some.
  package func hasType(_ type: RRType, in range: Range<Int>) -> Bool {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let bitmap = offset + 2..<offset + 2 + Int(self[offset + 1])
      let bit = Int(type.rawValue) - Int(self[offset]) << 8
      if 0..<8 * bitmap.count ~= bit {
        return self[bitmap.lowerBound + bit / 8] & (0x80 >> UInt8(bit % 8)) != 0
      }
      offset = bitmap.upperBound
    }
    return false
  }

  /// The mnemonics of the types in one bitmap.
  func oldTypes(_ range: Range<Int>) -> String {
    bits(range).map { RRType(rawValue: UInt16($0)).description }.joined(separator: " ")
  }

  /// A protocol and its ports, as numbers.
  ///
  /// - Throws: `.rdataLength` for a bitmap that ends in zeros, which the ports do not tell of.
  func services(_ range: Range<Int>) throws(WireError) -> String {
    guard range.count == 1 || self[range.upperBound - 1] != 0 else {
      throw .rdataLength(offset: range.lowerBound)
    }
    return ([Int(self[range.lowerBound])] + bits(range.dropFirst())).map(String.init).joined(separator: " ")
  }

  /// The numbers of the bits that are set.
  private func bits(_ range: Range<Int>) -> [Int] {
    (0..<8 * range.count).filter { self[range.lowerBound + $0 / 8] & (0x80 >> ($0 % 8)) != 0 }
  }
}

extension [UInt8] {
  /// Appends the windows of types (RFC 4034 §4.1.2).
  package mutating func append(types: [RRType]) {
    let numbers = Set(types.map { Int($0.rawValue) }).sorted()
    var rest = numbers[...]
    while let window = rest.first.map({ $0 >> 8 }) {
      let inWindow = rest.prefix { $0 >> 8 == window }
      rest = rest.dropFirst(inWindow.count)
      let bitmap = Self.bitmap(of: inWindow.map { $0 & 0xFF })
      self += [UInt8(window), UInt8(bitmap.count)] + bitmap
    }
  }

  /// A bitmap up to the octet of the highest number.
  static func bitmap(of numbers: [Int]) -> [UInt8] {
    guard let highest = numbers.max() else { return [] }
    var bitmap = [UInt8](repeating: 0, count: highest / 8 + 1)
    for number in numbers { bitmap[number / 8] |= 0x80 >> UInt8(number % 8) }
    return bitmap
  }
}
