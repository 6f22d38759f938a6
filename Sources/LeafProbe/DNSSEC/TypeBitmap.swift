/// The types that an NSEC or NSEC3 RR says its name has (RFC 4034 §4.1.2).
struct TypeBitmap: Hashable, Sendable {
  let types: Set<RRType>

  /// Returns nil for windows that are out of order, empty, or longer than 32 octets or than what is there.
  init?(_ octets: [UInt8]) {
    var types: Set<RRType> = []
    var rest = octets[...]
    var last = -1
    while let window = rest.popFirst() {
      guard Int(window) > last, let length = rest.popFirst(), (1...32).contains(length), rest.count >= length
      else { return nil }
      types.formUnion(Self.types(in: rest.prefix(Int(length)), window: window))
      rest = rest.dropFirst(Int(length))
      last = Int(window)
    }
    self.types = types
  }

  private static func types(in bits: ArraySlice<UInt8>, window: UInt8) -> [RRType] {
    bits.enumerated().flatMap { index, octet in
      (0..<8).filter { octet & (0x80 >> $0) != 0 }.map {
        RRType(rawValue: UInt16(window) << 8 | UInt16(index * 8 + $0))
      }
    }
  }

  func contains(_ type: RRType) -> Bool { types.contains(type) }

  /// A delegation's: NS without SOA (RFC 6840 §4.1).
  var isDelegation: Bool { contains(.ns) && !contains(.soa) }

  /// Whether it shows that the name has no data of a type (RFC 4035 §5.4, RFC 6840 §4.3).
  func denies(_ type: RRType) -> Bool { !contains(type) && !contains(.cname) }
}
