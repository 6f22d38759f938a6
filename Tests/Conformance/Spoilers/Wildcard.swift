import TestOctets

let wildcardSpoilers: [Spoiler] = [
  .probeZone("leaves the asterisk in what a wildcard answers", ["WC-01"], at: "leaf-probe-some.wild") {
    _, response in
    response.edit(where: { $0.type == 1 }) { $0.owner = inProbeZone("*.wild") }
  },
  .probeZone(
    "has wildcards for one label alone", ["WC-02"], at: "leaf-probe-a.leaf-probe-b.wild"
  ) { $1.deny($0) },
  .probeZone("knows no empty non-terminals beside a wildcard", ["WC-03"], at: "host2.wild") { $1.answer($0) },
  .probeZone(
    "denies a name that a wildcard stands for without the type", ["WC-04"], at: "leaf-probe-no-data.wild"
  ) { _, response in response.rcode = 3 },
  .probeZone("lends a wildcard's types to a name that exists", ["WC-05"], at: "host1.wild", 15) {
    asked, response in
    response = asked.response(rcode: 0, flags: DNSMessage.aa)
    response.add(.answer, asked.qname, type: 15, [0, 10] + inProbeZone("www"))
  },
  .probeZone("has wildcards stand for names below those that exist", ["WC-06"], at: "below.host1.wild") {
    $1.answer($0)
  },
  .probeZone("has a wildcard stand for names below itself", ["WC-07"], at: "ghost.*.wild") { $1.answer($0) },
  .probeZone("does not know a wildcard by its own name", ["WC-08", "WC-14"], at: "*.wild") { $1.deny($0) },
  .probeZone("has a wildcard reach across a zone cut", ["WC-09"], at: "host.cut.wild") { $1.answer($0) },
  .probeZone("has a wildcard stand for the name above it", ["WC-10"], at: "wild") { $1.answer($0) },
  .probeZone("looks for a type in the next wildcard up", ["WC-11"], at: "some.deeper.wild", 16) {
    asked, response in
    response = asked.response(rcode: 0, flags: DNSMessage.aa)
    response.add(.answer, asked.qname, type: 16, [1, 0x78])
  },
  .probeZone("does not follow a wildcard's alias", ["WC-12"], at: "some.wild-alias") {
    $1.remove(.answer, type: 1)
  },
  .probeZone("says NOERROR where a wildcard's alias leads to nothing", ["WC-13"], at: "some.wild-dangling") {
    $1.rcode = 0
  },
  .probeZone("counts a wildcard's TTL down", ["WC-14"], at: "leaf-probe-same.wild") { _, response in
    response.edit(where: { $0.type == 1 }) { $0.ttl -= 1 }
  },
  .probeZone("has no wildcard stand for an asterisk", ["WC-15"], at: "*.leaf-probe-asterisk.wild") {
    $1.deny($0)
  },
]
