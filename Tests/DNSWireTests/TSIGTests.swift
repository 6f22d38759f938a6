import DNSWire
import TestMessages
import TestOctets
import Testing

@Suite struct `RFC 8945 §4.2 TSIG record` {
  private static let keyName = wire("key")
  private static let algorithm = wire("hmac-sha256")
  private static let times: [UInt8] = [0, 0, 0x65, 0x43, 0x21, 0, 1, 44]
  private static let rdataStart = 12 + 5 + 10

  /// RDATA whose MAC and other data may be longer or shorter than their size fields say.
  private static func rdata(
    macSize: Int = 3, mac: [UInt8] = [1, 2, 3], otherLength: Int = 2, other: [UInt8] = [9, 9]
  ) -> [UInt8] {
    let head = algorithm + times + octetPair(macSize) + mac
    return head + [0xAB, 0xCD, 0, 16] + octetPair(otherLength) + other
  }

  private static func message(_ rdata: [UInt8]) -> [UInt8] {
    header + record(owner: keyName, .tsig, 255, rdata: rdata)
  }

  @Test func `each field is found`() throws {
    let tsig = try readTSIG(Self.message(Self.rdata()))
    let timesStart = Self.rdataStart + Self.algorithm.count
    #expect(tsig.keyNameOffset == 12)
    #expect(tsig.algorithmNameOffset == Self.rdataStart)
    #expect(tsig.times == timesStart..<timesStart + 8)
    #expect(tsig.originalID == 0xABCD)
  }

  @Test func `MAC and other data may be empty`() throws {
    let message = Self.message(Self.rdata(macSize: 0, mac: [], otherLength: 0, other: []))
    #expect(try readTSIG(message).originalID == 0xABCD)
  }

  /// The fields end after the RDATA, inside the message.
  @Test(arguments: [
    rdata(macSize: 4), rdata(macSize: 64), rdata(otherLength: 3), rdata(otherLength: 64),
    Array(rdata().dropLast()),
    Array(algorithm + times), [],
  ])
  func `fields that go past the RDATA are rejected`(rdata: [UInt8]) {
    let message = Self.message(rdata) + [UInt8](repeating: 0, count: 600)
    #expect(throws: WireError.rdataLength(offset: Self.rdataStart)) { try readTSIG(message) }
  }

  @Test(arguments: [rdata() + [0], rdata(otherLength: 1), rdata(otherLength: 0)])
  func `fields that leave RDATA over are rejected`(rdata: [UInt8]) {
    #expect(throws: WireError.rdataLength(offset: Self.rdataStart)) { try readTSIG(Self.message(rdata)) }
  }

  @Test(arguments: [rdata(macSize: 0xFFFF), rdata(otherLength: 0xFFFF)])
  func `fields that go past the message are truncated`(rdata: [UInt8]) {
    let error = #expect(throws: WireError.self) { try readTSIG(Self.message(rdata)) }
    #expect(error?.isTruncated == true)
  }

  @Test func `a bad algorithm name is rejected`() {
    let message = Self.message([0x40] + Self.rdata())
    #expect(throws: WireError.labelType(offset: Self.rdataStart)) { try readTSIG(message) }
  }

  @Test func `RDATA that every shorter message cuts is truncated`() throws {
    let message = Self.message(Self.rdata())
    let record = try readRecord(message).record
    for length in record.rdata {
      let error = #expect(throws: WireError.self) { try Array(message.prefix(length)).span.readTSIG(record) }
      #expect(error?.isTruncated == true)
    }
  }
}
