import TestOctets
import TestPrograms

let ednsSpoilers: [Spoiler] = [
  .instead(
    "says FORMERR to EDNS",
    [
      "EDNS-01", "LEAF-01", "LEAF-03", "LEAF-04", "LEAF-11", "LEAF-12", "LEAF-17", "MAL-28", "NEG-14",
      "ZONE-09",
    ]
  ) { asked, _ in asked.opt == nil ? nil : asked.response(rcode: 1).octets },
  .response("adds an OPT RR to what had none", ["EDNS-02"]) { asked, response in
    if asked.isPlain { response.addOPT() }
  },
  .response("copies EDNS flags that it does not know", ["EDNS-07", "EDNS-08", "HDR-19"]) { asked, response in
    let flags = (asked.opt?.ttl ?? 0) & 0x3FFF
    response.edit(where: { $0.type == 41 }) { $0.ttl |= flags }
  },
  .silence("drops queries with EDNS flags that it does not know", ["EDNS-07", "EDNS-08"]) { asked, _ in
    (asked.opt?.ttl ?? 0) & 0x3FFF != 0
  },
  .response("fails on DO=1", ["EDNS-10", "LEAF-17", "NEG-15"]) { asked, response in
    if asked.dnssecOK, asked.qtype == 6, asked.ednsVersion == 0, asked.opt?.rrClass == 1232 {
      response.fail(2)
    }
  },
  .response("does not copy DO", ["LEAF-17"], tolerated: ["EDNS-10"]) { _, response in
    response.edit(where: { $0.type == 41 }) { $0.ttl &= ~0x8000 }
  },
  .response("always sets DO", ["EDNS-01", "EDNS-12", "LEAF-17"]) { _, response in
    response.edit(where: { $0.type == 41 }) { $0.ttl |= 0x8000 }
  },
  .response("says FORMERR to payload sizes below 512", ["EDNS-21/udp", "WIRE-06/udp"]) { asked, response in
    if let size = asked.opt?.rrClass, size < 512 { response.fail(1) }
  },
  .silence("drops queries that take 65535 octets", ["EDNS-22/udp"]) { asked, _ in
    asked.opt?.rrClass == 65535
  },
  .silence("drops queries with an extended RCODE", ["EDNS-23"]) { asked, _ in
    (asked.opt?.ttl ?? 0) >> 24 != 0
  },
  .response("leaves the OPT RR out of NODATA", ["EDNS-24"]) { asked, response in
    if asked.qtype == 1000 { response.remove(.additional, type: 41) }
  },
  switching,
  .deliveries("cuts to the payload size over TCP", ["EDNS-28/tcp"]) { asked, delivery in
    guard delivery.transport == .tcp, asked.opt?.rrClass == 512, asked.qtype == 48 else { return [delivery] }
    var cut = delivery
    cut.octets[2] |= 2
    return [cut]
  },
  .deliveries("leaves the OPT RR out of what it cuts", ["EDNS-33/udp", "EDNS-34/udp"]) { asked, delivery in
    guard delivery.transport == .udp, asked.opt?.rrClass == 512, asked.qtype == 48,
      var message = DNSMessage(reading: delivery.octets)
    else { return [delivery] }
    message.records = []
    message.flags |= DNSMessage.tc
    var cut = delivery
    cut.octets = message.octets
    return [cut]
  },
]

/// Fails when a client that used EDNS asks without.
private let switching: Spoiler = {
  let usedEDNS = Locked(false)
  return Spoiler.response("takes it ill when a client stops to use EDNS", ["EDNS-27/udp"]) {
    asked, response in
    guard asked.name == zone, asked.qtype == 6 else { return }
    let isSwitch = usedEDNS.change { usedEDNS in
      defer { usedEDNS = asked.opt != nil }
      return usedEDNS && asked.opt == nil
    }
    if isSwitch { response.fail(2) }
  }.asking("EDNS-27")
}()

let ednsVersionSpoilers: [Spoiler] = [
  .query(
    "takes every version of EDNS for 0", ["EDNS-03", "EDNS-04", "EDNS-08", "EDNS-09", "EDNS-11", "LEAF-04"]
  ) { asked, _ in asked.edit(where: { $0.type == 41 }) { $0.ttl &= ~0xFF_0000 } },
  .silence("drops EDNS version 1", ["EDNS-03", "EDNS-08", "EDNS-09", "EDNS-11", "LEAF-04", "TCP-15"]) {
    asked, _ in
    asked.ednsVersion == 1
  },
  .silence("drops EDNS version 255", ["EDNS-04"]) { asked, _ in asked.ednsVersion == 255 },
  .response("copies EDNS flags into BADVERS", ["EDNS-08", "HDR-19"]) { asked, response in
    guard asked.ednsVersion == 1, let flags = asked.opt?.ttl else { return }
    response.edit(where: { $0.type == 41 }) { $0.ttl |= flags & 0x3FFF }
  },
  .response("repeats options in BADVERS", ["EDNS-09"]) { asked, response in
    if asked.ednsVersion == 1 { response.options += asked.options }
  },
  .response("does not copy DO into BADVERS", ["EDNS-11"]) { asked, response in
    if asked.ednsVersion == 1 { response.edit(where: { $0.type == 41 }) { $0.ttl &= ~0x8000 } }
  },
  .response("sets AA in BADVERS", ["LEAF-04", "WIRE-06"], tolerated: ["EDNS-03"]) { asked, response in
    if asked.ednsVersion ?? 0 > 0 { response.flags |= DNSMessage.aa }
  },
]

let ednsFormSpoilers: [Spoiler] = [
  .query("takes the first of two OPT RRs", ["EDNS-13", "LEAF-03"]) { asked, _ in
    guard let opt = asked.opt, asked.records.count(where: { $0.type == 41 }) > 1 else { return }
    asked.records.removeAll { $0.type == 41 }
    asked.records.append(opt)
  },
  .query("does not look at the OPT RR's owner", ["EDNS-14"]) { asked, _ in
    asked.edit(where: { $0.type == 41 }) { $0.owner = [0] }
  },
  .query("takes an OPT RR wherever it stands", ["EDNS-15", "LEAF-03"]) { asked, _ in
    asked.edit(where: { $0.type == 41 }) { $0.section = .additional }
  },
  .query("reads options as far as they go", ["EDNS-16", "EDNS-17", "LEAF-03"]) { asked, _ in
    let sound = asked.options
    guard asked.records.count(where: { $0.type == 41 }) == 1 else { return }
    asked.options = sound
  },
  .overlooking("takes an OPT RR that is cut off for none", ["EDNS-19"]) { asked, octets in
    asked.records.isEmpty && octets.suffix(11).starts(with: [0, 0, 41])
  },
  .silence("drops queries with an RR behind the OPT RR", ["EDNS-20"]) { asked, _ in
    asked.opt != nil && asked.records.last?.type == 1
  },
]

extension DNSMessage {
  /// The address of the name that exists, asked for without EDNS.
  var isPlain: Bool { opt == nil && name == existing && qtype == 1 && opcode == 0 && flags & Self.qr == 0 }

  /// The same with EDNS.
  var isExtended: Bool { opt != nil && name == existing && qtype == 1 }
}
