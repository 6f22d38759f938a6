import TestOctets

let delegationSpoilers: [Spoiler] = [
  .probeZone("refers with authority", ["DEL-01", "NEG-13"], at: "leaf-probe.cut", 1) {
    $1.flags |= DNSMessage.aa
  },
  .probeZone("refers queries for DS to the child", ["DEL-02", "DEL-12"], at: "cut", 43) { asked, response in
    response.refer(asked, to: "cut")
  },
  .probeZone("has IPv4 glue alone", ["DEL-03"], at: "www.cut") { $1.remove(.additional, type: 28) },
  Spoiler.octets("leaves glue out without a word", ["DEL-04/udp"]) { asked, octets in
    if asked.name == "www.cut-many.\(probeZone)" { octets[2] &= ~2 }
  }.asking(in: probeZone, "authoritative"),
  .probeZone("has no glue where it would be much", ["DEL-04"], at: "www.cut-many") { _, response in
    guard response.flags & DNSMessage.tc == 0 else { return }
    for type: UInt16 in [1, 28] { response.remove(.additional, type: type) }
  },
  .probeZone("has no glue of siblings", ["DEL-05"], at: "www.cut-sibling") {
    $1.remove(.additional, type: 1)
  },
  .probeZone("answers NS from above the cut", ["DEL-06"], at: "cut", 2) { _, response in
    response.edit(where: { $0.type == 2 }) { $0.section = .answer }
  },
  .probeZone("denies types at a zone cut", ["DEL-07"], at: "cut", 16) { $1.deny($0) },
  .probeZone("refers to its own servers without addresses", ["DEL-08"], at: "www.cut-at-home") {
    $1.remove(.additional, type: 1)
  },
  .probeZone("denies where it has no glue", ["DEL-09"], at: "www.cut-without-glue") { $1.deny($0) },
  .probeZone("answers with glue", ["DEL-10"], at: "ns1.cut", 1) { $1.answer($0) },
  .probeZone("denies DS below a zone cut", ["DEL-11"], at: "leaf-probe.cut", 43) { $1.deny($0) },
  .probeZone("refers queries for DS where there is none", ["DEL-12"], at: "cut-unsigned", 43) {
    $1.refer($0, to: "cut-unsigned")
  },
  .probeZone("denies a zone cut that is asked for everything", ["DEL-13"], at: "cut", 255) { $1.deny($0) },
]

extension DNSMessage {
  fileprivate mutating func refer(_ asked: DNSMessage, to cut: String) {
    self = asked.response(rcode: 0)
    add(.authority, inProbeZone(cut), type: 2, inProbeZone("ns1.cut"))
  }
}
