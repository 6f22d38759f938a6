import TestOctets

let malformedNameSpoilers: [Spoiler] = [
  .answering("a header alone", ["MAL-01"]) { $0.isEmpty },
  .answering("questions without QCLASS", ["MAL-02"]) { $0 == apex + [0, 6] },
  .answering("labels that are longer than the message", ["MAL-03"]) { $0 == [3, 0x64, 0x65] },
  .answering("names without an end", ["MAL-04"]) {
    $0 == [10] + Array("leaf-probe".utf8) + apex.dropLast()
  },
  .answering("labels of 64 octets", ["MAL-05"]) { $0.first == 0x40 },
  .answering("labels of 128 octets", ["MAL-06"]) { $0.first == 0x80 },
  .answering("bit-string labels", ["MAL-07"]) { $0.first == 0x41 },
  .answering("names of 256 octets", ["MAL-08"]) { $0.first == 63 && $0.count == 260 },
  .response("has no room for names of 255 octets", ["MAL-09"]) { asked, response in
    if asked.qname.count == 255, asked.labels.count < 100 { response.reject() }
  },
  .response("has no room for a hundred labels", ["MAL-10"]) { asked, response in
    if asked.labels.count >= 100 { response.reject() }
  },
  .mistaking("ends labels at a NUL octet", ["MAL-24"]) { asked in
    asked.labels = asked.labels.map { Array($0.prefix { $0 != 0 }) }
  },
  .mistaking("takes dots in labels for the ends of labels", ["MAL-25"]) { asked in
    asked.labels = asked.labels.flatMap { $0.split(separator: UInt8(ascii: ".")).map(Array.init) }
  },
  .response("fails on labels that are not ASCII", ["MAL-26", "NEG-15"]) { asked, response in
    if asked.labels.joined().contains(where: { $0 > 127 }) { response.fail(2) }
  },
  .response("fails on labels with control characters", ["MAL-26", "NEG-15"]) { asked, response in
    if asked.labels.joined().contains(0x1B) { response.fail(2) }
  },
  .instead("answers responses that have an OPT RR", ["LOOP-05", "MAL-28"]) { asked, _ in
    asked.opt != nil && asked.flags & DNSMessage.qr != 0 ? asked.response(rcode: 1).octets : nil
  },
  .dying(of: "labels that are longer than the message", "MAL-03") { _, octets in
    octets.dropFirst(12).elementsEqual([3, 0x64, 0x65])
  },
  .instead("answers responses with an OPCODE that nobody knows", ["MAL-27"]) { asked, _ in
    asked.opcode == 7 && asked.flags & DNSMessage.qr != 0 ? asked.response(rcode: 4).octets : nil
  }.asking("MAL-27"),
  .dying(of: "a bit", "MAL-28", over: .udp) { _, octets in
    octets.count > 12 && octets[12] == apex[0] ^ 0x80
  },
]

let malformedPointerSpoilers: [Spoiler] = [
  .answering("pointers to themselves", ["MAL-11"]) { $0.starts(with: [0xC0, 12]) },
  .answering("growing names", ["MAL-12"]) { $0.starts(with: [1, 0x61, 0xC0, 12]) },
  .answering("pointers forward", ["MAL-13"]) { $0.starts(with: [0xC0, 18]) && $0[6] != 0xC0 },
  .answering("pointers into the header", ["MAL-14"]) { $0.starts(with: [0xC0, 0]) },
  .answering("pointers beyond the end", ["MAL-15"]) { $0.starts(with: [0xFF, 0xFF]) },
  .answering("half pointers", ["MAL-16"]) { $0 == [0xC0] },
  .silence("drops queries with a compressed owner", ["MAL-17"]) { asked, octets in
    octets.dropFirst(12 + asked.qname.count + 4).starts(with: [0xC0, 12, 0, 1])
  },
  .response("fails on chains of pointers", ["MAL-18", "NEG-15"]) { asked, response in
    if asked.records.contains(where: { $0.type == 10 }) { response.fail(2) }
  },
  .answering("pointers to each other", ["MAL-30"]) { $0.starts(with: [0xC0, 18]) && $0[6] == 0xC0 },
  slow,
  .dying(of: "pointers to themselves", "MAL-11") { _, octets in
    octets.dropFirst(12).starts(with: [0xC0, 12])
  },
]

