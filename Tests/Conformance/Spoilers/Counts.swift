import TestOctets

let countSpoilers: [Spoiler] = [
  .silence("drops queries without a question", ["CNT-01", "CNT-02", "COOK-12", "LEAF-06"]) { asked, octets in
    octets.count >= 12 && asked.opcode == 0 && octets.octetPair(at: 4) == 0
  },
  .response(
    "fails on queries without a question",
    [
      "CNT-01", "LEAF-02", "LEAF-06",
      // Where the question cannot be read, there is none either.
      "MAL-01", "MAL-02", "MAL-03", "MAL-04", "MAL-05", "MAL-06", "MAL-07", "MAL-11", "MAL-12", "MAL-15",
      "MAL-16",
      "MAL-30",
    ]
  ) { asked, response in
    if asked.opcode == 0, asked.questions.isEmpty, asked.records.isEmpty { response.rcode = 2 }
  },
  .response("gives no cookie to those who ask for nothing else", ["CNT-02", "COOK-12"]) { asked, response in
    guard asked.questions.isEmpty else { return }
    response.edit(where: { $0.type == 41 }) { $0.rdata = [] }
  },
  .query("answers the first of two questions", ["CNT-03", "CNT-04", "CNT-05", "LEAF-06", "MAL-35"]) {
    asked, _ in
    asked.questions = Array(asked.questions.prefix(1))
  },
  .query("answers the first of two questions where they are the same", ["CNT-03"]) { asked, _ in
    if asked.questions.count == 2, asked.questions[0] == asked.questions[1] {
      asked.questions = Array(asked.questions.prefix(1))
    }
  },
  .query("answers the first of two questions where their types differ", ["CNT-04", "LEAF-06"]) { asked, _ in
    if Set(asked.questions.map(\.type)).count == 2 { asked.questions.removeLast() }
  },
  .query("answers the first of two questions where their classes differ", ["CNT-05"]) { asked, _ in
    if Set(asked.questions.map(\.qclass)).count == 2 { asked.questions.removeLast() }
  },
  .overlooking("answers though QDCOUNT is too high", ["CNT-06", "CNT-07"]) { asked, octets in
    asked.questions.count == 1 && octets.octetPair(at: 4) > 1
  },
  .overlooking("answers though ANCOUNT is too high", ["CNT-08", "MAL-34"]) { asked, octets in
    octets.octetPair(at: 6) > asked.count(.answer)
  },
  .overlooking("answers though NSCOUNT is too high", ["CNT-09", "MAL-34"]) { asked, octets in
    octets.octetPair(at: 8) > asked.count(.authority)
  },
  .overlooking(
    "answers though ARCOUNT is too high", ["CNT-10", "CNT-11", "EDNS-19", "LEAF-02", "MAL-19", "MAL-22"]
  ) {
    asked, octets in
    octets.octetPair(at: 10) > asked.count(.additional)
  },
  .octets("adds an octet to its responses", ["CNT-16", "LEAF-01", "LEAF-02", "LEAF-06", "MAL-28", "OP-01"]) {
    _, octets in octets.append(0)
  },
  .octets("counts one answer too many in NXDOMAIN", ["CNT-16", "NIP-04"]) { _, octets in
    if octets[3] & 0xF == 3 { octets[7] += 1 }
  },
]
