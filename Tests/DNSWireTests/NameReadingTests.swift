import DNSWire
import TestMessages
import TestOctets
import Testing

@Suite struct `RFC 1035 §3.1 reading names` {
  @Test func `the root is one octet`() throws {
    let (name, end) = try readName(header + [0])
    #expect(name.wireForm == [0])
    #expect(end == 13)
  }

  @Test func `a name is read as it stands, letter case kept`() throws {
    let (name, end) = try readName(header + wire("wWw", "Example", "COM") + [0xFF])
    #expect(name.wireForm == wire("wWw", "Example", "COM"))
    #expect(end == 12 + 17)
  }

  @Test func `any octet may stand in a label`() throws {
    let name: [UInt8] = [5, 0, 0x2E, 0x5C, 0xC0, 0xFF, 0]
    #expect(try readName(header + name).name.wireForm == name)
  }

  @Test func `skipping a name finds its length and its end`() throws {
    let (length, end) = try skipName(header + wire("www", "example", "com") + [0xFF])
    #expect(length == 17)
    #expect(end == 12 + 17)
  }

  /// 0x40 was the extended label type (RFC 6891 §5), 0x80 never meant anything.
  @Test(arguments: [0x40, 0x41, 0x7F, 0x80, 0xBF] as [UInt8])
  func `a label type other than length and pointer is rejected`(octet: UInt8) {
    let message = header + label("www") + [octet] + [UInt8](repeating: 0, count: 200)
    #expect(throws: WireError.labelType(offset: 16)) { try readName(message) }
    #expect(throws: WireError.labelType(offset: 16)) { try skipName(message) }
  }

  @Test(arguments: 0..<17)
  func `a name that the message cuts short is truncated`(length: Int) {
    let message = header + wire("www", "example", "com").prefix(length)
    let error = #expect(throws: WireError.self) { try readName(message) }
    #expect(error?.isTruncated == true)
  }

  @Test func `an offset past the end is truncated`() {
    #expect(throws: WireError.truncated(offset: 13)) { try readName(header, at: 13) }
  }
}

@Suite struct `RFC 1035 §2.3.4 size limits of names read` {
  @Test(arguments: [1, 62, 63])
  func `a label of up to 63 octets is read`(length: Int) throws {
    let name = label(ofLength: length) + [0]
    #expect(try readName(header + name).name.wireForm == name)
  }

  @Test func `a label of 64 octets is rejected`() {
    let message = header + label(ofLength: 64) + [0]
    #expect(throws: WireError.labelType(offset: 12)) { try readName(message) }
  }

  @Test(arguments: [4, 65, 66, 254, 255])
  func `a name of up to 255 octets is read`(length: Int) throws {
    let name = wire(labels(ofNameLength: length))
    #expect(name.count == length)
    #expect(try readName(header + name).name.wireForm == name)
    let (skipped, end) = try skipName(header + name)
    #expect(skipped == length)
    #expect(end == 12 + length)
  }

  @Test func `a name of 256 octets is too long`() {
    let name = wire(labels(ofNameLength: 256))
    #expect(name.count == 256)
    #expect(throws: WireError.nameTooLong(offset: 12)) { try readName(header + name) }
    #expect(throws: WireError.nameTooLong(offset: 12)) { try skipName(header + name) }
  }

  @Test func `127 labels of one octet are read`() throws {
    let name = wire(Array(repeating: "x", count: 127))
    let read = try readName(header + name).name
    #expect(read.wireForm == name)
    #expect(read.labelOffsets.count == 127)
  }

  @Test func `128 labels are too long`() {
    let name = wire(Array(repeating: "x", count: 128))
    #expect(throws: WireError.nameTooLong(offset: 12)) { try readName(header + name) }
  }

  @Test func `a pointer counts as what it leads to`() throws {
    let tail = wire(labels(ofNameLength: 200))
    let fits = header + tail + label(ofLength: 54) + pointer(to: 12)
    #expect(try readName(fits, at: 212).name.count == 255)
    #expect(try skipName(fits, at: 212).length == 255)
    let tooLong = header + tail + label(ofLength: 55) + pointer(to: 12)
    #expect(throws: WireError.nameTooLong(offset: 212)) { try readName(tooLong, at: 212) }
    #expect(throws: WireError.nameTooLong(offset: 212)) { try skipName(tooLong, at: 212) }
  }
}
