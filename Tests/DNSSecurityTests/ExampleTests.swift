import DNSSecurity
import DNSWire
import Testing

/// An example of an RFC: a private key, its DNSKEY and DS records, a record and its signature.
struct Example: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let privateText: String
  let dnskey: String
  let ds: String
  let record: String
  let rrsig: String
}

@Suite struct `Examples of RFCs` {
  static let all = [
    Example(
      testDescription: "RFC 6605 §6.1",
      privateText: """
        Private-key-format: v1.2
        Algorithm: 13 (ECDSAP256SHA256)
        PrivateKey: GU6SnQ/Ou+xC5RumuIUIuJZteXT2z0O/ok1s38Et6mQ=
        """,
      dnskey:
        "example.net. 3600 IN DNSKEY 257 3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==",
      ds:
        "example.net. 3600 IN DS 55648 13 2 b4c8c1fe2e7477127b27115656ad6256f424625bf5c1e2770ce6d6e37df61d17",
      record: "www.example.net. 3600 IN A 192.0.2.1",
      rrsig:
        "www.example.net. 3600 IN RRSIG A 13 3 3600 20100909100439 20100812100439 55648 example.net. qx6wLYqmh+l9oCKTN6qIc+bw6ya+KJ8oMz0YP107epXAyGmt+3SNruPFKG7tZoLBLlUzGGus7ZwmwWep666VCw=="
    ),
    Example(
      testDescription: "RFC 6605 §6.2",
      privateText: """
        Private-key-format: v1.2
        Algorithm: 14 (ECDSAP384SHA384)
        PrivateKey: WURgWHCcYIYUPWgeLmiPY2DJJk02vgrmTfitxgqcL4vwW7BOrbawVmVe0d9V94SR
        """,
      dnskey:
        "example.net. 3600 IN DNSKEY 257 3 14 xKYaNhWdGOfJ+nPrL8/arkwf2EY3MDJ+SErKivBVSum1w/egsXvSADtNJhyem5RCOpgQ6K8X1DRSEkrbYQ+OB+v8/uX45NBwY8rp65F6Glur8I/mlVNgF6W/qTI37m40",
      ds:
        "example.net. 3600 IN DS 10771 14 4 72d7b62976ce06438e9c0bf319013cf801f09ecc84b8d7e9495f27e305c6a9b0563a9b5f4d288405c3008a946df983d6",
      record: "www.example.net. 3600 IN A 192.0.2.1",
      rrsig:
        "www.example.net. 3600 IN RRSIG A 14 3 3600 20100909102025 20100812102025 10771 example.net. /L5hDKIvGDyI1fcARX3z65qrmPsVz73QD1Mr5CEqOiLP95hxQouuroGCeZOvzFaxsT8Glr74hbavRKayJNuydCuzWTSSPdz7wnqXL5bdcJzusdnI0RSMROxxwGipWcJm"
    ),
    Example(
      testDescription: "RFC 8080 §6.1, first",
      privateText: """
        Private-key-format: v1.2
        Algorithm: 15 (ED25519)
        PrivateKey: ODIyNjAzODQ2MjgwODAxMjI2NDUxOTAyMDQxNDIyNjI=
        """,
      dnskey: "example.com. 3600 IN DNSKEY 257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=",
      ds:
        "example.com. 3600 IN DS 3613 15 2 3aa5ab37efce57f737fc1627013fee07bdf241bd10f3b1964ab55c78e79a304b",
      record: "example.com. 3600 IN MX 10 mail.example.com.",
      rrsig:
        "example.com. 3600 IN RRSIG MX 15 2 3600 20150819220000 20150729220000 3613 example.com. oL9krJun7xfBOIWcGHi7mag5/hdZrKWw15jPGrHpjQeRAvTdszaPD+QLs3fx8A4M3e23mRZ9VrbpMngwcrqNAg=="
    ),
    Example(
      testDescription: "RFC 8080 §6.1, second",
      privateText: """
        Private-key-format: v1.2
        Algorithm: 15 (ED25519)
        PrivateKey: DSSF3o0s0f+ElWzj9E/Osxw8hLpk55chkmx0LYN5WiY=
        """,
      dnskey: "example.com. 3600 IN DNSKEY 257 3 15 zPnZ/QwEe7S8C5SPz2OfS5RR40ATk2/rYnE9xHIEijs=",
      ds:
        "example.com. 3600 IN DS 35217 15 2 401781b934e392de492ec77ae2e15d70f6575a1c0bc59c5275c04ebe80c6614c",
      record: "example.com. 3600 IN MX 10 mail.example.com.",
      rrsig:
        "example.com. 3600 IN RRSIG MX 15 2 3600 20150819220000 20150729220000 35217 example.com. zXQ0bkYgQTEFyfLyi9QoiY6D8ZdYo4wyUhVioYZXFdT410QPRITQSqJSnzQoSm5poJ7gD7AQR0O7KuI5k2pcBg=="
    ),
  ]

