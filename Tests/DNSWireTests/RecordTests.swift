import DNSWire
import TestMessages
import TestOctets
import Testing

@Suite struct `RFC 1035 §4.1.3 resource record` {
  private static let message =
    header + wire("wWw", "example") + [0x12, 0x34, 0x56, 0x78, 0x89, 0xAB, 0xCD, 0xEF, 0, 3, 7, 8, 9]

  @Test func `each field is read from its place`() throws {
    let (record, end) = try readRecord(Self.message + [0xFF])
    #expect(record.ownerOffset == 12)
    #expect(record.ownerLength == 13)
    #expect(record.type.rawValue == 0x1234)
    #expect(record.rrclass.rawValue == 0x5678)
    #expect(record.ttl == 0x89AB_CDEF)
    #expect(record.rdata == 35..<38)
    #expect(end == 38)
  }

  @Test func `a compressed owner has the length of the whole name`() throws {
    let message =
      header + wire("example", "com")
      + record(owner: label("a") + pointer(to: 12), .a, rdata: [192, 0, 2, 1])
    let (record, end) = try readRecord(message, at: 25)
    #expect(record.ownerOffset == 25)
    #expect(record.ownerLength == 15)
    #expect(end == message.count)
  }

  @Test func `RDATA may be empty`() throws {
    let (record, end) = try readRecord(header + [0, 0, 10, 0, 1, 0, 0, 0, 0, 0, 0])
    #expect(record.rdata == 23..<23)
    #expect(record.ownerLength == 1)
    #expect(end == 23)
  }

  @Test func `a record with a bad owner is rejected`() {
    #expect(throws: WireError.pointerNotBackward(offset: 12)) {
      try readRecord(header + record(owner: pointer(to: 12), .a, rdata: [192, 0, 2, 1]))
    }
  }

  @Test func `RDATA past the end is truncated`() {
    #expect(throws: WireError.truncated(offset: 23)) {
      try readRecord(header + [0, 0, 10, 0, 1, 0, 0, 0, 0, 0, 3, 1, 2])
    }
  }

  @Test func `what was read before an error is kept`() {
    let message = header + record(owner: wire("a"), .a, rdata: [192, 0, 2])
    var offset = 12
    var read = ResourceRecord.unread
    #expect(throws: WireError.rdataLength(offset: 25)) {
      try message.span.readRecord(at: &offset, into: &read)
    }
    #expect(read.ownerOffset == 12)
    #expect(read.ownerLength == 3)
    #expect(read.type == .a)
    #expect(read.rrclass == .in)
    #expect(read.ttl == 60)
    #expect(read.rdata == 25..<28)
  }
}

@Suite struct `RDATA formats of class IN` {
  private static let owner = label("www") + [0]
  private static let rdataStart = 12 + 5 + 10
  /// Octets that a reader could go on into, and find root names and empty strings there.
  private static let after = [UInt8](repeating: 0, count: 64)

  @Test(arguments: RDATAFormat.all)
  func `RDATA in its type's format is read`(format: RDATAFormat) throws {
    let message = header + record(owner: Self.owner, format.type, rdata: format.rdata) + Self.after
    let (record, end) = try readRecord(message)
    #expect(record.type == format.type)
    #expect(record.rdata == Self.rdataStart..<Self.rdataStart + format.rdata.count)
    #expect(end == record.rdata.upperBound)
  }

  @Test(arguments: RDATAFormat.all)
  func `RDATA in its type's format may end the message`(format: RDATAFormat) throws {
    let message = header + record(owner: Self.owner, format.type, rdata: format.rdata)
    #expect(try readRecord(message).end == message.count)
  }

  @Test(arguments: RDATAFormat.exact + [.txt])
  func `RDATA that is one octet short is rejected`(format: RDATAFormat) {
    let message =
      header + record(owner: Self.owner, format.type, rdata: format.rdata.dropLast()) + Self.after
    #expect(throws: WireError.rdataLength(offset: Self.rdataStart)) { try readRecord(message) }
  }

  @Test(arguments: RDATAFormat.exact)
  func `RDATA that is one octet long is rejected`(format: RDATAFormat) {
    let message = header + record(owner: Self.owner, format.type, rdata: format.rdata + [0]) + Self.after
    #expect(throws: WireError.rdataLength(offset: Self.rdataStart)) { try readRecord(message) }
  }

  @Test(arguments: RDATAFormat.all.filter { !$0.mayEnd(after: 0) })
  func `empty RDATA is rejected`(format: RDATAFormat) {
    let message = header + record(owner: Self.owner, format.type, rdata: []) + Self.after
    #expect(throws: WireError.rdataLength(offset: Self.rdataStart)) { try readRecord(message) }
  }

  @Test(arguments: RDATAFormat.all)
  func `RDATA that the message cuts short is truncated`(format: RDATAFormat) {
    let message = header + record(owner: Self.owner, format.type, rdata: format.rdata).dropLast()
    #expect(throws: WireError.truncated(offset: Self.rdataStart)) { try readRecord(message) }
  }

