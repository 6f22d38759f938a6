import TestOctets

let aliasSpoilers: [Spoiler] = [
  .probeZone("does not follow an alias", ["CN-01"], at: "alias", 1) { $1.remove(.answer, type: 1) },
  .probeZone("follows an alias that was asked for", ["CN-02"], at: "alias", 5) { _, response in
    response.add(.answer, inProbeZone("www"), type: 1, [192, 0, 2, 80])
  },
  Spoiler.silence("has nothing to say of a circle", ["CN-03"]) { asked, _ in
    asked.name == "loop.\(probeZone)"
  }.asking(in: probeZone, "authoritative"),
  .probeZone("says NOERROR where an alias leads to nothing", ["CN-04"], at: "alias-to-missing", 1) {
    $1.rcode = 0
  },
  .probeZone("leaves the SOA RR out where an alias has no data", ["CN-05"], at: "alias-to-nodata") {
    $1.remove(.authority, type: 6)
  },
  .probeZone("follows one alias alone", ["CN-06"], at: "chain1") { $1.remove(.answer, type: 1) },
  .probeZone("denies what an alias leads to outside", ["CN-07"], at: "alias-to-outside") { $1.rcode = 3 },
  .probeZone("has no authority for an alias that leads below a cut", ["CN-08"], at: "alias-to-cut") {
    $1.flags &= ~DNSMessage.aa
  },
  .probeZone("does not refer where an alias leads below a cut", [], tolerated: ["CN-08"], at: "alias-to-cut")
  {
    $1.remove(.authority, type: 2)
  },
  .probeZone("has no wildcard behind an alias", ["CN-09"], at: "alias-to-wildcard") {
    $1.remove(.answer, type: 1)
  },
  .probeZone("has aliases for addresses alone", ["CN-10"], at: "alias", 16) { asked, response in
    response = asked.response(rcode: 0, flags: DNSMessage.aa)
  },
  .probeZone("denies an alias whose target is not there", ["CN-11"], at: "alias-to-missing", 5) {
    $1.rcode = 3
  },
  .probeZone("says NOERROR as the first alias is there", ["CN-12"], at: "chain-to-missing") { $1.rcode = 0 },
]
