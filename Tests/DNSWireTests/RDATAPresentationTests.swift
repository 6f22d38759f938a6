import DNSWire
import TestMessages
import Testing

/// RDATA after a header, as it is in messages.
private func presentation(_ type: RRType, _ rdata: [UInt8]) -> String {
  let message = header + rdata + [0, 0, 0]
  return message.span.presentation(ofRDATA: 12..<12 + rdata.count, of: type)
}

/// An RRSIG record's octets around its times and signature (RFC 4034 §3.1).
private func rrsig(expiration: [UInt8], signature: [UInt8]) -> [UInt8] {
  let inception: [UInt8] = [0x69, 0x55, 0xB9, 0x00]
  return [0, 1, 13, 3, 0, 1, 0x51, 0x80] + expiration + inception + [0x30, 0x39] + wire("example") + signature
}

@Suite struct `RFC 1035 §5.1 RDATA as text` {
  @Test(
    arguments: [
      (.a, [192, 0, 2, 1], "192.0.2.1"),
      (.aaaa, [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [1], "2001:db8::1"),
      (
        .soa,
        wire("ns1") + [3] + Array("a.b".utf8) + wire("x") + [0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0]
          + [255, 255, 255, 255], #"ns1. a\.b.x. 1 256 65536 16777216 4294967295"#
      ),
      (.hinfo, label("cpu") + label("os"), #""cpu" "os""#),
      (.minfo, wire("a") + wire("b"), "a. b."),
      (.mx, [0, 10] + wire("mail"), "10 mail."),
      (.txt, label("first") + [0] + label("third one"), #""first" "" "third one""#),
      (.rp, wire("a") + [0], "a. ."),
      (.afsdb, [0, 1] + wire("a"), "1 a."),
      (.rt, [255, 255] + wire("a"), "65535 a."),
      (.srv, [0, 1, 0, 2, 0, 53] + wire("a"), "1 2 53 a."),
      (.naptr, [0, 1, 0, 2] + label("s") + [0] + label(#"!\1!"#) + [0], #"1 2 "s" "" "!\\1!" ."#),
      (.kx, [0, 0] + wire("a"), "0 a."),
      (.dname, wire("a"), "a."),
    ] as [(RRType, [UInt8], String)])
  func `each type's fields are in their order`(type: RRType, rdata: [UInt8], text: String) {
    #expect(presentation(type, rdata) == text)
  }

  @Test(arguments: RDATAFormat.singleNames)
  func `a name is written whole`(format: RDATAFormat) {
    #expect(presentation(format.type, format.rdata) == "ns1.example.")
  }

  @Test func `a name that ends in a pointer is written whole`() {
    let message = header + wire("x", "example") + [0, 10] + label("ns1") + pointer(to: 14)
    #expect(message.span.presentation(ofRDATA: 23..<31, of: .mx) == "10 ns1.example.")
  }

  @Test(
    arguments: [
      ("", #""""#), (#"a"b"#, #""a\"b""#), (#"a\b"#, #""a\\b""#), ("a;(b) $@.", #""a;(b) $@.""#),
      ("\u{0}\t\n", #""\000\009\010""#), ("~\u{7F}", #""~\127""#), ("é", #""\195\169""#),
    ])
  func `what a character string cannot hold is escaped`(string: String, text: String) {
    #expect(presentation(.txt, label(string)) == text)
  }

  @Test func `each octet of a character string has a text`() {
    for octet in UInt8.min...UInt8.max {
      let digits = String(repeating: "0", count: 3 - "\(octet)".count) + "\(octet)"
      let character = "\(Unicode.Scalar(octet))"
      let isQuoted = character == "\"" || character == "\\"
      let plain = (isQuoted ? "\\" : "") + character
      let text = (0x20...0x7E).contains(octet) ? plain : "\\" + digits
      #expect(presentation(.txt, [1, octet]) == "\"\(text)\"")
    }
  }

  @Test(
    arguments: [
      (.a, [192, 0, 2], "\\# 3 c00002"), (.a, [192, 0, 2, 1, 0], "\\# 5 c000020100"),
      (.aaaa, [1], "\\# 1 01"), (.ns, [0x40], "\\# 1 40"), (.ns, [1, 0x61], "\\# 2 0161"),
      (.ns, [0, 0], "\\# 2 0000"), (.txt, [], "\\# 0"), (.txt, [2, 0x61], "\\# 2 0261"),
      (.hinfo, [0], "\\# 1 00"), (.ds, [0, 1, 13, 2, 0xAB], "\\# 5 00010d02ab"), (.opt, [], "\\# 0"),
      (RRType(rawValue: 65_535), [0x00, 0x0F, 0xF0, 0xFF], "\\# 4 000ff0ff"),
    ] as [(RRType, [UInt8], String)])
  func `RDATA without known fields is in the generic form (RFC 3597 §5)`(
    type: RRType, rdata: [UInt8], text: String
  ) {
    #expect(presentation(type, rdata) == text)
  }

  @Test(arguments: [
    ("CDS", "00000000"), ("KEY", "00000305"), ("LOC", "001216139350D301800000000098967F"),
    ("LOC", "0012161380000000A6A1A60100989680"), ("WKS", "C00002010600"),
    ("RRSIG", "00010501000000010000000100000001000101610162" + "0001"),
  ])
  func `what servers take, and no text says, is in the generic form`(mnemonic: String, digits: String) throws
  {
    let type = try #require(RRType(presentation: mnemonic))
    let rdata = octets(hexadecimal: digits)
    #expect(presentation(type, rdata) == "\\# \(rdata.count) \(digits.lowercased())")
  }

  @Test(arguments: RDATAFormat.all)
  func `RDATA that is cut short is in the generic form unless it can end there`(format: RDATAFormat) {
    for length in format.rdata.indices where !format.mayEnd(after: length) {
      #expect(presentation(format.type, Array(format.rdata.prefix(length))).hasPrefix("\\# \(length)"))
    }
  }
}

@Suite struct `RFC 4034 §3.2 RRSIG as text` {
  @Test func `the type is a mnemonic, times are dates, the signature is Base64`() {
    let rdata = rrsig(expiration: [0x69, 0x7D, 0x46, 0x00], signature: [0xFB, 0xFF, 0x00])
    #expect(presentation(.rrsig, rdata) == "A 13 3 86400 20260131000000 20260101000000 12345 example. +/8A")
  }

  @Test(
    arguments: [
      (0, "19700101000000"), (1, "19700101000001"), (68_169_599, "19720228235959"),
      (68_169_600, "19720229000000"), (68_256_000, "19720301000000"), (951_782_400, "20000229000000"),
      (951_868_800, "20000301000000"), (1_000_000_000, "20010909014640"), (1_735_689_599, "20241231235959"),
      (2_147_483_648, "20380119031408"), (4_107_542_399, "21000228235959"), (4_107_542_400, "21000301000000"),
      (4_294_967_295, "21060207062815"),
    ] as [(UInt32, String)])
  func `a time is a date in UTC`(seconds: UInt32, date: String) {
    let octets = (0..<4).map { UInt8(truncatingIfNeeded: seconds >> (24 - 8 * UInt32($0))) }
    let fields = presentation(.rrsig, rrsig(expiration: octets, signature: [0])).split(separator: " ")
    #expect(fields[4] == date)
  }

  @Test(
    arguments: [
      ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"),
    ])
  func `a signature of any length is Base64 (RFC 4648 §10)`(signature: String, text: String) {
    let rdata = rrsig(expiration: [0, 0, 0, 0], signature: Array(signature.utf8))
    #expect(presentation(.rrsig, rdata).split(separator: " ").last == text[...])
  }

  @Test func `Base64 has a digit for each six bits`() {
    let signature = stride(from: 0, to: 64, by: 4).flatMap { first -> [UInt8] in
      let bits = (0..<4).reduce(0) { $0 << 6 | (first + $1) }
      return [UInt8(bits >> 16), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)]
    }
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    #expect(
      presentation(.rrsig, rrsig(expiration: [0, 0, 0, 0], signature: signature)).hasSuffix(" " + digits))
  }
}
