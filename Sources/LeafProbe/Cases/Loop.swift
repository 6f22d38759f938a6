/// What looks like a response must get none, or two servers talk to each other for ever.
let loopCases: [Case] = [
  Case(
    id: "LOOP-01", level: .must,
    requirement: "A message with QR=1 gets no response, though it is a query in all else.",
    sources: [.other("CVE-2012-0206"), .other("CVE-2024-2169"), .other("RUSTSEC-2023-0041")],
    transports: [.udp],
    steps: { target in [Step(.query(target.zone, .soa, flags: .qr), .noResponse)] }),
  Case(
    id: "LOOP-02", level: .must,
    requirement: "A header with QR=1 and nothing after it gets no response.",
    sources: [.other("CVE-2024-2169")], transports: [.udp],
    steps: { _ in [.hostile(.header(flags: .qr), .noResponse)] }),
  Case(
    id: "LOOP-03", level: .must,
    requirement:
      "A message with QR=1 and an OPCODE that nobody implements gets no response, NOTIMP included.",
    sources: [.other("CVE-2024-2169")], transports: [.udp],
    steps: { _ in [.hostile(.header(opcode: Opcode(rawValue: 15), flags: .qr), .noResponse)] }),
  Case(
    id: "LOOP-04", level: .must,
    requirement: "A message with QR=1 that cannot be read gets no response, FORMERR included.",
    sources: [.other("RUSTSEC-2023-0041")], transports: [.udp],
    steps: { _ in
      // A QNAME that is a pointer to itself.
      [
        .hostile(
          Message.header(flags: .qr).edited(.count(.question, 1), .append([0xC0, 0x0C, 0, 6, 0, 1])),
          .noResponse)
      ]
    }),
  Case(
    id: "LOOP-05", level: .must,
    requirement: "The server's own error responses, sent back to it, get no response.",
    sources: [.other("RUSTSEC-2023-0041")], transports: [.udp],
    steps: { target in
      let errors = [
        Message.query(target.zone, .soa).edited(.count(.question, 2)),
        .header(opcode: Opcode(rawValue: 15)),
        .query(target.outsideOrApex, .a),
        .query(target.zone, .soa, edns: EDNS(version: 1)),
      ]
      return errors.map { .hostile($0, .anyEnding) }
        + errors.indices.map { .hostile(Message(base: .response(ofStep: $0)), .noResponse) }
    },
    note: { exchanges, _ in
      let missing = exchanges.count { $0.octets.isEmpty }
      return missing == 0 ? nil : "\(missing) of \(exchanges.count / 2) messages got nothing to send back"
    }),
  Case(
    id: "LOOP-06", level: .should,
    requirement: "A message with QR=1 over TCP gets no response; the connection may be closed.",
    sources: [.other("CVE-2012-0206")], transports: [.tcp],
    steps: { target in [Step(.query(target.zone, .soa, flags: .qr), .noResponse)] }),
  Case(
    id: "LOOP-07", level: .may,
    requirement: "A query from port 53 or another low one is answered or dropped.",
    sources: [.rfc(2181, "4.2"), .rfc(5452, "9.2")], transports: [.udp],
    optIn: "it needs the right to send from low ports",
    steps: { target in
      [UInt16(53), 7, 19].map { port in
        var step = Step(.query(target.zone, .soa), Expectation.response(.soaAnswer(target.zone)).or(.silence))
        step.sourcePort = port
        step.isSingle = true
        return step
      }
    }),
]