  @Test(arguments: all)
  func `are a key's own`(_ example: Example) throws {
    let key = try ZoneKey(publicText: example.dnskey, privateText: example.privateText)
    let ds = try #require(records(example.ds).first).rdata
    let type = try #require(DigestType(rawValue: ds[3]))
    #expect(key.record.delegationSigner(of: key.zone, type) == ds)
    #expect(key.record.tag == UInt16(ds[0]) << 8 | UInt16(ds[1]))
  }

  @Test(arguments: all)
  func `verify while they are valid, and not with a bit turned`(_ example: Example) throws {
    let (_, key) = try ZoneKey.record(example.dnskey)
    let record = try #require(records(example.record).first)
    let set = RRset(owner: record.owner, type: record.type, records: [record.rdata])
    let rdata = try #require(records(example.rrsig).first).rdata
    let signature = try #require(RRSIG(rdata: rdata))
    #expect(signature.rdata == rdata)
    let (start, end) = (signature.validity.inception, signature.validity.expiration)
    #expect(set.isSigned(signature, by: key, at: start))
    #expect(set.isSigned(signature, by: key, at: end))
    #expect(!set.isSigned(signature, by: key, at: start - 1))
    #expect(!set.isSigned(signature, by: key, at: end + 1))
    for index in rdata.indices {
      var turned = rdata
      turned[index] ^= 1
      guard let signature = RRSIG(rdata: turned) else { continue }
      #expect(!set.isSigned(signature, by: key, at: start), "octet \(index)")
    }
  }

  /// It gives the same signature each time (RFC 8032 §5.1.6).
  @Test(arguments: all.suffix(2))
  func `of Ed25519 are made anew`(_ example: Example) throws {
    let key = try ZoneKey(publicText: example.dnskey, privateText: example.privateText)
    let record = try #require(records(example.record).first)
    let rdata = try #require(records(example.rrsig).first).rdata
    let signature = try #require(RRSIG(rdata: rdata))
    let set = RRset(owner: record.owner, type: record.type, records: [record.rdata])
    let octets = try #require(set.signedOctets(signature))
    #expect(try key.signing.sign(octets) == signature.signature)
  }

  /// RFC 4034 §5.4, RFC 4509 §2.3.
  @Test func `of DS records of an RSA key`() throws {
    let (zone, key) = try ZoneKey.record(
      "dskey.example.com. 86400 IN DNSKEY 256 3 5 AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw=="
    )
    let digests = [
      "dskey.example.com. 86400 IN DS 60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118",
      "dskey.example.com. 86400 IN DS 60485 5 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A",
    ]
    for (type, text) in zip([DigestType.sha1, .sha256], digests) {
      #expect(key.delegationSigner(of: zone, type) == records(text)[0].rdata)
    }
    #expect(throws: KeyProblem.self) { try VerifyingKey(key) }
  }
}
