import TestOctets

let loopSpoilers: [Spoiler] = [
  .query(
    "answers what has QR=1",
    ["LOOP-01", "LOOP-02", "LOOP-03", "LOOP-04", "LOOP-05", "LOOP-06", "MAL-28"]
  ) {
    asked, _ in asked.flags &= ~DNSMessage.qr
  },
  .instead("answers a response that is a header alone", ["LOOP-02", "LOOP-03", "LOOP-05"]) { asked, octets in
    octets.count == 12 && asked.isResponse ? asked.response(rcode: 1).octets : nil
  },
  .instead("says NOTIMP to responses of other OPCODEs than QUERY", ["LOOP-03", "LOOP-05"]) { asked, _ in
    asked.isResponse && asked.opcode != 0 ? asked.response(rcode: 4).octets : nil
  },
  .instead("says FORMERR to responses that it cannot read", ["LOOP-04"]) { asked, octets in
    asked.isResponse && octets.octetPair(at: 4) == 1 && asked.questions.isEmpty
      ? asked.response(rcode: 1).octets : nil
  },
  .instead("answers responses that are errors", ["LOOP-05"]) { asked, _ in
    asked.isResponse && asked.rcode != 0 ? asked.response(rcode: 1).octets : nil
  },
]

let opcodeSpoilers: [Spoiler] = [
  .silence(
    "drops all but QUERY",
    ["LEAF-01", "OP-01", "OP-03", "OP-05", "OP-06", "OP-07", "OP-12", "OP-14", "OP-15"]
  ) { asked, octets in octets.count >= 12 && asked.opcode != 0 },
  .response(
    "says FORMERR for NOTIMP",
    ["LEAF-01", "OP-01", "OP-03", "OP-05", "OP-06", "OP-07", "OP-12"]
  ) { _, response in
    if response.rcode == 4 { response.rcode = 1 }
  },
  .response("repeats the header's flags in NOTIMP", ["HDR-19", "LEAF-01", "OP-02"]) { asked, response in
    if response.rcode == 4 { response.flags |= asked.flags & 0x7F0 }
  },
  .response("repeats the question in NOTIMP", ["LEAF-01"]) { asked, response in
    if response.rcode == 4 { response.questions = asked.questions }
  },
  .octets("sends NOTIMP with a count that is not 0", ["CNT-16", "LEAF-01", "OP-01"]) { _, octets in
    if octets[3] & 0xF == 4, octets.count == 12 { octets[5] = 1 }
  },
  .response("takes an OPCODE that nobody knows for QUERY where there is a question", ["LEAF-01", "OP-03"]) {
    asked, response in
    if asked.opcode == 15, !asked.questions.isEmpty { response.rcode = 0 }
  },
  .response("answers IQUERY", ["OP-05"]) { asked, response in if asked.opcode == 1 { response.rcode = 0 } },
  .response("answers STATUS", ["OP-06"]) { asked, response in if asked.opcode == 2 { response.rcode = 0 } },
  .response("refuses OPCODE 9", ["OP-07"]) { asked, response in if asked.opcode == 9 { response.rcode = 5 } },
  .response("says SERVFAIL to DSO", ["OP-08", "OP-09"]) { asked, response in
    if asked.opcode == 6 { response.rcode = 2 }
  },
  .response("fails on NOTIFY", ["MAL-38", "OP-10", "OP-11"]) { asked, response in
    if asked.opcode == 4 { response.rcode = 2 }
  },
  .response("takes note of NOTIFY for any zone", ["MAL-38", "OP-11"]) { asked, response in
    if asked.opcode == 4 { response.rcode = 0 }
  },
  .response("accepts UPDATE from anyone", ["MAL-38", "MAL-39", "OP-14", "OP-15"], tolerated: ["OP-12"]) {
    asked, response in
    if asked.opcode == 5 { response.rcode = 0 }
  },
  .response("adds what anyone's UPDATE adds", ["OP-13"]) { asked, response in
    guard asked.name == "leaf-probe-update.dev.example.com" else { return }
    response = asked.response(rcode: 0, flags: DNSMessage.aa)
    response.add(.answer, asked.qname, type: 1, [203, 0, 113, 98])
  }.asking("OP-13"),
]

extension DNSMessage {
  fileprivate var isResponse: Bool { flags & Self.qr != 0 }
}