  @Test(arguments: RDATAFormat.singleNames)
  func `a name that runs past its RDATA is rejected`(format: RDATAFormat) {
    let rdata: [UInt8] = [5, 0x61]
    let message = header + record(owner: Self.owner, format.type, rdata: rdata)
    #expect(throws: WireError.rdataLength(offset: Self.rdataStart)) { try readRecord(message + Self.after) }
    #expect(throws: WireError.truncated(offset: Self.rdataStart + 1)) { try readRecord(message) }
  }

  @Test(arguments: RDATAFormat.withNames)
  func `a name in RDATA is checked`(format: RDATAFormat) {
    var rdata = format.rdata
    rdata[format.nameOffset] = 0x40
    let message = header + record(owner: Self.owner, format.type, rdata: rdata) + Self.after
    #expect(throws: WireError.labelType(offset: Self.rdataStart + format.nameOffset)) {
      try readRecord(message)
    }
  }

  @Test(arguments: RDATAFormat.singleNames)
  func `a name in RDATA may be compressed`(format: RDATAFormat) throws {
    let message = header + record(owner: Self.owner, format.type, rdata: label("ns1") + pointer(to: 12))
    #expect(try readRecord(message).end == message.count)
  }

  @Test func `TXT may be one empty string`() throws {
    let message = header + record(owner: Self.owner, .txt, rdata: [0])
    #expect(try readRecord(message).end == message.count)
  }

  @Test func `TXT without a string is rejected at the end of the message too`() {
    let message = header + record(owner: Self.owner, .txt, rdata: [])
    #expect(throws: WireError.self) { try readRecord(message) }
  }

  @Test func `TXT may end with an empty string`() throws {
    let message = header + record(owner: Self.owner, .txt, rdata: label("a") + [0]) + Self.after
    #expect(try readRecord(message).record.rdata.count == 3)
  }

  @Test func `TXT whose last string runs out is rejected`() {
    let message = header + record(owner: Self.owner, .txt, rdata: label("a") + [1]) + Self.after
    #expect(throws: WireError.rdataLength(offset: Self.rdataStart)) { try readRecord(message) }
  }

  @Test(arguments: [0, 1, 17, 18, 27 - 1, 27])
  func `RRSIG without a signature is rejected`(length: Int) {
    let rdata = RDATAFormat.rrsigBeforeSignature
    #expect(rdata.count == 27)
    let message = header + record(owner: Self.owner, .rrsig, rdata: Array(rdata.prefix(length))) + Self.after
    #expect(throws: WireError.rdataLength(offset: Self.rdataStart)) { try readRecord(message) }
  }

  @Test(arguments: [1, 2, 3, 512])
  func `RRSIG may have a signature of any length`(length: Int) throws {
    let rdata = RDATAFormat.rrsigBeforeSignature + [UInt8](repeating: 0xAA, count: length)
    let message = header + record(owner: Self.owner, .rrsig, rdata: rdata)
    #expect(try readRecord(message).end == message.count)
  }

  @Test(arguments: [3, 254, 255, 0, 1232])
  func `RDATA of another class is not checked`(rrclass: Int) throws {
    for format in RDATAFormat.all {
      let message = header + record(owner: Self.owner, format.type, rrclass, rdata: [0xC0])
      let (record, end) = try readRecord(message)
      #expect(record.rrclass.rawValue == UInt16(rrclass))
      #expect(end == message.count)
    }
  }

  @Test(arguments: [10, 38, 41, 250, 65_535] as [UInt16])
  func `RDATA of a type without a known format is not checked`(type: UInt16) throws {
    let message = header + record(owner: Self.owner, RRType(rawValue: type), rdata: [0xC0])
    #expect(try readRecord(message).end == message.count)
  }

  @Test(arguments: RDATAFormat.all)
  func `every truncation of a record is truncated`(format: RDATAFormat) {
    let message = header + record(owner: Self.owner, format.type, rdata: format.rdata)
    for length in 12..<message.count {
      let error = #expect(throws: WireError.self) { try readRecord(Array(message.prefix(length))) }
      #expect(error?.isTruncated == true)
    }
  }

  @Test(arguments: RDATAFormat.all)
  func `whatever one octet becomes, a record that is read lies in the message`(format: RDATAFormat) {
    let message = header + record(owner: Self.owner, format.type, rdata: format.rdata) + [0, 0, 0]
    var outside: [[UInt8]] = []
    for index in 12..<message.count {
      for octet in UInt8.min...UInt8.max {
        var changed = message
        changed[index] = octet
        guard let (record, end) = try? readRecord(changed) else { continue }
        if end > changed.count || record.rdata.upperBound != end { outside.append(changed) }
      }
    }
    #expect(outside == [])
  }
}
