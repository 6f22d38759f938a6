import DNSWire
import TestMessages
import Testing

@Suite struct `RFC 1035 §2.3.2 reading integers` {
  private static let octets: [UInt8] = [0x01, 0x23, 0x45, 0x67, 0x89]

  @Test func `one octet is read and passed`() throws {
    var offset = 4
    let value = try Self.octets.span.readUInt8(at: &offset)
    #expect(value == 0x89)
    #expect(offset == 5)
  }

  @Test func `two octets are read most significant first`() throws {
    var offset = 3
    let value = try Self.octets.span.readUInt16(at: &offset)
    #expect(value == 0x6789)
    #expect(offset == 5)
  }

  @Test func `four octets are read most significant first`() throws {
    var offset = 1
    let value = try Self.octets.span.readUInt32(at: &offset)
    #expect(value == 0x2345_6789)
    #expect(offset == 5)
  }

  @Test func `eight octets are read most significant first`() {
    let octets: [UInt8] = [0xFF, 0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF, 0xFF]
    let word = octets.span.word(at: 1)
    #expect(word == 0x0123_4567_89AB_CDEF)
  }

  @Test func `octets are skipped to where the message ends`() throws {
    var offset = 2
    let skipped = try Self.octets.span.skip(3, at: &offset)
    #expect(skipped == 2..<5)
    #expect(offset == 5)
  }

  @Test func `nothing can be skipped at the end`() throws {
    var offset = 5
    let skipped = try Self.octets.span.skip(0, at: &offset)
    #expect(skipped == 5..<5)
    #expect(offset == 5)
  }

  @Test(arguments: [5, 6, 1000])
  func `one octet at or past the end is truncated`(start: Int) {
    #expect(throws: WireError.truncated(offset: start)) {
      var offset = start
      return try Self.octets.span.readUInt8(at: &offset)
    }
  }

  @Test(arguments: [4, 5, 6, 1000])
  func `two octets that go past the end are truncated`(start: Int) {
    #expect(throws: WireError.truncated(offset: start)) {
      var offset = start
      return try Self.octets.span.readUInt16(at: &offset)
    }
  }

  @Test(arguments: [2, 3, 4, 5, 1000])
  func `four octets that go past the end are truncated`(start: Int) {
    let error = #expect(throws: WireError.self) {
      var offset = start
      return try Self.octets.span.readUInt32(at: &offset)
    }
    #expect(error?.isTruncated == true)
  }

  @Test(arguments: [(1, 5), (2, 4), (6, 0), (65_535, 3), (0, 6), (1, 1000)])
  func `a skip past the end is truncated and does not move`(length: Int, start: Int) {
    var offset = start
    #expect(throws: WireError.truncated(offset: start)) {
      _ = try Self.octets.span.skip(length, at: &offset)
    }
    #expect(offset == start)
  }

  @Test(arguments: [0, 1])
  func `an empty message has no octet`(start: Int) {
    let empty: [UInt8] = []
    #expect(throws: WireError.truncated(offset: start)) {
      var offset = start
      return try empty.span.readUInt8(at: &offset)
    }
    #expect(throws: WireError.truncated(offset: start)) {
      var offset = start
      return try empty.span.readUInt16(at: &offset)
    }
  }
}
