import DNSWire
import TestMessages
import Testing

@Suite struct `RDATA whose octets say how they go on` {
  private static let after = [UInt8](repeating: 0, count: 64)

  @Test(
    arguments: [
      ("NSEC", "0000024000", "a window that ends in zeros"),
      ("NSEC", "000000", "an empty window"),
      ("NSEC", "000021" + String(repeating: "01", count: 33), "33 octets"),
      ("NSEC", "00010140000140", "windows in the wrong order"), ("NSEC", "00000140000140", "a window twice"),
      ("NSEC", "C00C000140", "a compressed name"), ("NSEC", "0000034001", "a window that does not end"),
      ("CSYNC", "0000000000000000014000", "a window of one octet too many"),
      ("NSEC3", "0101000C000000", "no hash"), ("NXT", "00", "no bitmap"),
      ("NXT", "004000", "zeros at the end"),
      ("NXT", "0080", "type 0"), ("NXT", "00" + String(repeating: "01", count: 17), "17 octets"),
      ("DS", "0001080140", "a digest that is too short"),
      ("ZONEMD", "0000000101F1", "no digest"),
      ("CAA", "000041", "an empty tag"), ("CAA", "00022D2D", "a tag of hyphens"),
      ("CAA", "0002612D41", "a hyphen"),
      ("ISDN", "0161016201", "three strings"), ("ATMA", "0241", "an unknown format"),
      ("ATMA", "0141", "a letter"),
      ("LOC", "01121613800000008000000000989680", "version 1"),
      ("LOC", "00A21613800000008000000000989680", "a size of ten"),
      ("LOC", "001A1613800000008000000000989680", "a power of ten"),
      ("LOC", "00120613800000008000000000989680", "a power of zero"),
      ("APL", "0001210400000001", "a prefix of 33"), ("APL", "00011805C000020101", "five octets"),
      ("APL", "00011803C00000", "zeros at the end"), ("APL", "00028101FF", "a prefix of 129"),
      ("APL", "000118", "half an item"),
      ("IPSECKEY", "0A0102C00002", "half an address"), ("IPSECKEY", "0A040200", "an unknown gateway"),
      ("IPSECKEY", "0A0302C00C", "a compressed name"), ("AMTRELAY", "0A0400", "an unknown relay"),
      ("AMTRELAY", "0A0000", "something after nothing"),
      ("HIP", "00020001AA", "no tag"), ("HIP", "01020000AA", "no key"),
      ("HIP", "01020001AABB01", "half a name"),
      ("TALINK", "00C00C", "a compressed name"), ("WKS", "C0000201", "no protocol"),
      ("SVCB", "0001000003000200350003000235", "a key twice"),
      ("SVCB", "000100000300020035000100030268", "half a value"),
      ("SVCB", "00010000030002003500010003026832", "keys in the wrong order"),
      ("SVCB", "00010000010000", "no ALPN"),
      ("SVCB", "0001000001000100", "an empty ALPN"),
      ("SVCB", "00010000010002026832", "an ALPN that does not end"),
      ("SVCB", "00010000020000", "no ALPN to be without the default"),
      ("SVCB", "0001000003000100", "half a port"),
      ("SVCB", "0001000004000301020304", "half an address"), ("SVCB", "00010000040000", "no address"),
      ("SVCB", "000100000600040A000001", "a short address"), ("SVCB", "00010000050000", "an empty ECH"),
      ("SVCB", "000100000800010A", "a value of ohttp"), ("SVCB", "000100FFFF0000", "the invalid key"),
      ("SVCB", "00010000000000", "nothing mandatory"),
      ("SVCB", "00010000000002000300030002", "half a parameter"),
      ("SVCB", "0001000000000200030004000401020304", "a mandatory key that is missing"),
      ("SVCB", "000100000000020000000300020035", "mandatory itself"),
      ("SVCB", "0001000000000400030003000300020035", "a mandatory key twice"),
    ])
  func `is refused where an RFC forbids it`(mnemonic: String, digits: String, what: String) throws {
    let type = try #require(RRType(presentation: mnemonic))
    #expect(throws: WireError.rdataLength(offset: 23), "\(what)") {
      _ = try readRecord(header + record(owner: [0], type, rdata: octets(hexadecimal: digits)) + Self.after)
    }
  }

  @Test(
    arguments: [
      ("NSEC", "000020" + String(repeating: "01", count: 32)),
      ("NXT", "00" + String(repeating: "01", count: 16)),
      ("NSEC", "00000140010140FF0101"), ("LOC", "00991613934FD900A69FAC00FFFFFFFF"), ("APL", "000300810A"),
      ("APL", "0001200400000001"), ("APL", "000280010F"), ("DS", "0001080340"), ("CDS", "00000000"),
      ("ISDN", "0161"), ("NSEC", "00"), ("URI", "000A0001"),
      ("LOC", "00000000000000000000000000000000"),
      ("CAA", "00016100FF"),
      ("SVCB", "000100000000040001000300010003026832000300020035"), ("SVCB", "000000FFFE0000"),
      ("IPSECKEY", "0A000201"), ("AMTRELAY", "0A80"), ("KEY", "C0000305"), ("APL", ""), ("WKS", "C000020106"),
    ])
  func `is read up to its bounds`(mnemonic: String, digits: String) throws {
    let type = try #require(RRType(presentation: mnemonic))
    let message = header + record(owner: [0], type, rdata: octets(hexadecimal: digits))
    #expect(try readRecord(message).end == message.count)
  }
}
