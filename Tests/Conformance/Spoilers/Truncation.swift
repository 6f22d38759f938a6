import TestOctets

let truncationSpoilers: [Spoiler] = [
  .probeZone("cuts off without TC", ["TRUNC-01", "TRUNC-09"], at: "large") { asked, response in
    if asked.opt == nil { response.flags &= ~DNSMessage.tc }
  },
  .probeZone("cuts off one octet without TC", ["TRUNC-02"], at: "over") { $1.flags &= ~DNSMessage.tc },
  .probeZone("cuts off what fits just so", [], tolerated: ["TRUNC-02"], at: "exact") {
    $1.flags |= DNSMessage.tc
  },
  .probeZone("leaves the OPT RR out where it truncates", ["TRUNC-03", "EDNS-34/udp"], at: "large") {
    $1.remove(.additional, type: 41)
  },
  .probeZone("sends a part over TCP", ["TRUNC-04"], at: "large") { _, response in
    if response.count(.answer) == 20 { response.records.removeFirst() }
  },
  Spoiler.octets("sets TC for additional RRs", ["TRUNC-05"]) { asked, octets in
    if asked.name == "crowd.\(probeZone)" { octets[2] |= 2 }
  }.asking(in: probeZone, "authoritative"),
  refusing(513, ["TRUNC-07"]), refusing(1232, ["TRUNC-08"]),
  .probeZone("leaves one RR of an RRset out", ["TRUNC-09"], at: "strings") { _, response in
    if response.count(.answer) == 4 { response.records.removeFirst() }
  },
  .probeZone("takes a size below 512 octets at its word", ["TRUNC-10"], at: "string") { asked, response in
    if let opt = asked.opt, opt.rrClass < 512 { response.flags |= DNSMessage.tc }
  },
]

/// Refuses queries of so many octets.
private func refusing(_ length: Int, _ fails: Set<String>) -> Spoiler {
  Spoiler.instead("refuses queries of \(length) octets", fails) { asked, octets in
    octets.count == length ? asked.response(rcode: 5).octets : nil
  }.asking(in: probeZone, "authoritative")
}
