import DNSWire
import struct ProgramSupport.SeededGenerator
import TestMessages
import Testing

private func presentation(_ type: RRType, _ rdata: [UInt8]) -> String {
  rdata.span.presentation(ofRDATA: rdata.indices, of: type)
}

private func type(_ mnemonic: String) -> RRType { RRType(presentation: mnemonic) ?? RRType(rawValue: 0) }

extension RDATAExample: CustomTestStringConvertible {
  var testDescription: String { "\(type) \(text)" }
}

@Suite struct `RFC 1035 §5.1 RDATA from text` {
  @Test(arguments: RDATAExample.all)
  func `an example is read`(example: RDATAExample) throws {
    #expect(try rdata(of: example.type, example.text) == example.rdata)
  }

  @Test(arguments: RDATAExample.all)
  func `an example is written, and read as it was written`(example: RDATAExample) throws {
    #expect(presentation(example.type, example.rdata) == example.written)
    #expect(try rdata(of: example.type, example.written) == example.rdata)
  }

  @Test(arguments: RDATAExample.all)
  func `an example is read in the generic form (RFC 3597 §5)`(example: RDATAExample) throws {
    let digits = example.rdata.span.hexadecimal(example.rdata.indices)
    #expect(try rdata(of: example.type, "\\# \(example.rdata.count) \(digits)") == example.rdata)
  }

  @Test func `each type with fields has an example`() {
    let types = Set(RDATAExample.all.map(\.type))
    #expect(RRType.registry.filter { $0.fields != nil && !types.contains($0.type) }.map(\.mnemonic) == [])
  }

  @Test(
    arguments: [
      ("@", "example.net."), ("a", "a.example.net."), ("a.b", "a.b.example.net."), ("a.", "a."), (".", "."),
      (#"a\.b"#, #"a\.b.example.net."#), (#"\097\@"#, #"a\@.example.net."#), (#"\@"#, #"\@.example.net."#),
    ])
  func `a relative name is below the origin`(text: String, name: String) throws {
    let origin = try DomainName(presentation: "example.net")
    #expect(presentation(.ns, try rdata(of: .ns, text, origin: origin)) == name)
  }

  @Test func `RDATA is appended, and nothing is left where it is wrong`() throws {
    let text = Array("10 mail. 300".utf8)
    let words = [PresentationWord](in: text)
    var octets: [UInt8] = [7]
    #expect(throws: PresentationError.self) {
      try text.span.readRDATA(of: .mx, from: words, origin: nil, into: &octets)
    }
    #expect(octets == [7])
    try text.span.readRDATA(of: .mx, from: Array(words.dropLast()), origin: nil, into: &octets)
    #expect(octets == [7, 0, 10, 4, 0x6D, 0x61, 0x69, 0x6C, 0])
  }

