import Foundation
import TestOctets
import TestPrograms

let streamSpoilers: [Spoiler] = [
  .overTCP("truncates the zone's SOA over TCP", ["TCP-01", "HDR-01/tcp", "EDNS-28/tcp"]) { asked, response in
    if asked.qtype == 6, asked.name == zone, asked.flags == 0 { response.flags |= DNSMessage.tc }
  },
  .deliveries(
    "closes each connection behind its first response", ["TCP-02", "TCP-15", "XFR-08"],
    tolerated: ["TCP-03", "TCP-07"]
  ) { _, delivery in
    closing(delivery)
  },
  .deliveries("sends responses over TCP twice", ["TCP-03"]) { _, delivery in
    delivery.transport == .tcp ? [delivery, delivery] : [delivery]
  },
  .stream("takes a read for a message", ["TCP-05", "TCP-06", "TCP-07"], .readsOnce),
  .framing("sends the length apart from the message", ["TCP-08"], .apart),
  .stream("falls silent at a message of no octets", ["TCP-09", "TCP-10"], .fallsSilent),
  .stream("waits for one message alone", ["TCP-11"], .waitsForOne).asking("TCP-11"),
  .stream("answers what a FIN has cut short", ["TCP-12"], .answersCutShort),
  .stream("answers nobody who has sent FIN", ["TCP-13"], .needsOpenClients).asking("TCP"),
  .stream("dies of clients that do not read", ["TCP-14"], .diesOfRudeness, kills: true).asking("TCP-14"),
  .deliveries("closes the connection behind REFUSED", ["TCP-15", "XFR-08"]) { _, delivery in
    delivery.octets[3] & 0xF == 5 ? closing(delivery) : [delivery]
  },
  .framing(
    "resets the connection in place of NOTIMP", ["TCP-16", "OP-01/tcp", "OP-03/tcp", "LEAF-01/tcp"], .cutOff,
    where: { $0.opcode == 15 }),
  .stream("serves fifty connections", ["TCP-19"], .servesFew).asking("TCP-19"),
  .stream("dies of a thousand queries", ["TCP-25"], .diesOfPlenty, kills: true).asking("TCP-25"),
  .stream("keeps idle connections for ever", ["TCP-17", "TCP-24"], .neverCloses)
    .asking("TCP-17", "TCP-24", "--idle", "121"),
  .stream("serves UDP alone", ["TCP-20"], .refuses, kills: true),
  idMistakingSpoiler, corpusSpoiler,
  .framing("trickles its responses", ["TCP-08"], .trickle),
  .overTCP("answers AXFR with nothing", ["TCP-21", "LEAF-10/tcp"]) { asked, response in
    if asked.qtype == 252, asked.name == zone { response.rcode = 0 }
  },
  .overTCP("fails to transfer what it does not have", ["TCP-22"]) { asked, response in
    if asked.qtype == 252, asked.name != zone { response.rcode = 2 }
  },
  .overUDP("sends the zone over UDP", ["XFR-01", "LEAF-10/udp"]) { asked, response in
    guard asked.qtype == 252 else { return }
    response = asked.response(rcode: 0, flags: DNSMessage.aa)
    response.add(.answer, asked.qname, type: 1, [192, 0, 2, 1])
  },
  .overUDP("has addresses for IXFR over UDP", ["XFR-02", "LEAF-10/udp"]) { asked, response in
    guard asked.qtype == 251, !asked.hasBrokenSOA else { return }
    response = asked.response(rcode: 0, flags: DNSMessage.aa)
    response.add(.answer, asked.qname, type: 1, [192, 0, 2, 1])
  },
]

