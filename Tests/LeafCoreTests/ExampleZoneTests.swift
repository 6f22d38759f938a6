import DNSWire
import TestMessages
import Testing

@testable import LeafCore

/// Answer and authority sections, without the NS records of the zone that may stand beside an answer.
private func sections(_ qname: String, _ qtype: String, from zone: Zone) throws -> String {
  let authority = Authority(ZoneSet([zone]), Identity(Identity.Settings()))
  let query = Message.query(
    qname, try #require(QTYPE(presentation: qtype)), additional: [opt(flags: 0x8000)])
  let text = try exchange(query.octets, with: authority, over: .tcp).response?.text ?? "none"
  return text.split(separator: ", ").filter { !$0.hasPrefix("ar:") }.joined(separator: ", ")
}

/// RRsets of the authority section with their signatures.
private func signed(_ sets: String...) -> String {
  sets.map { set in
    let words = set.split(separator: " ")
    return ", ns:\(words[0]) \(words[1]), ns:\(words[0]) sig(\(words[1]))"
  }.joined()
}

@Suite struct `RFC 4035 §B answers` {
  @Test(arguments: [
    ("x.w.example", "MX", "NOERROR+A, an:x.w.example MX, an:x.w.example sig(MX)"),
    ("ml.example", "A", "NXDOMAIN+A" + signed("example SOA", "b.example NSEC", "example NSEC")),
    ("ns1.example", "MX", "NOERROR+A" + signed("example SOA", "ns1.example NSEC")),
    ("mc.a.example", "MX", "NOERROR, ns:a.example NS, ns:a.example NS" + signed("a.example DS")),
    ("mc.b.example", "MX", "NOERROR, ns:b.example NS, ns:b.example NS" + signed("b.example NSEC")),
    (
      "a.z.w.example", "MX",
      "NOERROR+A, an:a.z.w.example MX, an:a.z.w.example sig(MX)" + signed("x.y.w.example NSEC")
    ),
    (
      "a.z.w.example", "AAAA",
      "NOERROR+A" + signed("example SOA", "x.y.w.example NSEC", "*.w.example NSEC")
    ),
    ("example", "DS", "NOERROR+A" + signed("example SOA", "example NSEC")),
  ])
  func `have what the RFC says`(qname: String, qtype: String, text: String) throws {
    #expect(try sections(qname, qtype, from: ExampleZones.nsec) == text)
  }
}

@Suite struct `RFC 5155 §B answers` {
  /// An NSEC3 record by the start of its name.
  private static func hashed(_ starts: String...) -> String {
    starts.map { start in
      let hash = hashes.first { $0.value.hasPrefix(start) }?.value ?? ""
      return signed("\(hash).example NSEC3")
    }.joined()
  }

  /// RFC 5155 §A.
  static let hashes = [
    "example": "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom", "a.example": "35mthgpgcu1qg68fab165klnsnk3dpvl",
    "ai.example": "gjeqe526plbf1g8mklp59enfd789njgi", "ns1.example": "2t7b4g4vsa5smi47k61mv5bv1a22bojr",
    "ns2.example": "q04jkcevqvmu85r014c7dkba38o0ji5r", "w.example": "k8udemvp1j2f7eg6jebps17vp3n8i58h",
    "*.w.example": "r53bq7cc2uvmubfu5ocmm6pers9tk9en", "x.w.example": "b4um86eghhds6nea196smvmlo4ors995",
    "y.w.example": "ji6neoaepv8b5o6k4ev33abha8ht9fgc", "x.y.w.example": "2vptu5timamqttgl4luu9kg21e0aor3s",
    "xx.example": "t644ebqk9bibcna874givr6joj62mlhv",
    "2t7b4g4vsa5smi47k61mv5bv1a22bojr.example": "kohar7mbb8dc2ce8a9qvl8hon4k53uhi",
  ]

  @Test(arguments: [
    ("a.c.x.w.example", "A", "NXDOMAIN+A" + signed("example SOA") + hashed("b4um", "0p9m", "35mt")),
    ("ns1.example", "MX", "NOERROR+A" + signed("example SOA") + hashed("2t7b")),
    ("y.w.example", "A", "NOERROR+A" + signed("example SOA") + hashed("ji6n")),
    ("mc.c.example", "MX", "NOERROR, ns:c.example NS, ns:c.example NS" + hashed("0p9m", "35mt")),
    (
      "a.z.w.example", "MX",
      "NOERROR+A, an:a.z.w.example MX, an:a.z.w.example sig(MX)" + hashed("q04j")
    ),
    ("a.z.w.example", "AAAA", "NOERROR+A" + signed("example SOA") + hashed("k8ud", "q04j", "r53b")),
    ("example", "DS", "NOERROR+A" + signed("example SOA") + hashed("0p9m")),
    // Its name is the hash of another, and it exists all the same.
    (
      "2t7b4g4vsa5smi47k61mv5bv1a22bojr.example", "A",
      "NOERROR+A, an:2t7b4g4vsa5smi47k61mv5bv1a22bojr.example A, an:2t7b4g4vsa5smi47k61mv5bv1a22bojr.example sig(A)"
    ),
  ])
  func `have what the RFC says`(qname: String, qtype: String, text: String) throws {
    #expect(try sections(qname, qtype, from: ExampleZones.nsec3) == text)
  }

  @Test(arguments: hashes)
  func `have names by these hashes (§A)`(owner: String, hash: String) {
    let rdata: [UInt8] = [1, 0, 0, 12, 4, 0xAA, 0xBB, 0xCC, 0xDD]
    let octets = name(owner).wireForm
    let found = NSEC3Parameters(rdata.span, rdata.indices).map { parameters in
      let label = parameters.hash(Span<UInt16>(), in: octets.span, hasAsterisk: false, apex: octets)
      return String(decoding: label.indices.dropFirst().map { label[$0] }, as: UTF8.self)
    }
    #expect(found == hash)
  }
}
