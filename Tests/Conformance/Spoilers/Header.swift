import TestOctets

let headerSpoilers: [Spoiler] = [
  .response(
    "never sets AA",
    [
      "ANY-01", "ANY-03", "EDNS-01", "TCP-01", "HDR-01", "HDR-07", "HDR-11", "HDR-12", "HDR-13", "HDR-14",
      "HDR-15",
      "HDR-16", "HDR-17", "HDR-18", "LEAF-12", "LEAF-14", "LEAF-17", "NEG-01", "NEG-03", "NEG-06", "NEG-08",
      "NEG-09", "NEG-10", "NEG-11", "NEG-12", "NIP-01", "NIP-02", "NIP-03", "NIP-04", "NIP-06", "NIP-08",
      "OP-12", "TYPE-01", "TYPE-02", "TYPE-03", "TYPE-04", "TYPE-05", "TYPE-12", "ZONE-01", "ZONE-02",
      "ZONE-07", "ZONE-12",
    ]
  ) { _, response in response.flags &= ~DNSMessage.aa },
  .response("sends responses that are queries", ["HDR-01", "MAL-28"]) { _, response in
    response.flags &= ~DNSMessage.qr
  },
  .deliveries("sends a response with another ID first", ["HDR-02"]) { _, delivery in
    var other = delivery
    other.octets[1] ^= 1
    return [other, delivery]
  },
  .response("answers the ID 0 with another", ["HDR-02"]) { asked, response in
    if asked.id == 0 { response.id = 1 }
  },
  .response(
    "answers every OPCODE with QUERY",
    ["HDR-03", "LEAF-01", "OP-01", "OP-03", "OP-05", "OP-06", "OP-07", "OP-08", "OP-10", "OP-11", "OP-12"]
  ) { _, response in response.opcode = 0 },
  .deliveries("sends a response to another question first", ["HDR-04"]) { asked, delivery in
    guard asked.name == existing, var other = DNSMessage(reading: delivery.octets) else { return [delivery] }
    other.questions[0].type ^= 1
    var first = delivery
    first.octets = other.octets
    return [first, delivery]
  },
  .response(
    "leaves the question out of its answers", ["EDNS-03", "HDR-04", "LEAF-04"], tolerated: ["HDR-05"]
  ) {
    _, response in
    if [0, 3].contains(response.rcode) { response.questions = [] }
  },
  .response(
    "repeats the question twice",
    ["EDNS-03", "HDR-04", "LEAF-04", "OOZ-01", "OOZ-05", "SIG-10/udp", "TCP-21", "TRUNC-06/udp"],
    tolerated: ["HDR-05"]
  ) {
    asked, response in
    if asked.questions.count == 1 { response.questions += response.questions }
  },
  .response("repeats the question in lower case", [], tolerated: ["HDR-05", "NIP-08"]) { asked, response in
    guard !response.questions.isEmpty else { return }
    // No length of a label is that of a capital.
    let name = asked.qname.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    response.questions[0].name = name
    response.edit(where: { $0.owner == asked.qname }) { $0.owner = name }
  },
  .response("tells letters of different case apart", ["HDR-05", "HDR-06", "NIP-08"]) { asked, response in
    guard !asked.questions.isEmpty, asked.qname != wire(asked.name) else { return }
    response.rcode = 3
    response.records = []
  },
  .response("does not copy RD", ["HDR-07", "HDR-18", "LEAF-02"]) { _, response in
    response.flags &= ~DNSMessage.rd
  },
  .response("always sets RD", ["HDR-01", "HDR-08", "LEAF-01", "OP-01"]) { _, response in
    response.flags |= DNSMessage.rd
  },
  .response(
    "says that it recurses", ["HDR-09", "HDR-10", "LEAF-01", "LEAF-02"]
  ) { _, response in response.flags |= DNSMessage.ra },
  .response("answers foreign names to clients that want recursion", ["HDR-10"]) { asked, response in
    guard response.rcode == 5, asked.qtype == 1, asked.flags & DNSMessage.rd != 0 else { return }
    response.rcode = 0
    response.add(.answer, asked.qname, type: 1, [192, 0, 2, 1])
  },
  .response("copies Z", ["HDR-11", "HDR-18", "HDR-19", "OP-02"]) { asked, response in
    response.flags |= asked.flags & DNSMessage.z
  },
  .response("sets a reserved EDNS flag", ["EDNS-01", "EDNS-07", "EDNS-08", "HDR-19"]) { _, response in
    response.edit(where: { $0.type == 41 }) { $0.ttl |= 1 }
  },
  .response("copies AD", ["HDR-18", "OP-02"], tolerated: ["HDR-12"]) { asked, response in
    response.flags |= asked.flags & DNSMessage.ad
  },
  .response("copies TC", ["HDR-15", "HDR-18", "OP-02"]) { asked, response in
    response.flags |= asked.flags & DNSMessage.tc
  },
  .response("copies RA", ["HDR-09", "HDR-16", "HDR-18", "OP-02"]) { asked, response in
    response.flags |= asked.flags & DNSMessage.ra
  },
  .response("takes AD=1 for an error", ["HDR-12"], tolerated: ["HDR-18"]) { asked, response in
    if asked.flags & DNSMessage.ad != 0, asked.opcode == 0 { response = asked.response(rcode: 1) }
  },
  .response("takes CD=1 for an error", ["HDR-13"], tolerated: ["HDR-18"]) { asked, response in
    if asked.flags & DNSMessage.cd != 0, asked.opcode == 0 { response = asked.response(rcode: 1) }
  },
  .response("refuses queries with AA=1", ["HDR-14", "HDR-18"]) { asked, response in
    if asked.flags & DNSMessage.aa != 0, asked.opcode == 0 { response = asked.response(rcode: 5) }
  },
  .response("copies AA of what it refuses", ["HDR-14", "WIRE-06"]) { asked, response in
    if response.rcode == 5 { response.flags |= asked.flags & DNSMessage.aa }
  },
  .silence("drops queries with TC=1", ["HDR-15", "HDR-18"]) { asked, _ in
    asked.flags & DNSMessage.tc != 0 && asked.opcode == 0
  },
  .response("copies the RCODE", ["HDR-17"]) { asked, response in
    if asked.rcode != 0 { response = asked.response(rcode: asked.rcode) }
  },
  .response(
    "adds an OPT RR that nobody asked for",
    ["EDNS-02", "HDR-01", "HDR-12", "LEAF-02", "LEAF-06", "MAL-28", "SIG-01", "SIG-05", "WIRE-05"]
  ) {
    asked, response in
    if asked.opt == nil, response.opcode == 0 {
      response.add(.additional, [0], type: 41, class: 1232, ttl: 0, [])
    }
  },
]