/// Zone transfers, each with one thing wrong; the zone behind does not grant any.
let transferSpoilers: [Spoiler] = [
  .transfer("sends a transfer without AA", ["LEAF-10/tcp", "XFR-04"]) { transfer in
    transfer.flags &= ~DNSMessage.aa
  },
  .transfer("sends a transfer of another class", ["CLS-07/tcp", "LEAF-10/tcp", "XFR-04"]) { transfer in
    transfer.edit(where: { $0.type == 1 }) { $0.rrClass = 3 }
  },
  .transfer("leaves out the SOA RR at the end", ["LEAF-10/tcp", "TCP-21", "XFR-05", "XFR-08"]) { transfer in
    transfer.records.removeLast()
  },
  .transfer("sends a record twice", ["LEAF-10/tcp", "XFR-05"]) { transfer in
    transfer.records.insert(transfer.records[1], at: 1)
  },
  .transfer("sends what is outside the zone", ["LEAF-10/tcp", "XFR-06"]) { transfer in
    transfer.records.insert(
      .init(
        section: .answer, owner: wire("example.org"), type: 1, rrClass: 1, ttl: 60, rdata: [192, 0, 2, 1]),
      at: 1)
  },
  .transfer("transfers another SOA RR than it answers with", ["LEAF-10/tcp", "XFR-07"]) { transfer in
    transfer.edit(where: { $0.type == 6 }) { $0.rdata[$0.rdata.count - 1] ^= 1 }
  },
  .transfer("closes behind a transfer", ["LEAF-10/tcp", "XFR-08"], closes: true) { _ in },
  .transfer("sends the zone to those who have it", ["LEAF-10/tcp", "XFR-09"], type: 251) { _ in },
  .response("overlooks that an SOA RR is cut short", ["XFR-03"]) { asked, response in
    guard asked.qtype == 251, asked.hasBrokenSOA else { return }
    response = asked.response(rcode: 0, flags: DNSMessage.aa)
    for _ in 0..<2 {
      response.add(
        .answer, asked.qname, type: 6, asked.qname + asked.qname + [UInt8](repeating: 0, count: 20))
    }
  },
]

/// It goes by the ID alone, and has for the second of two queries what the first one got.
private let idMistakingSpoiler: Spoiler = {
  let first = Locked<[UInt8]?>(nil)
  return .deliveries("goes by the ID alone", ["TCP-23/tcp", "HDR-04/tcp"]) { asked, delivery in
    guard delivery.transport == .tcp, asked.id == 0x5A5A else { return [delivery] }
    var spoiled = delivery
    spoiled.octets = first.change { octets in
      if asked.qtype == 6 { octets = delivery.octets }
      return octets ?? delivery.octets
    }
    return [spoiled]
  }
}()

/// It responds to a message of the corpus that is a response itself.
private let corpusSpoiler: Spoiler = {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("leaf-\(UUID().uuidString)")
  try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  for (name, flags) in [("query", 0), ("response", 0x80)] as [(String, UInt8)] {
    let octets = [0, 0, flags, 0, 0, 1, 0, 0, 0, 0, 0, 0] + wire(zone) + [0, 6, 0, 1]
    try? Data(octets).write(to: folder.appendingPathComponent(name))
  }
  return .instead("responds to responses of a corpus", ["MAL-29"]) { asked, octets in
    octets.count > 2 && octets[2] & 0x80 != 0 ? asked.response(rcode: 0).octets : nil
  }.asking("MAL-29", "--corpus", folder.path)
}()

private func closing(_ delivery: Spoiler.Delivery) -> [Spoiler.Delivery] {
  var close = delivery
  close.isClose = true
  return delivery.transport == .tcp ? [delivery, close] : [delivery]
}

extension DNSMessage {
  /// Whether it is IXFR with an SOA RR whose numbers are not twenty octets.
  fileprivate var hasBrokenSOA: Bool {
    guard let rdata = records.first?.rdata else { return false }
    var offset = 0
    for _ in 0..<2 {
      while offset < rdata.count, rdata[offset] > 0 { offset += 1 + Int(rdata[offset]) }
      offset += 1
    }
    return rdata.count - offset != 20
  }
}

extension Spoiler {
  /// Grants a transfer of the SOA and NS RRs that it has answered with and of an address, and spoils it.
  fileprivate static func transfer(
    _ name: String, _ fails: Set<String>, type: UInt16 = 252, closes: Bool = false,
    _ spoil: @escaping @Sendable (inout DNSMessage) -> Void
  ) -> Spoiler {
    let answers = Locked<[UInt16: [DNSMessage.Record]]>([:])
    return .deliveries(name, fails) { asked, delivery in
      guard asked.name == zone, asked.qclass == 1, let qtype = asked.qtype,
        let response = DNSMessage(reading: delivery.octets)
      else { return [delivery] }
      let found = response.records.filter { $0.section == .answer && $0.type == qtype }
      if [2, 6].contains(qtype), !found.isEmpty { answers.change { $0[qtype] = found } }
      let known = answers.change { $0 }
      guard qtype == type, delivery.transport == .tcp, !asked.hasBrokenSOA, let soa = known[6],
        let ns = known[2]
      else { return [delivery] }
      var transfer = asked.response(rcode: 0, flags: DNSMessage.aa)
      transfer.records = soa + ns
      transfer.add(.answer, wire("ns1").dropLast() + asked.qname, type: 1, [127, 0, 0, 1])
      transfer.records += soa
      spoil(&transfer)
      var granted = delivery
      granted.octets = transfer.octets
      return closes ? closing(granted) : [granted]
    }
  }
}
