import DNSWire
import DNSZoneFile
import LeafCore
import TestMessages

/// The zones `example.` of RFC 4035 §A and RFC 5155 §A, with signatures that name what they sign and nothing more.
enum ExampleZones {
  static let nsec = zone(
    common + """
      @ NSEC a NS SOA MX RRSIG NSEC DNSKEY
      a NSEC ai NS DS RRSIG NSEC
      ai NSEC b A HINFO AAAA RRSIG NSEC
      b NS ns1.b
      b NS ns2.b
      b NSEC ns1 NS RRSIG NSEC
      ns1.b A 192.0.2.7
      ns2.b A 192.0.2.8
      ns1 NSEC ns2 A RRSIG NSEC
      ns2 NSEC *.w A RRSIG NSEC
      *.w NSEC x.w MX RRSIG NSEC
      x.w NSEC x.y.w MX RRSIG NSEC
      x.y.w NSEC xx MX RRSIG NSEC
      xx NSEC @ A HINFO AAAA RRSIG NSEC
      """)

  /// With Opt-Out: `c` has no NSEC3 record.
  static let nsec3 = zone(
    common + """
      @ NSEC3PARAM 1 0 12 aabbccdd
      2t7b4g4vsa5smi47k61mv5bv1a22bojr A 192.0.2.127
      c NS ns1.c
      c NS ns2.c
      ns1.c A 192.0.2.7
      ns2.c A 192.0.2.8
      0p9mhaveqvm6t7vbl5lop2u3t2rp3tom NSEC3 1 1 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr MX DNSKEY NS SOA NSEC3PARAM RRSIG
      2t7b4g4vsa5smi47k61mv5bv1a22bojr NSEC3 1 1 12 aabbccdd 2vptu5timamqttgl4luu9kg21e0aor3s A RRSIG
      2vptu5timamqttgl4luu9kg21e0aor3s NSEC3 1 1 12 aabbccdd 35mthgpgcu1qg68fab165klnsnk3dpvl MX RRSIG
      35mthgpgcu1qg68fab165klnsnk3dpvl NSEC3 1 1 12 aabbccdd b4um86eghhds6nea196smvmlo4ors995 NS DS RRSIG
      b4um86eghhds6nea196smvmlo4ors995 NSEC3 1 1 12 aabbccdd gjeqe526plbf1g8mklp59enfd789njgi MX RRSIG
      gjeqe526plbf1g8mklp59enfd789njgi NSEC3 1 1 12 aabbccdd ji6neoaepv8b5o6k4ev33abha8ht9fgc HINFO A AAAA RRSIG
      ji6neoaepv8b5o6k4ev33abha8ht9fgc NSEC3 1 1 12 aabbccdd k8udemvp1j2f7eg6jebps17vp3n8i58h
      k8udemvp1j2f7eg6jebps17vp3n8i58h NSEC3 1 1 12 aabbccdd kohar7mbb8dc2ce8a9qvl8hon4k53uhi
      kohar7mbb8dc2ce8a9qvl8hon4k53uhi NSEC3 1 1 12 aabbccdd q04jkcevqvmu85r014c7dkba38o0ji5r A RRSIG
      q04jkcevqvmu85r014c7dkba38o0ji5r NSEC3 1 1 12 aabbccdd r53bq7cc2uvmubfu5ocmm6pers9tk9en A RRSIG
      r53bq7cc2uvmubfu5ocmm6pers9tk9en NSEC3 1 1 12 aabbccdd t644ebqk9bibcna874givr6joj62mlhv MX RRSIG
      t644ebqk9bibcna874givr6joj62mlhv NSEC3 1 1 12 aabbccdd 0p9mhaveqvm6t7vbl5lop2u3t2rp3tom HINFO A AAAA RRSIG
      """)

  private static let common = """
    $TTL 3600
    @ SOA ns1 bugs.x.w 1 3600 300 3600000 3600
    @ NS ns1
    @ NS ns2
    @ MX 1 xx
    @ DNSKEY 257 3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==
    a NS ns1.a
    a NS ns2.a
    a DS 57855 5 1 B6DCD485719ADCA18E5F3D48A2331627FDD3636B
    ns1.a A 192.0.2.5
    ns2.a A 192.0.2.6
    ai A 192.0.2.9
    ai HINFO "KLH-10" "ITS"
    ai AAAA 2001:db8::f00:baa9
    ns1 A 192.0.2.1
    ns2 A 192.0.2.2
    *.w MX 1 ai
    x.w MX 1 xx
    x.y.w MX 1 xx
    xx A 192.0.2.10
    xx HINFO "KLH-10" "TOPS-20"
    xx AAAA 2001:db8::f00:baaa

    """

  private static func zone(_ text: String) -> Zone {
    let records = records(of: text)
    let signed = records.filter { record in
      let isCut = !(record.owner == apex) && record.type == .ns
      let isGlue = ["a", "b", "c"].contains { cut in
        record.owner != name("\(cut).example") && record.owner.isEqualToOrBelow(name("\(cut).example"))
      }
      return !isCut && !isGlue
    }
    return Zone(apex: apex, records + signed.map(signature), Zone.Policy(any: .one))
  }

  private static let apex = name("example")

  private static func records(of text: String) -> [StoredRecord] {
    let octets = Array((text + "\n").utf8)
    let file = ZoneFile(reading: "text", apex: apex) { _ throws(ZoneFileUnreadable) in octets }
    precondition(file.problems.errorCount == 0, "\(file.problems.told)")
    return file.records.map { record in
      StoredRecord(
        owner: file.owner(of: record), record.type, ttl: record.ttl, Array(file.octets[record.rdataRange]))
    }
  }

  /// The same for each record of an RRset.
  private static func signature(_ record: StoredRecord) -> StoredRecord {
    let type = [UInt8(record.type.rawValue >> 8), UInt8(record.type.rawValue & 0xFF)]
    return StoredRecord(
      owner: record.owner, .rrsig, ttl: record.ttl,
      type + [UInt8](repeating: 0, count: 16) + apex.wireForm + [1])
  }
}
