import DNSWire

/// What a signature is made of, built without an allocation as long as it is short.
struct SigningOctets {
  private static let room = 768

  private var short = InlineArray<768, UInt8>(repeating: 0)
  private var count = 0
  /// All of it, once it is longer.
  private var long: [UInt8] = []

  mutating func append(_ octet: UInt8) {
    if long.isEmpty, count < Self.room {
      short[count] = octet
      count += 1
    } else {
      if long.isEmpty { long = (0..<count).map { short[$0] } }
      long.append(octet)
    }
  }

  mutating func append(_ value: some FixedWidthInteger) {
    for shift in stride(from: value.bitWidth - 8, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  mutating func append(_ octets: Span<UInt8>) {
    for index in octets.indices { append(octets[index]) }
  }

  mutating func append(lowercased octets: Span<UInt8>) {
    for index in octets.indices { append(DomainName.lowercased(octets[index])) }
  }

  func withSpan<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    long.isEmpty ? body(short.span.extracting(..<count)) : body(long.span)
  }

  var array: [UInt8] { long.isEmpty ? (0..<count).map { short[$0] } : long }
}
