import DNSWire
import LeafCore
import Testing

@Suite struct `An address prefix` {
  private static func v4(_ rawValue: UInt32) -> IPAddress { .ipv4(IPv4Address(rawValue: rawValue)) }
  private static func v6(_ high: UInt64, _ low: UInt64) -> IPAddress {
    .ipv6(IPv6Address(high: high, low: low))
  }

  @Test(arguments: [
    (v4(0xC000_0200), 24, v4(0xC000_0200), v4(0xC000_02FF), v4(0xC000_01FF), v4(0xC000_0300)),
    (v4(0xC000_0207), 32, v4(0xC000_0207), v4(0xC000_0207), v4(0xC000_0206), v4(0xC000_0208)),
    (v4(0x8000_0000), 1, v4(0x8000_0000), v4(0xFFFF_FFFF), v4(0x7FFF_FFFF), v4(0)),
    (
      v6(0x20010DB8_00000000, 0), 32, v6(0x20010DB8_00000000, 0), v6(0x20010DB8_FFFFFFFF, .max),
      v6(0x20010DB7_FFFFFFFF, .max), v6(0x20010DB9_00000000, 0)
    ),
    (v6(1, 0), 64, v6(1, 0), v6(1, .max), v6(0, .max), v6(2, 0)),
    (v6(1, 1 << 63), 65, v6(1, 1 << 63), v6(1, .max), v6(1, .max >> 1), v6(2, 0)),
    (v6(0, 1), 128, v6(0, 1), v6(0, 1), v6(0, 0), v6(0, 2)),
  ])
  func `contains its first and last address, and not those next to them`(
    address: IPAddress, length: Int, first: IPAddress, last: IPAddress, before: IPAddress, after: IPAddress
  ) throws {
    let prefix = try #require(IPPrefix(address, length: length))
    #expect(prefix.contains(first) && prefix.contains(last))
    #expect(!prefix.contains(before) && !prefix.contains(after))
  }

  @Test(arguments: [v4(0), v4(.max), v6(0, 0), v6(.max, .max)])
  func `of no bits contains its whole family, and nothing of the other`(address: IPAddress) throws {
    let isIPv4 = address.bitCount == 32
    #expect(try #require(IPPrefix(Self.v4(0), length: 0)).contains(address) == isIPv4)
    #expect(try #require(IPPrefix(Self.v6(0, 0), length: 0)).contains(address) == !isIPv4)
  }

  @Test(arguments: [
    (v4(0xC000_0201), 24), (v4(1), 31), (v4(0), 33), (v4(0), -1), (v6(0, 1), 127), (v6(0, 0), 129),
    (v6(1, 0), 63),
  ])
  func `has no bits behind its length, and no more than its family`(address: IPAddress, length: Int) {
    #expect(IPPrefix(address, length: length) == nil)
  }

  @Test(arguments: [v4(0xC000_0207), v6(1, 7)])
  func `of one address contains it alone`(address: IPAddress) {
    #expect(IPPrefix(address) == IPPrefix(address, length: address.bitCount))
    #expect(IPPrefix(address).contains(address))
  }
}
