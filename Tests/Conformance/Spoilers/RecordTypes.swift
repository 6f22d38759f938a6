import TestOctets

let recordTypeSpoilers: [Spoiler] = [
  .probeZone("brings no addresses with SVCB", ["TYPE-13"], at: "service-elsewhere") {
    $1.remove(.additional, type: 1)
  },
  .probeZone("ends unknown data with a zero", ["TYPE-14"], at: "unknown") { _, response in
    response.edit(where: { $0.type == 65280 }) { $0.rdata.append(0) }
  },
  .probeZone("has no CAA RRs", ["TYPE-15"], at: "caa") { asked, response in
    response = asked.response(rcode: 0, flags: DNSMessage.aa)
  },
  .inProbeZone("finds no labels with octets of all sorts", ["ZONE-13"]) { asked, response in
    if asked.qname.suffix(inProbeZone("label").count) == inProbeZone("label")[...] { response.deny(asked) }
  },
  .inProbeZone("finds no name of 255 octets", ["ZONE-14"]) { asked, response in
    if asked.qname.count == 255, asked.qtype == 16 { response.deny(asked) }
  },
  .inProbeZone("finds names only in letters of the zone's case", ["ZONE-15"]) { asked, response in
    let owner = inProbeZone("MixedCase")
    if asked.name == "mixedcase.\(probeZone)", asked.qname != owner { response.deny(asked) }
  },
]
