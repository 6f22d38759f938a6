import struct ProgramSupport.SeededGenerator

/// Messages of which nobody has thought what is wrong with them.
let malformedJunkCases: [Case] = [
  Case(
    id: "MAL-27", level: .must,
    requirement: "Of 10,000 messages made at random none ends the server, and none with QR=1 is answered.",
    sources: [.rfc(1035, "4.1.1"), .other("CVE-2012-2978")], transports: [.udp],
    optIn: "it sends 10,000 messages",
    steps: { target in
      var random = SeededGenerator(seed: target.seed)
      return (0..<10_000).map { _ in .junk(.random(length: 12...512, using: &random)) }
    },
    note: { _, target in "the messages are those of --seed \(target.seed)" }),
  Case(
    id: "MAL-28", level: .must,
    requirement:
      "With any bit of a query changed, the response is well-formed if there is one; with QR=1 there is none.",
    sources: [.rfc(1035, "4.1.1"), .other("CVE-2012-2978")], transports: [.udp],
    steps: { target in
      let query = Message.query(target.zone, .soa, edns: EDNS()).octets(id: 0)
      // The ID's bits change with every message.
      return (16..<query.count * 8).map { .junk(query.flipped(bit: $0)) }
    }),
]

extension Step {
  /// Octets that are no message but by chance, and to which any response will do that is one.
  fileprivate static func junk(_ octets: [UInt8]) -> Step {
    let isResponse = octets.count > 2 && octets[2] & 0x80 != 0
    var step = Step.hostile(
      .octets(octets), isResponse ? .noResponse : Expectation.response(.wellFormed).or(.noResponse))
    step.isUnawaited = true
    return step
  }
}

extension Array where Element == UInt8 {
  fileprivate func flipped(bit: Int) -> [UInt8] {
    var octets = self
    octets[bit / 8] ^= 0x80 >> UInt8(truncatingIfNeeded: bit % 8)
    return octets
  }

  fileprivate static func random(length: ClosedRange<Int>, using random: inout SeededGenerator) -> [UInt8] {
    (0..<Int.random(in: length, using: &random)).map { _ in UInt8(truncatingIfNeeded: random.next() >> 32) }
  }
}
