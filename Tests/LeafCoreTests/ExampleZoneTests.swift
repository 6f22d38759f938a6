import DNSWire
import LeafCore
import TestMessages
import Testing

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
  private static func hashed(_ hashes: String...) -> String {
    hashes.map { signed("\($0).example NSEC3") }.joined()
  }

  // The hashes of names, from §A.
  private static let apex = "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom"
  private static let a = "35mthgpgcu1qg68fab165klnsnk3dpvl"
  private static let ns1 = "2t7b4g4vsa5smi47k61mv5bv1a22bojr"
  private static let ns2 = "q04jkcevqvmu85r014c7dkba38o0ji5r"
  private static let w = "k8udemvp1j2f7eg6jebps17vp3n8i58h"
  private static let wildcard = "r53bq7cc2uvmubfu5ocmm6pers9tk9en"
  private static let xw = "b4um86eghhds6nea196smvmlo4ors995"
  private static let yw = "ji6neoaepv8b5o6k4ev33abha8ht9fgc"

  @Test(arguments: [
    ("a.c.x.w.example", "A", "NXDOMAIN+A" + signed("example SOA") + hashed(xw, apex, a)),
    ("ns1.example", "MX", "NOERROR+A" + signed("example SOA") + hashed(ns1)),
    ("y.w.example", "A", "NOERROR+A" + signed("example SOA") + hashed(yw)),
    ("mc.c.example", "MX", "NOERROR, ns:c.example NS, ns:c.example NS" + hashed(apex, a)),
    (
      "a.z.w.example", "MX",
      "NOERROR+A, an:a.z.w.example MX, an:a.z.w.example sig(MX)" + hashed(ns2)
    ),
    ("a.z.w.example", "AAAA", "NOERROR+A" + signed("example SOA") + hashed(w, ns2, wildcard)),
    ("example", "DS", "NOERROR+A" + signed("example SOA") + hashed(apex)),
    // Its name is the hash of another, and it exists all the same.
    (
      "\(ns1).example", "A", "NOERROR+A, an:\(ns1).example A, an:\(ns1).example sig(A)"
    ),
  ])
  func `have what the RFC says`(qname: String, qtype: String, text: String) throws {
    #expect(try sections(qname, qtype, from: ExampleZones.nsec3) == text)
  }
}
