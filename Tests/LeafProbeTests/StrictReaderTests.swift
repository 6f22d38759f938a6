import struct ProgramSupport.SeededGenerator
import Testing

@testable import LeafProbe

@Suite struct `Strict reader` {
  /// A response to `example. IN A`, with records after the question.
  private func response(flags: UInt16 = 0x8400, counts: [UInt16], _ records: [UInt8]) -> Response {
    var octets: [UInt8] = []
    for word in [0x1234, flags] + counts { octets.append(word) }
    octets += [7] + Array("example".utf8) + [0, 0, 1, 0, 1]
    return Response(reading: octets + records)
  }

  private func rules(_ response: Response) -> [Violation.Rule] { response.violations.map(\.rule) }

  /// Type, class IN, TTL 60 and the RDATA, after an owner that is a pointer to the question.
  private func record(owner: [UInt8] = [0xC0, 12], type: UInt16, ttl: UInt32 = 60, _ rdata: [UInt8])
    -> [UInt8]
  {
    var octets = owner
    octets.append(type)
    octets.append(UInt16(1))
    octets.append(ttl)
    octets.append(UInt16(rdata.count))
    return octets + rdata
  }

  @Test func `a sound response breaks no rule`() {
    let sound = response(counts: [1, 1, 0, 1], record(type: 1, [192, 0, 2, 1]) + opt)
    #expect(rules(sound) == [])
    #expect(sound.section(.answer).first?.rdata == [192, 0, 2, 1])
    #expect(sound.opt?.payload == 1232)
    #expect(sound.questions.first?.name.description == "example.")
  }

  private var opt: [UInt8] { [0, 0, 41, 0x04, 0xD0, 0, 0, 0, 0, 0, 0] }

  @Test func `the Z bit is a flag like any other`() {
    #expect(response(flags: 0x8440, counts: [1, 0, 0, 0], []).flags.contains(.z))
  }

  @Test func `what ldns lets pass is found`() {
    #expect(rules(response(counts: [1, 0, 0, 2], opt + opt)) == [.optTwice])
    #expect(rules(response(counts: [1, 1, 0, 0], opt)) == [.optSection])
    #expect(rules(response(counts: [1, 0, 0, 1], [1, 97] + opt)) == [.optOwner])
    #expect(
      rules(response(counts: [1, 0, 0, 1], Array(opt.dropLast(2)) + [0, 4, 0, 3, 0, 9])) == [.optOptions])
    #expect(rules(response(counts: [1, 0, 0, 0], [0])) == [.trailingOctets])
    #expect(rules(response(counts: [1, 1, 0, 0], record(type: 1, ttl: 1 << 31, [1, 2, 3, 4]))) == [.ttl])
    #expect(
      rules(response(counts: [1, 1, 0, 0], record(owner: [0xC0, 80], type: 1, [1, 2, 3, 4]))) == [
        .pointerNotBackward
      ])
    #expect(
      rules(response(counts: [1, 1, 0, 0], record(owner: [0xC0, 14], type: 1, [1, 2, 3, 4]))).contains(
        .pointerTarget))
  }

  @Test func `a name is compressed only where RFC 3597 allows it`() {
    #expect(rules(response(counts: [1, 1, 0, 0], record(type: 2, [0xC0, 12]))) == [])
    #expect(
      rules(response(counts: [1, 1, 0, 0], record(type: 33, [0, 0, 0, 0, 0, 53, 0xC0, 12]))) == [
        .compressedRDATA
      ])
    #expect(rules(response(counts: [1, 1, 0, 0], record(type: 1, [1, 2, 3]))) == [.rdata])
  }

  @Test func `counts beyond the records end the reading and nothing else`() {
    let lying = response(counts: [1, 65535, 65535, 65535], record(type: 1, [192, 0, 2, 1]))
    #expect(rules(lying) == [.truncated])
    #expect(lying.records.count == 1)
  }

  @Test func `a QNAME that leads to itself ends`() {
    #expect(
      rules(Response(reading: [0, 0, 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xC0, 12, 0, 1, 0, 1])) == [
        .pointerNotBackward
      ])
  }

  /// Names of one octet each that lead through more and more pointers: reading them whole takes time and memory that
  /// grow with the square of the message.
  @Test func `a chain of pointers ends the reading, and its rules are noted once`() {
    var chain: [UInt8] = [0]
    // The header, the question, and the first record up to its RDATA.
    let start = 12 + 13 + 11
    for link in 0..<8000 { chain.append(UInt16(0xC000 + (link == 0 ? start : start + 2 * link - 1))) }
    var records = record(owner: [0], type: 65400, chain)
    let end = UInt16(0xC000 + start + chain.count - 2)
    for _ in 0..<3000 {
      records += record(owner: [UInt8(end >> 8), UInt8(truncatingIfNeeded: end)], type: 65400, [])
    }
    let read = response(counts: [1, 3001, 0, 0], records)
    #expect(Set(rules(read)).count == rules(read).count)
    #expect(rules(read).contains(.pointerChain))
    #expect(read.records.count == 1)
  }

  @Test func `a name has at most 255 octets, however it is put together`() {
    let label = [63] + [UInt8](repeating: 97, count: 63)
    let name = { (last: Int) in
      label + label + label + [UInt8(last)] + [UInt8](repeating: 97, count: last) + [0]
    }
    #expect(rules(response(counts: [1, 1, 0, 0], record(owner: name(61), type: 1, [1, 2, 3, 4]))) == [])
    #expect(
      rules(response(counts: [1, 1, 0, 0], record(owner: name(62), type: 1, [1, 2, 3, 4]))) == [.nameTooLong])
    // `a` before the question's `example`, and so on: each of them is sound.
    let pointed = record(owner: [1, 97, 0xC0, 12], type: 1, [1, 2, 3, 4])
    #expect(rules(response(counts: [1, 1, 0, 0], pointed)) == [])
  }

  @Test func `TLVs follow the header of a DSO message, and of no other`() {
    func violations(_ opcode: UInt8, rcode: UInt8 = 0) -> [Violation.Rule] {
      let header: [UInt8] = [0, 1, 0x80 | opcode << 3, rcode, 0, 0, 0, 0, 0, 0, 0, 0]
      return Response(reading: header + [0, 1, 0, 0]).violations.map(\.rule)
    }
    #expect(violations(6).isEmpty)
    #expect(violations(6, rcode: 4) == [.trailingOctets])
    #expect(violations(4) == [.trailingOctets])
  }

  @Test func `any octets at all are read`() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<20_000 {
      var octets = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      // Small counts let it come further than the header.
      for index in [4, 6, 8, 10] where index < octets.count { octets[index] = 0 }
      let response = Response(reading: octets)
      #expect(response.octets == octets)
      _ = response.summary
    }
  }

  @Test func `every truncation of a response is noticed`() {
    let whole = response(counts: [1, 1, 0, 1], record(type: 1, [192, 0, 2, 1]) + opt)
    for length in whole.octets.indices {
      #expect(!Response(reading: Array(whole.octets.prefix(length))).violations.isEmpty)
    }
  }
}
