// What tests of every module write messages with. None of it goes through the code under test.

/// Two octets, most significant first.
package func octetPair(_ value: some BinaryInteger) -> [UInt8] {
  [UInt8(value >> 8), UInt8(value & 0xFF)]
}

/// The uncompressed wire form of the name that these labels make, or names without escapes in their place.
package func wire(_ labels: String...) -> [UInt8] { wire(labels) }

package func wire(_ labels: [String]) -> [UInt8] {
  labels.flatMap { $0.split(separator: ".") }.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
}

extension [UInt8] {
  /// Two octets, most significant first; 0 where they are not both there.
  package func octetPair(at offset: Int) -> UInt16 {
    offset + 2 <= count ? UInt16(self[offset]) << 8 | UInt16(self[offset + 1]) : 0
  }
}