  @Test(arguments: [
    (#"key1=\005h2,h3"#, #"alpn="h2\\,h3""#), (#"key3=\000\053"#, "port=53"), ("key5=foo0", "ech=Zm9vMA=="),
    (#"key4="\192\000\002\001""#, "ipv4hint=192.0.2.1"), ("key9=a", #"key9="a""#),
  ])
  func `behind keyNNNNN stands a value's wire form (RFC 9460 §2.1)`(text: String, written: String) throws {
    let octets = try rdata(of: type("SVCB"), "1 . \(text)")
    #expect(presentation(type("SVCB"), octets) == "1 . \(written)")
  }

  /// A reader that ends a word at a quote has two for `alpn="h2"`.
  @Test func `a value in quotes may be a word of its own`() throws {
    let text = Array(#"1 . alpn="h2,h3""#.utf8)
    let words = [(0..<1, false), (2..<3, false), (4..<9, false), (10..<15, true)]
      .map { PresentationWord(range: $0.0, isQuoted: $0.1) }
    var octets: [UInt8] = []
    try text.span.readRDATA(of: type("SVCB"), from: words, origin: nil, into: &octets)
    #expect(presentation(type("SVCB"), octets) == #"1 . alpn="h2,h3""#)
  }

  @Test func `a string has at most 255 octets`() throws {
    let longest = String(repeating: "x", count: 255)
    #expect(try rdata(of: .txt, longest).count == 256)
    #expect(throws: PresentationError(word: 0, allowed: "a string of at most 255 octets")) {
      try rdata(of: .txt, longest + "x")
    }
  }

  @Test func `a name has at most 255 octets`() throws {
    let labels = String(repeating: "x.", count: 127)
    #expect(try rdata(of: .ns, labels).count == 255)
    #expect(throws: PresentationError(word: 0, allowed: "a domain name with a dot at its end")) {
      try rdata(of: .ns, "x." + labels)
    }
  }

  @Test func `RDATA has at most 65,535 octets`() throws {
    let strings = Array(repeating: String(repeating: "x", count: 255), count: 255)
    #expect(
      try rdata(of: .txt, (strings + [String(repeating: "x", count: 254)]).joined(separator: " ")).count
        == 65_535)
    #expect(throws: PresentationError(word: 255, allowed: "RDATA of at most 65535 octets")) {
      try rdata(of: .txt, (strings + [String(repeating: "x", count: 255)]).joined(separator: " "))
    }
  }

  @Test(
    arguments: [
      "19700101000000", "20000229235959", "20380119031408", "21000228235959", "21000301000000",
      "21060207062815",
    ])
  func `a time is a date`(date: String) throws {
    let text = "A 13 3 86400 \(date) \(date) 12345 . AA=="
    #expect(presentation(.rrsig, try rdata(of: .rrsig, text)) == text)
  }

  @Test(arguments: ["", "f", "fo", "foo", "foob", "fooba", "foobar"])
  func `Base64 may be in several words (RFC 4648 §10)`(string: String) throws {
    let written = presentation(type("DNSKEY"), [0, 0, 3, 8, 0xFF] + Array(string.utf8))
    let words = written.split(separator: " ")
    let spread = words.last.map { $0.map(String.init).joined(separator: " ") } ?? ""
    #expect(try rdata(of: type("DNSKEY"), "0 3 8 " + spread) == [0, 0, 3, 8, 0xFF] + Array(string.utf8))
  }
}

@Suite struct `RDATA from text that is wrong` {
  private static let name = "a domain name with a dot at its end"
  private static let uint8 = "a number from 0 to 255"
  private static let uint16 = "a number from 0 to 65535"
  private static let algorithm = "a number from 0 to 255, or the mnemonic of an algorithm"
  private static let signer = "a domain name with no more labels than the field of labels says"
  private static let digest = "pairs of hexadecimal digits, as many as a digest of its type has"
  private static let hexadecimal = "pairs of hexadecimal digits"
  private static let parameter =
    "a parameter with a value of its key, each key once, with each that another asks for"
  private static let range = "a range of addresses like 1:192.0.2.0/24 or !2:2001:db8::/32"
  private static let place = "a place like 52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m"
  private static let time = "a time in UTC as YYYYMMDDHHmmSS, or in seconds since 1970"
  private static let mnemonic = "a type, as its mnemonic or TYPEnnn"
  private static let string = "a string of at most 255 octets"
  private static let end = "the end of the record"
  private static let gateway =
    "a gateway of the type before: . for 0, an IPv4 address for 1, an IPv6 address for 2, a name for 3"

