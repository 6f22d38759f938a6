import DNSWire
import TestMessages
import TestOctets
import Testing

@Suite struct `RFC 1035 §5.1 names read from text` {
  @Test(arguments: ["www.example.com", "www.example.com."])
  func `the dot at the end is optional`(text: String) throws {
    #expect(try DomainName(presentation: text).wireForm == wire("www", "example", "com"))
  }

  @Test func `a dot alone is the root`() throws {
    #expect(try DomainName(presentation: ".") == .root)
  }

  @Test func `letter case is kept`() throws {
    #expect(try DomainName(presentation: "wWw").wireForm == wire("wWw"))
  }

  @Test func `no text is no name`() {
    #expect(throws: NameSyntaxError.empty) { try DomainName(presentation: "") }
  }

  @Test(arguments: ["..", ".com", "www..com", "com..", "..com"])
  func `an empty label is rejected`(text: String) {
    #expect(throws: NameSyntaxError.emptyLabel) { try DomainName(presentation: text) }
  }

  @Test(
    arguments: [
      (#"a\.b.c"#, [3, 0x61, 0x2E, 0x62, 1, 0x63, 0]), (#"\\"#, [1, 0x5C, 0]), (#"\a"#, [1, 0x61, 0]),
      (#"\000"#, [1, 0, 0]), (#"\255"#, [1, 0xFF, 0]), (#"\0461"#, [2, 0x2E, 0x31, 0]),
      (#"\032"#, [1, 0x20, 0]), (#"\ "#, [1, 0x20, 0]), (#"\.."#, [1, 0x2E, 0]),
      (#"\"\("#, [2, 0x22, 0x28, 0]),
    ] as [(String, [UInt8])])
  func `an escape is one octet of its label`(text: String, wireForm: [UInt8]) throws {
    #expect(try DomainName(presentation: text).wireForm == wireForm)
  }

  @Test(arguments: [
    #"\"#, #"a.\"#, #"\1"#, #"\12"#, #"\1a2"#, #"\12."#, #"\256"#, #"\999"#, "\\é", "\\1\u{662}3",
  ])
  func `a backslash without three digits up to 255 or another character is rejected`(text: String) {
    #expect(throws: NameSyntaxError.escape) { try DomainName(presentation: text) }
  }

  @Test(
    arguments: [" ", "\t", "\n", "\u{0}", "\u{7F}", "\u{80}", "é", "ü", "例", "\u{1F4A5}"] as [Unicode.Scalar])
  func `a character that does not print or is not ASCII is rejected`(scalar: Unicode.Scalar) {
    #expect(throws: NameSyntaxError.character(scalar)) { try DomainName(presentation: "a\(scalar)b.com") }
  }

  /// The letter and the accent are one Character but two scalars.
  @Test func `an accent on an ASCII letter is rejected by itself`() {
    #expect(throws: NameSyntaxError.character("\u{301}")) { try DomainName(presentation: "e\u{301}.com") }
  }

  @Test func `a label may have 63 octets but not 64`() throws {
    let label = String(repeating: "x", count: 63)
    #expect(try DomainName(presentation: label + ".com").count == 64 + 5)
    #expect(throws: NameSyntaxError.labelTooLong(octets: 64)) {
      try DomainName(presentation: label + "x.com")
    }
    #expect(throws: NameSyntaxError.labelTooLong(octets: 64)) { try DomainName(presentation: label + "x") }
  }

  @Test func `an escape counts as one octet`() throws {
    let name = try DomainName(presentation: String(repeating: #"\001"#, count: 63))
    #expect(name.count == 65)
  }

  @Test(arguments: ["", "."])
  func `a name may have 255 octets but not 256`(end: String) throws {
    let fits = labels(ofNameLength: 255).joined(separator: ".") + end
    #expect(try DomainName(presentation: fits).count == 255)
    let tooLong = labels(ofNameLength: 256).joined(separator: ".") + end
    #expect(throws: NameSyntaxError.nameTooLong) { try DomainName(presentation: tooLong) }
  }
}

@Suite struct `RFC 1035 §5.1 names written as text` {
  private func name(_ labels: [UInt8]...) throws -> DomainName {
    var name = DomainName.root
    for label in labels { try name.appendLabel(label) }
    return name
  }

  @Test func `the root is a dot`() {
    #expect(DomainName.root.description == ".")
  }

  @Test func `a name ends with a dot`() {
    #expect(DomainName(labels: ["wWw", "example-1", "_com"]).description == "wWw.example-1._com.")
  }

  @Test(arguments: Array(#".\"();@$"#.utf8))
  func `what means something else in a zone file is escaped`(octet: UInt8) throws {
    #expect(try name([octet]).description == "\\\(Unicode.Scalar(octet)).")
  }

  @Test(
    arguments: [
      (0x00, #"\000."#), (0x09, #"\009."#), (0x20, #"\032."#), (0x7F, #"\127."#), (0x80, #"\128."#),
      (0xFF, #"\255."#),
    ] as [(UInt8, String)])
  func `an octet that does not print is three digits`(octet: UInt8, text: String) throws {
    #expect(try name([octet]).description == text)
  }

  @Test(arguments: [(0x21, "!."), (0x7E, "~.")] as [(UInt8, String)])
  func `the first and the last octet that print stand for themselves`(octet: UInt8, text: String) throws {
    #expect(try name([octet]).description == text)
  }

  /// The examples of RFC 4343 §2.2.
  @Test(arguments: [
    #"Donald\032E\.\032Eastlake\0323rd.example."#, #"a\000\\\255z.example."#,
  ])
  func `a name with escapes reads and writes the same`(text: String) throws {
    #expect(try DomainName(presentation: text).description == text)
  }

  @Test func `a label of any one octet survives text`() throws {
    for octet in UInt8.min...UInt8.max {
      let original = try name([octet])
      let copy = try DomainName(presentation: original.description)
      #expect(copy.wireForm == original.wireForm)
    }
  }

  /// A digit after an escape must not be taken for a part of it.
  @Test func `any octet before a digit and a label survives text`() throws {
    for octet in UInt8.min...UInt8.max {
      let original = try name([octet, 0x31, octet], [octet])
      let copy = try DomainName(presentation: original.description)
      #expect(copy.wireForm == original.wireForm)
    }
  }
}
