import TestOctets

let dnameSpoilers: [Spoiler] = [
  .inProbeZone(
    "sends the CNAME RR that it makes of a DNAME RR alone",
    [
      "DN-01", "DN-03", "DN-04", "DN-05", "DN-08", "DN-10", "DN-11/tcp", "DN-12", "DN-13", "DN-14", "DN-15",
      "DN-16",
    ]
  ) { asked, response in
    if asked.qtype != 39 { response.remove(.answer, type: 39) }
  },
  .probeZone("loses labels in a substitution", ["DN-01"], at: "leaf-probe.dname", 1) { _, response in
    response.edit(where: { $0.type == 5 }) { $0.rdata = inProbeZone("target") }
  },
  .probeZone("redirects a DNAME RR's owner", ["DN-02"], at: "dname", 1000) { asked, response in
    response = asked.response(rcode: 0, flags: DNSMessage.aa)
    response.add(.answer, asked.qname, type: 5, inProbeZone("target"))
  },
  .inProbeZone("has no RCODE for what becomes too long", ["DN-03"]) { _, response in
    if response.rcode == 6 { response.rcode = 0 }
  },
  .probeZone("makes no CNAME RR for those who ask for it", ["DN-04"], at: "leaf-probe.dname", 5) {
    $1.remove(.answer, type: 5)
  },
  .probeZone("makes CNAME RRs with TTL 0", ["DN-05"], at: "www.dname-short") { _, response in
    response.edit(where: { $0.type == 5 }) { $0.ttl = 0 }
  },
  .probeZone("keeps its DNAME RR to itself", ["DN-06"], at: "dname", 39) { $1.remove(.answer, type: 39) },
  .probeZone("does not redirect queries for DNAME", ["DN-07"], at: "leaf-probe.dname", 39) { $1.deny($0) },
  .probeZone("keeps one label of a name below a DNAME RR", ["DN-08"], at: "a.b.dname") { _, response in
    response.edit(where: { $0.type == 5 }) { $0.rdata = inProbeZone("a.target") }
  },
  .probeZone("redirects names that end in the same letters", ["DN-09"], at: "xdname") { asked, response in
    response = asked.response(rcode: 0, flags: DNSMessage.aa)
    response.add(.answer, asked.qname, type: 5, inProbeZone("xtarget"))
  },
  .probeZone("says NOERROR where a DNAME RR leads to nothing", ["DN-10"], at: "missing.dname") {
    $1.rcode = 0
  },
  .inProbeZone("takes a name of 255 octets for too long", ["DN-11"]) { asked, response in
    if asked.name.hasSuffix(".too-long.\(probeZone)") { response.rcode = 6 }
  },
  .probeZone("follows one DNAME RR alone", ["DN-12"], at: "www.dname-to-dname") {
    $1.remove(.answer, type: 1)
  },
  .probeZone("follows no alias to below a DNAME RR", ["DN-13"], at: "alias-to-dname") {
    $1.remove(.answer, type: 1)
  },
  .probeZone("has no wildcard behind a DNAME RR", ["DN-14"], at: "some.dname-to-wildcard") {
    $1.remove(.answer, type: 1)
  },
  .probeZone("denies what a DNAME RR leads to outside", ["DN-15"], at: "www.dname-to-outside") {
    $1.rcode = 3
  },
  .probeZone("has no authority for a DNAME RR that leads below a cut", ["DN-16"], at: "www.dname-to-cut") {
    $1.flags &= ~DNSMessage.aa
  },
  .probeZone(
    "does not refer where a DNAME RR leads below a cut", [], tolerated: ["DN-16"], at: "www.dname-to-cut"
  ) { $1.remove(.authority, type: 2) },
  .probeZone("sends a DNAME RR with all that its owner has", ["DN-17"], at: "dname", 16) { asked, response in
    response.add(.answer, asked.qname, type: 39, inProbeZone("target"))
  },
]
