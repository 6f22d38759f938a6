import DNSWire
import Glibc
import TestMessages
import Testing

@Suite struct `Addresses as text` {
  @Test(
    arguments: [
      ("0.0.0.0", 0), ("192.0.2.1", 0xC000_0201), ("255.255.255.255", 0xFFFF_FFFF), ("1.2.3.4", 0x0102_0304),
    ] as [(String, UInt32)])
  func `an IPv4 address is four octets in decimal`(text: String, value: UInt32) {
    #expect(IPAddress(text) == .ipv4(IPv4Address(rawValue: value)))
    #expect("\(IPv4Address(rawValue: value))" == text)
  }

  @Test(arguments: [
    "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.04", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.4 ",
    " 1.2.3.4",
    "1.2.3.x", "+1.2.3.4", "1.2.3.4\u{0}", "0x1.2.3.4", "1.2.3.1000", "１.2.3.4",
  ])
  func `nothing else is an IPv4 address`(text: String) { #expect(IPv4Address(text) == nil) }

  @Test(
    arguments: [
      ("::", 0, 0, "::"), ("::1", 0, 1, "::1"), ("1::", 0x0001_0000_0000_0000, 0, "1::"),
      ("2001:DB8:0:0:1:0:0:1", 0x2001_0DB8_0000_0000, 0x0001_0000_0000_0001, "2001:db8::1:0:0:1"),
      ("2001:db8::1:1:1:1:1", 0x2001_0DB8_0000_0001, 0x0001_0001_0001_0001, "2001:db8:0:1:1:1:1:1"),
      ("2001:0db8:0000::", 0x2001_0DB8_0000_0000, 0, "2001:db8::"),
      ("1:0:0:2:0:0:0:3", 0x0001_0000_0000_0002, 3, "1:0:0:2::3"),
      ("::ffff:192.0.2.1", 0, 0xFFFF_C000_0201, "::ffff:192.0.2.1"),
      ("::192.0.2.1", 0, 0xC000_0201, "::c000:201"),
      ("64:ff9b::192.0.2.33", 0x0064_FF9B_0000_0000, 0xC000_0221, "64:ff9b::c000:221"),
      ("1:2:3:4:5:6:7.8.9.10", 0x0001_0002_0003_0004, 0x0005_0006_0708_090A, "1:2:3:4:5:6:708:90a"),
      ("1:2:3:4:5:6:7::", 0x0001_0002_0003_0004, 0x0005_0006_0007_0000, "1:2:3:4:5:6:7:0"),
      ("::2:3:4:5:6:7:8", 0x0000_0002_0003_0004, 0x0005_0006_0007_0008, "0:2:3:4:5:6:7:8"),
    ] as [(String, UInt64, UInt64, String)])
  func `an IPv6 address is read in each form (RFC 4291 §2.2), and written in one (RFC 5952)`(
    text: String, high: UInt64, low: UInt64, written: String
  ) {
    #expect(IPAddress(text) == .ipv6(IPv6Address(high: high, low: low)))
    #expect("\(IPv6Address(high: high, low: low))" == written)
  }

  @Test(arguments: [
    "", ":", ":::", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", ":1::2", "1::2:", "12345::", "g::",
    "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1.2.3.4::", "::1.2.3.4:5", "::1.2.3", "::1.2.3.256", "[::1]",
    "::1%lo", "1:2:3:4:5:6:7:1.2.3.4", "::-1", ":: 1",
  ])
  func `nothing else is an IPv6 address`(text: String) { #expect(IPv6Address(text) == nil) }

  /// What the C library makes of a text, as 16 octets.
  private func system(_ text: String) -> [UInt8]? {
    var octets = [UInt8](repeating: 0, count: 16)
    return unsafe inet_pton(AF_INET6, text, &octets) == 1 ? octets : nil
  }

  @Test func `random texts and addresses are what the C library takes them for`() {
    var numbers = SystemRandomNumberGenerator()
    let pieces = [":", "::", "0", "1", "ab", "FFFF", "10000", "1.2.3.4", "0", ":", "."]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...12, using: &numbers)).map { _ in pieces.randomElement() ?? "" }
        .joined()
      #expect(IPv6Address(text)?.octets == system(text), "\(text)")
    }
    for _ in 0..<2_000 {
      let halves = (0..<2).map { _ in
        (0..<4).reduce(0 as UInt64) { half, _ in half << 16 | (Bool.random() ? 0 : .random(in: 0...0xFFFF)) }
      }
      let address = IPv6Address(high: halves[0], low: halves[1])
      #expect(IPv6Address("\(address)") == address)
      #expect(system("\(address)") == address.octets)
    }
  }
}
