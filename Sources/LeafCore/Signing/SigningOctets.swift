import DNSWire

/// What a signature is made of, built without an allocation as long as it is short.
struct SigningOctets: ~Copyable {
  private static let room = 768

  private var short = InlineArray<768, UInt8>(repeating: 0)
  private var count = 0
  /// All of it, once it is longer.
  private var long: [UInt8] = []

  mutating func append(_ value: some FixedWidthInteger & UnsignedInteger) {
    let length = value.bitWidth / 8
    guard hasRoom(for: length) else {
      for index in 0..<length { long.append(value.octet(index)) }
      return
    }
    let start = count
    var written = short.mutableSpan
    for index in 0..<length { written[start + index] = value.octet(index) }
    count = start + length
  }

  mutating func append(_ octets: Span<UInt8>) {
    guard hasRoom(for: octets.count) else {
      for index in octets.indices { long.append(octets[index]) }
      return
    }
    let start = count
    var written = short.mutableSpan
    for index in octets.indices { written[start + index] = octets[index] }
    count = start + octets.count
  }

  /// Whether so many octets more are short; if not, all of it is where there is room from now on.
  private mutating func hasRoom(for length: Int) -> Bool {
    guard long.isEmpty else { return false }
    guard count + length > Self.room else { return true }
    long = array
    return false
  }

  func withSpan<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    long.isEmpty ? body(short.span.extracting(..<count)) : body(long.span)
  }

  var array: [UInt8] {
    guard long.isEmpty else { return long }
    let written = short.span
    var octets: [UInt8] = []
    octets.reserveCapacity(count)
    for index in 0..<count { octets.append(written[index]) }
    return octets
  }
}

extension FixedWidthInteger {
  /// - Parameter index: From the most significant on.
  fileprivate func octet(_ index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: self >> (bitWidth - 8 - 8 * index))
  }
}