/// Takes most of a second to find a loop.
private let slow = Spoiler.deliveries("goes round in loops", ["MAL-11", "MAL-12", "MAL-30"]) {
  asked, delivery in
  var late = delivery
  if asked.questions.isEmpty { late.delay = 800_000 }
  return [late]
}.asking("MAL-11", "MAL-12", "MAL-30")

let malformedRecordSpoilers: [Spoiler] = [
  .overlooking("answers though RDATA is longer than the message", ["MAL-19"]) { _, octets in
    octets.suffix(6).elementsEqual([1, 0x90, 192, 0, 2, 1])
  },
  .query("answers though an owner has 256 octets", ["MAL-21"]) { asked, _ in
    asked.records.removeAll { $0.owner.count > 255 }
  },
  .overlooking("answers though a record ends before its TTL", ["MAL-22"]) { asked, octets in
    asked.questions.count == 1 && octets.dropFirst(12 + apex.count + 4).elementsEqual(apex + [0, 1, 0, 1])
  },
  .instead("fails on thousands of owners", ["MAL-31"]) { asked, octets in
    asked.records.count > 3000 ? asked.failure : nil
  },
  .overlooking("answers though there are not 65535 RRs", ["MAL-34"]) { _, octets in
    octets.octetPair(at: 6) == 65535 || octets.octetPair(at: 8) == 65535
  },
  .query("answers the first of two questions where their names differ", ["MAL-35"]) { asked, _ in
    if Set(asked.questions.map(\.name)).count == 2 { asked.questions.removeLast() }
  },
  .instead("fails on OPT RRs of 60 KiB", ["MAL-36", "NEG-15/tcp"]) { asked, _ in
    (asked.opt?.rdata.count ?? 0) > 60_000 ? asked.failure : nil
  },
  .probeZone("fails on ANY of large RRsets", ["MAL-37", "NEG-15"], at: "large", 255) { $1.fail(2) },
  .instead("takes UPDATE and NOTIFY of any class", ["MAL-38"]) { asked, _ in
    [4, 5].contains(asked.opcode) && [3, 4].contains(asked.qclass) ? asked.response(rcode: 0).octets : nil
  },
  .instead("takes UPDATE with RDATA where none may be", ["MAL-39"]) { asked, _ in
    let isWrong = asked.records.contains {
      $0.rrClass == 255 && $0.section == .authority && !$0.rdata.isEmpty
    }
    return asked.opcode == 5 && isWrong ? asked.response(rcode: 0).octets : nil
  },
]

extension Spoiler {
  /// Says NOERROR to queries that are malformed.
  ///
  /// - Parameter isMet: Of what follows the header.
  fileprivate static func answering(
    _ what: String, _ fails: Set<String>, _ isMet: @escaping @Sendable ([UInt8]) -> Bool
  ) -> Spoiler {
    .instead("answers \(what)", fails) { asked, octets in
      guard octets.count >= 12, octets.octetPair(at: 4) == 1, asked.flags & 0xF800 == 0,
        isMet(Array(octets.dropFirst(12)))
      else { return nil }
      var answer = asked.response(rcode: 0)
      answer.questions = []
      return answer.octets
    }
  }
}

extension DNSMessage {
  /// FORMERR.
  fileprivate mutating func reject() {
    fail(1)
    flags &= ~Self.aa
  }

  fileprivate var failure: [UInt8] { response(rcode: 2).octets }
}

/// The QNAME of the zone that is probed, dev.example.com.
private let apex: [UInt8] =
  [3] + Array("dev".utf8) + [7] + Array("example".utf8) + [3] + Array("com".utf8) + [0]