  private static let fields: [(String, String, Int, String)] = [
    ("A", "", 0, "an IPv4 address"), ("A", "192.0.2", 0, "an IPv4 address"),
    ("A", "192.0.2.256", 0, "an IPv4 address"),
    ("A", "192.0.02.1", 0, "an IPv4 address"), ("A", "192.0.2.1.", 0, "an IPv4 address"),
    ("A", "192.0.2.1.1", 0, "an IPv4 address"), ("A", #""192.0.2.1""#, 0, "an IPv4 address"),
    ("A", "192.0.2.1 x", 1, end), ("AAAA", "2001:db8", 0, "an IPv6 address"),
    ("AAAA", "1::2::3", 0, "an IPv6 address"),
    ("NS", "", 0, name), ("NS", "a", 0, name), ("NS", "@", 0, name), ("NS", "a..", 0, name),
    ("NS", ".a.", 0, name),
    ("NS", #"a\25"#, 0, name), ("NS", #"a\256."#, 0, name), ("NS", #""a.""#, 0, name),
    ("NS", #""""#, 0, name),
    ("NS", String(repeating: "x", count: 64) + ".", 0, name),
    ("MX", "65536 a.", 0, uint16), ("MX", "-1 a.", 0, uint16), ("MX", "1", 1, name),
    ("MX", "1 a. b.", 2, end),
    ("TXT", "", 0, string), ("TXT", #"\2x"#, 0, string), ("TXT", #""\999""#, 0, string),
    ("SOA", "a. b. 1h 1 1 1 1", 2, "a number from 0 to 4294967295"),
    ("SOA", "a. b. 1 1x 1 1 1", 3, "seconds from 0 to 4294967295, or a time like 1h30m"),
    ("SOA", "a. b. 1 1 1m1m 1 1", 4, "seconds from 0 to 4294967295, or a time like 1h30m"),
    ("SOA", "a. b. 1 1 1 9999999w 1", 5, "seconds from 0 to 4294967295, or a time like 1h30m"),
    ("IPN", "18446744073709551616", 0, "a number from 0 to 18446744073709551615"),
    ("SSHFP", "256 1 ab", 0, uint8), ("SSHFP", "1 1 abc", 2, hexadecimal),
    ("SSHFP", "1 1 ag", 2, hexadecimal),
    ("SSHFP", "1 1", 2, hexadecimal), ("DS", "1 RSASHA9 1 ab", 1, algorithm),
    ("DS", "1 8 2 ab", 3, digest), ("DS", "1 8 1 ab cd", 4, digest), ("ZONEMD", "1 1 2 ab", 3, digest),
    ("DNSKEY", "1 3 8 AAA", 3, "Base64"), ("DNSKEY", "1 3 8 AA=A", 3, "Base64"),
    ("DNSKEY", "1 3 8 AB==", 3, "Base64"),
    ("DNSKEY", "1 3 8 A===", 3, "Base64"), ("DNSKEY", "1 3 8 AA== AA==", 4, "Base64"),
    ("DNSKEY", "1 3 8 A-A=", 3, "Base64"),
    ("DNSKEY", "1 3 8", 3, "Base64"), ("DOA", #"1 1 1 """#, 4, "Base64, or - for no data"),
    ("CERT", "PKIY 1 8 AA==", 0, "a number from 0 to 65535, or the mnemonic of a type of certificate"),
    ("DSYNC", "CDS CALL 1 a.", 1, "a number from 0 to 255, or NOTIFY"),
    ("RRSIG", "TYPE65536 8 1 1 1 1 1 a. AA==", 0, mnemonic),
    ("RRSIG", "A 8 1 1 20230229000000 1 1 a. AA==", 4, time),
    ("RRSIG", "A 8 1 1 20231301000000 1 1 a. AA==", 4, time),
    ("RRSIG", "A 8 1 1 19691231235959 1 1 a. AA==", 4, time),
    ("RRSIG", "A 8 1 1 21060207062816 1 1 a. AA==", 4, time),
    ("RRSIG", "A 8 1 1 4294967296 1 1 a. AA==", 4, time),
    ("RRSIG", "A 8 1 1 20231231246060 1 1 a. AA==", 4, time),
    ("RRSIG", "A 8 0 1 1 1 1 a. AA==", 7, signer), ("SIG", "A 8 1 1 1 1 1 b.a. AA==", 7, signer),
    ("KEY", "0 0 0", 3, "Base64, or nothing if the flags say that there is no key (49152 and above)"),
    ("NSEC", "a. A NOTYPE", 2, mnemonic),
    ("NXT", "a. CAA", 1, "a type of 1 to 127, as its mnemonic or TYPEnnn"),
    ("NXT", "a.", 1, "a type of 1 to 127, as its mnemonic or TYPEnnn"),
  ]

  private static let structures: [(String, String, Int, String)] = [
    ("NSEC3", "1 0 1 abc 00", 3, "pairs of hexadecimal digits, at most 255, or - for no salt"),
    ("NSEC3", "1 0 1 - 0", 4, "a hash in Base32 with the extended hexadecimal alphabet"),
    ("NSEC3", "1 0 1 - 0W", 4, "a hash in Base32 with the extended hexadecimal alphabet"),
    ("NSEC3", "1 0 1 - 01", 4, "a hash in Base32 with the extended hexadecimal alphabet"),
    ("CAA", "0 a-b x", 1, "letters and digits, at most 255"), ("CAA", "0 issue", 2, "a string"),
    ("URI", "1 1", 2, "a string"),
    (
      "WKS", "192.0.2.1 QUIC 1", 1,
      "a protocol such as TCP or a number, and ports: numbers from 0 to 65535, or names of old services"
    ),
    (
      "WKS", "192.0.2.1 6 65536", 2,
      "a protocol such as TCP or a number, and ports: numbers from 0 to 65535, or names of old services"
    ),
    ("NID", "1 1:2:3", 1, "four groups of one to four hexadecimal digits, with colons between them"),
    ("NID", "1 1:2:3:45678", 1, "four groups of one to four hexadecimal digits, with colons between them"),
    ("EUI48", "00-00-5e-00-53", 0, "six pairs of hexadecimal digits, with hyphens between them"),
    ("EUI48", "00-00-5e-00-53-2", 0, "six pairs of hexadecimal digits, with hyphens between them"),
    ("EUI64", "00-00-5e-ef-10-00-00-2g", 0, "eight pairs of hexadecimal digits, with hyphens between them"),
    ("NSAP", "47", 0, "0x and pairs of hexadecimal digits, with dots anywhere between them"),
    ("NSAP", "0x", 0, "0x and pairs of hexadecimal digits, with dots anywhere between them"),
    ("ATMA", "+", 0, "+ and digits, or pairs of hexadecimal digits"),
    ("ATMA", "+1a", 0, "+ and digits, or pairs of hexadecimal digits"),
    ("LOC", "91 N 1 E 0", 1, place), ("LOC", "90 0 0.001 N 1 E 0", 3, place),
    ("LOC", "1 60 N 1 E 0", 1, place),
    ("LOC", "1 N 180 0 0.001 W 0", 5, place), ("LOC", "1 1 60 N 1 E 0", 2, place),
    ("LOC", "1 N 1 E", 4, place),
    ("LOC", "1 1 1.2345 N 1 E 0", 2, place), ("LOC", "1 N 1 E -100000.01", 4, place),
    ("LOC", "1 N 1 E 42849672.96", 4, place), ("LOC", "1 N 1 E 0 100000000m", 5, place),
    ("LOC", "1 N 1 E 0 -1m", 5, place), ("LOC", "1 N 1 E 0 1 1 1 1", 8, end), ("LOC", "1 S 1 N 0", 3, place),
    ("APL", "192.0.2.0/24", 0, range), ("APL", "1:192.0.2.0/33", 0, range), ("APL", "3:00/1", 0, range),
    ("APL", "1:192.0.2.0/24 2:192.0.2.0/24", 1, range), ("APL", "1:192.0.2.0", 0, range),
    ("IPSECKEY", "1 0 1 192.0.2.1 AA==", 3, gateway), ("IPSECKEY", "1 1 1 a. AA==", 3, gateway),
    ("IPSECKEY", "1 2 1 192.0.2.1 AA==", 3, gateway), ("IPSECKEY", "1 3 1 a AA==", 3, gateway),
    ("IPSECKEY", "1 4 1 . AA==", 3, gateway),
    ("AMTRELAY", "1 2 1 192.0.2.1", 1, "0 or 1, and a type of relay from 0 to 127"),
    ("AMTRELAY", "1 1 128 .", 2, "0 or 1, and a type of relay from 0 to 127"),
    (
      "AMTRELAY", "1 1 2 .", 3,
      "a relay of the type before: . for 0, an IPv4 address for 1, an IPv6 address for 2, a name for 3"
    ),
    ("HIP", "2 ab", 2, "an algorithm from 0 to 255, a tag in hexadecimal digits, and a key in Base64"),
    ("HIP", "2 abc AA==", 1, "an algorithm from 0 to 255, a tag in hexadecimal digits, and a key in Base64"),
    ("HIP", "2 ab AA== a", 3, name),
  ]

  private static let parameters: [(String, String, Int, String)] = [
    ("SVCB", "1 . alpn", 2, parameter), ("SVCB", "1 . alpn=", 2, parameter),
    ("SVCB", "1 . alpn=h2,,h3", 2, parameter),
    ("SVCB", "1 . alpn=h2 alpn=h3", 3, parameter), ("SVCB", "1 . no-default-alpn", 2, parameter),
    ("SVCB", "1 . alpn=h2 no-default-alpn=x", 3, parameter), ("SVCB", "1 . port", 2, parameter),
    ("SVCB", "1 . port=65536", 2, parameter), ("SVCB", "1 . ipv4hint=1.2.3", 2, parameter),
    ("SVCB", "1 . ipv4hint=1.2.3.4,", 2, parameter), ("SVCB", "1 . ipv6hint=1.2.3.4", 2, parameter),
    ("SVCB", #"1 . port=5\051"#, 2, parameter), ("SVCB", #"1 . ipv4hint=1\.2.3.4"#, 2, parameter),
    ("SVCB", #"1 . ipv6hint=1\::2"#, 2, parameter), ("SVCB", #"1 . ech=\090m9vMA=="#, 2, parameter),
    ("SVCB", #"1 . port=1 mandatory=\port"#, 3, parameter), ("SVCB", #"1 . key3=\000"#, 2, parameter),
    ("SVCB", "1 . ech=x", 2, parameter), ("SVCB", "1 . mandatory=port", 2, parameter),
    ("SVCB", "1 . mandatory=mandatory", 2, parameter),
    ("SVCB", "1 . port=1 mandatory=port,port", 3, parameter),
    ("SVCB", "1 . port=1 mandatory=x", 3, parameter), ("SVCB", "1 . mandatory", 2, parameter),
    ("SVCB", "1 . key65535=x", 2, parameter), ("SVCB", "1 . key01=x", 2, parameter),
    ("SVCB", "1 . x=1", 2, parameter),
    ("SVCB", "1 . dohpath=", 2, parameter), ("SVCB", "1 . ohttp=x", 2, parameter),
    ("SVCB", #"1 . key9=\1"#, 2, parameter),
    ("SVCB", #"1 . "port=1""#, 2, parameter), ("SVCB", #"1 . alpn=h2\\"#, 2, parameter),
  ]

  private static let generic: [(String, String, Int, String)] = [
    ("A", "\\#", 1, "the length of RDATA, a number from 0 to 65535"),
    ("A", "\\# 65536 00", 1, "the length of RDATA, a number from 0 to 65535"),
    ("TYPE65280", "\\# 2 00", 2, "pairs of hexadecimal digits, as many as the length says"),
    ("TYPE65280", "\\# 1 000", 2, "pairs of hexadecimal digits, as many as the length says"),
    ("TYPE65280", "\\# 0 00", 2, "pairs of hexadecimal digits, as many as the length says"),
    ("A", "\\# 3 000000", 2, "RDATA in the format of A"),
    // A name that ends in a pointer.
    (
      "MINFO", "\\# 17 " + String(repeating: "0161", count: 7) + "00C00C", 2, "RDATA in the format of MINFO"
    ),
    ("TYPE65280", "00", 0, "\\# with a length and hexadecimal digits"),
    ("NULL", "", 0, "\\# with a length and hexadecimal digits"),
  ]

  @Test(arguments: fields + structures + parameters + generic)
  func `is told by its word`(mnemonic: String, text: String, word: Int, allowed: String) {
    #expect(throws: PresentationError(word: word, allowed: allowed)) {
      try rdata(of: type(mnemonic), text)
    }
  }

  @Test func `with an origin a name needs no dot`() {
    #expect(throws: PresentationError(word: 0, allowed: "a domain name")) {
      try rdata(of: .ns, "a..", origin: .root)
    }
  }
}

@Suite struct `RDATA written as text and read again` {
  /// Whether it is RDATA at all; if so its text says the same.
  private func check(_ type: RRType, _ octets: [UInt8]) -> Bool {
    let generic = "\\# \(octets.count) \(octets.span.hexadecimal(octets.indices))"
    guard (try? rdata(of: type, generic)) != nil else { return false }
    let text = presentation(type, octets)
    #expect((try? rdata(of: type, text)) == octets, "\(type) \(octets): \(text)")
    return true
  }

  @Test(arguments: RDATAExample.all)
  func `is the same whatever one octet becomes`(example: RDATAExample) {
    for index in example.rdata.indices {
      let octet = example.rdata[index]
      for changed in [octet &+ 1, octet &- 1, octet ^ 0x20, octet ^ 0x80, 0, 0x22, 0x2C, 0x5C, 0xFF] {
        var octets = example.rdata
        octets[index] = changed
        _ = check(example.type, octets)
      }
    }
  }

  @Test func `is the same for octets by chance`() {
    var generator = SeededGenerator(seed: 1)
    var never: [String] = []
    for entry in RRType.registry {
      var isFound = false
      for _ in 0..<1000 {
        let length = Int.random(in: 0...24, using: &generator)
        let largest: UInt8 = Bool.random(using: &generator) ? 3 : .max
        let octets = (0..<length).map { _ in UInt8.random(in: 0...largest, using: &generator) }
        if check(entry.type, octets) { isFound = true }
      }
      if !isFound { never.append(entry.mnemonic) }
    }
    // What is too long for chance.
    #expect(Set(never).isSubset(of: ["SOA", "LOC", "CAA"]))
  }
}
