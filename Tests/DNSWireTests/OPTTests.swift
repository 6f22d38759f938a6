import DNSWire
import TestMessages
import TestOctets
import Testing

@Suite struct `RFC 6891 §6.1 OPT record` {
  private func readOPT(_ message: [UInt8]) throws -> OPT {
    let record = try readRecord(message).record
    #expect(record.type == .opt)
    return OPT(record)
  }

  @Test func `each field is read from its place`() throws {
    let opt = try readOPT(header + [0, 0, 41, 0x12, 0x34, 0x56, 0x78, 0x80, 0x00, 0, 3, 1, 2, 3])
    #expect(opt.payloadSize == 0x1234)
    #expect(opt.extendedRCODE == 0x56)
    #expect(opt.version == 0x78)
    #expect(opt.dnssecOK)
    #expect(opt.options == 23..<26)
  }

  @Test(arguments: [(0x8000, true), (0x7FFF, false), (0xFFFF, true), (0x0000, false)])
  func `DO is the top bit of the flags`(flags: Int, dnssecOK: Bool) throws {
    let opt = try readOPT(header + [0, 0, 41, 4, 208, 0, 0] + octetPair(flags) + [0, 0])
    #expect(opt.dnssecOK == dnssecOK)
    #expect(opt.extendedRCODE == 0)
    #expect(opt.version == 0)
  }

  @Test func `an OPT record that is written has these octets`() {
    let octets = written {
      $0.appendOPT(payloadSize: 1232, rcode: .noError, dnssecOK: false, optionsLength: 0)
    }
    #expect(octets == [0, 0, 41, 0x04, 0xD0, 0, 0, 0, 0, 0, 0])
  }

  @Test(arguments: [true, false])
  func `an OPT record that is written reads back`(dnssecOK: Bool) throws {
    let octets = written {
      $0.appendOPT(payloadSize: 1400, rcode: .badCookie, dnssecOK: dnssecOK, optionsLength: 0x0104)
      for _ in 0..<0x0104 { $0.append(UInt8(0)) }
    }
    let opt = try readOPT(header + octets)
    #expect(opt.payloadSize == 1400)
    #expect(opt.version == 0)
    #expect(opt.dnssecOK == dnssecOK)
    #expect(opt.options.count == 0x0104)
  }

  /// The low four bits go into the header.
  @Test(
    arguments: [
      (RCODE.noError, 0), (.refused, 0), (.badVers, 1), (.badCookie, 1), (RCODE(rawValue: 0xFFF), 0xFF),
    ] as [(RCODE, UInt8)])
  func `the upper eight bits of the RCODE are written`(rcode: RCODE, upper: UInt8) throws {
    let octets = written {
      $0.appendOPT(payloadSize: 512, rcode: rcode, dnssecOK: false, optionsLength: 0)
    }
    #expect(try readOPT(header + octets).extendedRCODE == upper)
  }
}

@Suite struct `RFC 6891 §6.1.2 options` {
  /// Reads an option of `octets`, which start at offset 0.
  private func readOption(
    _ octets: [UInt8], at start: Int = 0, before end: Int
  ) throws(WireError) -> (option: EDNSOption, end: Int) {
    var offset = start
    let option = try octets.span.readOption(at: &offset, before: end)
    return (option, offset)
  }

  @Test func `an option is read and passed`() throws {
    let (option, end) = try readOption([0xFF, 0x12, 0x34, 0, 2, 7, 8, 0xFF], at: 1, before: 7)
    #expect(option.code.rawValue == 0x1234)
    #expect(option.data == 5..<7)
    #expect(end == 7)
  }

  @Test func `options are read one after the other`() throws {
    let octets: [UInt8] = [0, 10, 0, 1, 0xAA, 0, 3, 0, 0]
    let (cookie, next) = try readOption(octets, before: 9)
    #expect(cookie.code == .cookie)
    #expect(cookie.data == 4..<5)
    let (nsid, end) = try readOption(octets, at: next, before: 9)
    #expect(nsid.code == .nsid)
    #expect(nsid.data == 9..<9)
    #expect(end == 9)
  }

  @Test func `an option that ends after the record is truncated`() {
    let octets: [UInt8] = [0, 10, 0, 3, 1, 2, 3, 0, 0, 0]
    #expect(throws: WireError.truncated(offset: 0)) { try readOption(octets, before: 6) }
  }

  @Test func `an option with the longest length is truncated`() {
    let octets: [UInt8] = [0, 10, 0xFF, 0xFF] + [UInt8](repeating: 0, count: 100)
    #expect(throws: WireError.truncated(offset: 0)) { try readOption(octets, before: 104) }
  }

  @Test(arguments: 0...3)
  func `an option whose code and length are cut short by the record is truncated`(end: Int) {
    let octets = [UInt8](repeating: 0, count: 16)
    #expect(throws: WireError.truncated(offset: 0)) { try readOption(octets, before: end) }
  }

  @Test(arguments: 0..<7)
  func `an option that the message cuts short is truncated`(length: Int) {
    let octets = Array(([0, 10, 0, 3, 1, 2, 3] as [UInt8]).prefix(length))
    let error = #expect(throws: WireError.self) { try readOption(octets, before: 7) }
    #expect(error?.isTruncated == true)
  }

  @Test func `an option that is written reads back`() throws {
    let octets = written {
      $0.appendOption(.extendedError, length: 2)
      $0.append(ExtendedError.notAuthoritative.rawValue)
    }
    #expect(octets == [0, 15, 0, 2, 0, 20])
    let (option, end) = try readOption(octets, before: 6)
    #expect(option.code == .extendedError)
    #expect(option.data == 4..<6)
    #expect(end == 6)
  }

  @Test func `an option's length is two octets`() {
    #expect(written { $0.appendOption(.cookie, length: 0x0102) } == [0, 10, 1, 2])
  }

  @Test(
    arguments: [
      (EDNSOptionCode.nsid, 3), (.cookie, 10), (.tcpKeepalive, 11), (.extendedError, 15),
    ] as [(EDNSOptionCode, UInt16)])
  func `option codes are those of the registry`(code: EDNSOptionCode, number: UInt16) {
    #expect(code.rawValue == number)
  }

  @Test(
    arguments: [
      (ExtendedError.prohibited, 18), (.notAuthoritative, 20), (.notSupported, 21),
    ] as [(ExtendedError, UInt16)])
  func `extended errors are those of RFC 8914 §4`(error: ExtendedError, number: UInt16) {
    #expect(error.rawValue == number)
  }
}
