import Testing

@testable import LeafProbe

@Suite struct `Proofs of denial` {
  /// RFC 4034 §6.1, but for names with octets that people do not type.
  @Test func `names come in canonical order`() throws {
    let names = try [
      "example", "a.example", "yljkjljk.a.example", "Z.a.example", "zABC.a.EXAMPLE", "z.example",
    ]
    .map { try #require(Name($0)) }
    for (index, name) in names.enumerated() {
      for (other, later) in names.enumerated() { #expect(name.precedes(later) == (index < other)) }
    }
  }

  @Test func `a bitmap is read`() throws {
    // RFC 4034 §4.3.
    let octets: [UInt8] = [0, 6, 0x40, 1, 0, 0, 0, 3, 4, 27] + [UInt8](repeating: 0, count: 26) + [0x20]
    let bitmap = try #require(TypeBitmap(octets))
    #expect(bitmap.types == [.a, .mx, .rrsig, .nsec, RRType(rawValue: 1234)])
  }

  @Test(
    arguments: [[0], [0, 0], [0, 33], [0, 2, 1], [1, 1, 1, 0, 1, 1], [0, 1, 1, 0, 1, 1]] as [[UInt8]])
  func `a bitmap without its form is none`(octets: [UInt8]) { #expect(TypeBitmap(octets) == nil) }

  /// RFC 5155 appendix A.
  @Test(
    arguments: [
      ("example", [0x06, 0x53, 0x68]), ("a.example", [0x19, 0x6D, 0xD8]),
    ] as [(String, [UInt8])])
  func `names are hashed`(name: String, prefix: [UInt8]) throws {
    let parameters = try #require(NSEC3Parameters([1, 0, 0, 12, 4, 0xAA, 0xBB, 0xCC, 0xDD]))
    let owner = try #require(Name(name))
    let hash = try #require(parameters.hash(owner))
    #expect(Array(hash.prefix(3)) == prefix)
  }

  @Test func `hostile parameters are not computed`() throws {
    #expect(NSEC3Parameters([1, 0, 0, 0, 9, 1]) == nil)
    let endless = try #require(NSEC3Parameters([1, 0, 0xFF, 0xFF, 0]))
    #expect(endless.hash(.root) == nil)
    let unknown = try #require(NSEC3Parameters([2, 0, 0, 0, 0]))
    #expect(unknown.hash(.root) == nil)
  }
}

@Suite struct `Keys and signatures` {
  @Test(arguments: [5, 7, 8, 10, 13, 14, 15, 16] as [UInt8])
  func `what does not have the algorithm's length is kept from ldns`(number: UInt8) {
    let algorithm = SigningAlgorithm(rawValue: number)
    for key in [[], [0], [0, 0], [0, 0xFF, 0xFF], [3], [255, 1], [1, 3], [0, 0, 1, 3]] as [[UInt8]] {
      #expect(!algorithm.fits(key: key, signature: []))
      #expect(!algorithm.fits(key: key, signature: [1]))
    }
  }

  /// CVE-2023-50387.
  @Test func `of very many signatures a few are tried`() throws {
    let zone = try #require(Name("example"))
    let key = try #require(DNSKEY(rdata: [1, 0, 3, 15] + [UInt8](repeating: 7, count: 32)))
    var fields: [UInt8] = [0, 16, 15, 1, 0, 0, 1, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]
    fields.append(key.tag)
    let text = Array("a".utf8)
    let answer = record(zone.wire, 16, [1] + text)
    let signature = record(zone.wire, 46, fields + zone.wire + [UInt8](repeating: 9, count: 64))
    var octets: [UInt8] = [0, 1, 0x84, 0, 0, 0, 0, 101, 0, 0, 0, 0] + answer
    for number in 0..<100 { octets += signature.dropLast() + [UInt8(number)] }
    let response = Response(reading: octets)
    let rrset = try #require(response.rrsets(.answer).first)
    #expect(response.violations.isEmpty && rrset.signatures.count == 100)
    let fault = ZoneKeys(zone: zone, keys: Array(repeating: key, count: 100)).fault(of: rrset, at: 1)
    #expect(fault == "none of the first 16 RRSIG RRs of example. TXT is right, of 84 more")
  }

  @Test func `octets at random verify nothing`() throws {
    for (number, key, signature) in [(13, 64, 64), (14, 96, 96), (15, 32, 64), (16, 57, 114), (8, 260, 256)] {
      // The key of Ed448 that is all zeros is a point of small order, which signs anything with zeros.
      for fill in [number == 16 ? 2 : 0, 1, 0x7F, 0xFF] as [UInt8] {
        var octets = [UInt8](repeating: fill, count: key)
        if number == 8 { octets.replaceSubrange(0..<4, with: [3, 1, 0, 1]) }
        let dnskey = try #require(DNSKEY(rdata: [1, 0, 3, UInt8(number)] + octets))
        #expect(!dnskey.verifies([UInt8](repeating: fill, count: signature), over: [1, 2, 3]))
      }
    }
  }
}

/// A record of class IN with TTL 256.
private func record(_ owner: [UInt8], _ type: UInt8, _ rdata: [UInt8]) -> [UInt8] {
  owner + [0, type, 0, 1, 0, 0, 1, 0, UInt8(rdata.count >> 8), UInt8(rdata.count & 0xFF)] + rdata
}
