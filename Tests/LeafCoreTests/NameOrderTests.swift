import DNSWire
import Testing

@testable import LeafCore

@Suite struct `RFC 4034 §6.1 names around another one` {
  private static let apex: [UInt8] = [1, 0x65, 0]

  private static func label(_ count: Int, _ fill: UInt8, _ end: UInt8) -> [UInt8] {
    [UInt8(count)] + [UInt8](repeating: fill, count: count - 1) + [end]
  }

  /// What makes a name with a first label of 40 octets one of 255.
  private static let rest =
    label(40, 0x78, 0x78) + label(63, 0x78, 0x78) + label(63, 0x78, 0x78) + label(41, 0x78, 0x78) + apex

  private static func next(_ name: [UInt8]) -> [UInt8] {
    var buffer = NameBuffer.empty
    _ = buffer.write(name.span, name.indices, at: 0)
    let length = buffer.becomeNext(name.count, apex.count)
    return (0..<length).map { buffer[$0] }
  }

  private static func labelsBefore(_ name: [UInt8]) -> [UInt8] {
    var buffer = NameBuffer.empty
    _ = buffer.write(name.span, name.indices, at: 0)
    let length = buffer.becomeLabelsBefore(name.count)
    return (0..<length).map { buffer[$0] }
  }

  @Test(
    arguments: [
      (label(1, 0x61, 0x61), [2, 0x61, 0]),
      (label(39, 0x61, 0x61), label(39, 0x61, 0x61).map { $0 == 39 ? 40 : $0 } + [0]),
      (label(40, 0x61, 0x61), label(40, 0x61, 0x62)), (label(40, 0x61, 0x40), label(40, 0x61, 0x5B)),
      (label(40, 0x61, 0xFF), label(39, 0x61, 0x62)),
    ] as [([UInt8], [UInt8])])
  func `the next one has a zero octet more, or where there is no room its last octet raised`(
    label: [UInt8], next: [UInt8]
  ) {
    #expect(Self.next(label + Self.rest) == next + Self.rest)
  }

  @Test func `behind a label of nothing but 255 comes what is behind the name above`() {
    let full = Self.label(40, 0xFF, 0xFF)
    let above = Self.rest.dropFirst(41)
    // There the label is not full: one octet more comes before one that is raised.
    #expect(Self.next(full + Self.rest) == [41] + Self.rest[1...40] + [0] + above)
    #expect(Self.next(Self.label(63, 0xFF, 0xFF) + Self.apex) == Self.apex)
    #expect(Self.next(Self.apex) == Self.apex)
  }

  @Test(
    arguments: [
      (label(1, 0x61, 0x61), [40, 0x60] + [UInt8](repeating: 0xFF, count: 39)),
      (label(39, 0x61, 0x5B), [40] + label(39, 0x61, 0x40).dropFirst() + [0xFF]),
      (label(40, 0x61, 0x61), label(40, 0x61, 0x60)),
      (label(37, 0x61, 0), label(3, 0xFF, 0xFF) + label(36, 0x61, 0x61)),
      (label(40, 0x61, 0), label(39, 0x61, 0x61)), ([1, 0], []),
    ] as [([UInt8], [UInt8])])
  func `the one before has its last octet lowered, and is filled up`(label: [UInt8], before: [UInt8]) {
    #expect(Self.labelsBefore(label + Self.rest) == before)
  }
}
