import DNSWire
import TestMessages
import TestOctets
import Testing

@Suite struct `RFC 1035 §2.3.2 writing` {
  @Test func `two octets are written most significant first`() {
    #expect(written { $0.append(UInt16(0x1234)) } == [0x12, 0x34])
  }

  @Test func `four octets are written most significant first`() {
    #expect(written { $0.append(UInt32(0x1234_5678)) } == [0x12, 0x34, 0x56, 0x78])
  }

  @Test func `a name is written as it is`() {
    let name = DomainName(labels: ["wWw", "example"])
    #expect(written { $0.append(name) } == wire("wWw", "example"))
    #expect(written { $0.append(DomainName.root) } == [0])
  }

  @Test func `a name of 255 octets is written whole`() {
    let name = DomainName(labels: labels(ofNameLength: 255))
    #expect(written { $0.append(name) } == wire(labels(ofNameLength: 255)))
  }

  @Test func `a range of octets is copied after what is there`() {
    let source: [UInt8] = [1, 2, 3, 4, 5]
    let octets = written {
      $0.append(UInt8(0xFF))
      $0.append(source.span, 1..<4)
      $0.append(source.span, 5..<5)
    }
    #expect(octets == [0xFF, 2, 3, 4])
  }

  @Test func `what there is no room for ends the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = [UInt8](capacity: 9) { octets in
        octets.append(UInt64(0))
        octets.append(UInt16(0))
      }
    }
    await #expect(processExitsWith: .failure) {
      let source: [UInt8] = [1, 2, 3]
      _ = [UInt8](capacity: 2) { $0.append(source.span, 0..<3) }
    }
  }

  @Test func `octets that are not there to be copied end the program`() async {
    await #expect(processExitsWith: .failure) {
      let source: [UInt8] = [1, 2, 3]
      _ = [UInt8](capacity: 9) { $0.append(source.span, 1..<4) }
    }
    await #expect(processExitsWith: .failure) {
      let source: [UInt8] = [1, 2, 3]
      _ = [UInt8](capacity: 9) { $0.append(source.span, -1..<2) }
    }
  }

  @Test(arguments: [-1, 1, 2]) func `octets that have not been written cannot be replaced`(offset: Int) async
  {
    await #expect(processExitsWith: .failure) { [offset] in
      _ = [UInt8](capacity: 9) { octets in
        octets.append(UInt16(0))
        octets.replace(at: offset, with: 0x1234)
      }
    }
  }

  @Test func `replacing changes two octets and no others`() {
    let octets = written {
      $0.append(UInt32(0xAAAA_AAAA))
      $0.replace(at: 1, with: 0x1234)
    }
    #expect(octets == [0xAA, 0x12, 0x34, 0xAA])
  }

  @Test func `the last two octets can be replaced`() {
    let octets = written {
      $0.append(UInt32(0))
      $0.replace(at: 2, with: 0xFFFE)
    }
    #expect(octets == [0, 0, 0xFF, 0xFE])
  }
}
