import DNSWire
import DNSZoneFile
import Testing

@Suite struct `An error in a zone file` {
  @Test(arguments: [
    ("\na  QQ 1", "2:4: 'QQ' stands here as a type; allowed is a type's mnemonic, or TYPE and a number"),
    ("a CH A 192.0.2.1", "1:3: 'CH' stands here as a class; allowed is IN alone"),
    ("a CLASS3 A 192.0.2.1", "1:3: 'CLASS3' stands here as a class; allowed is IN alone"),
    (
      "a 1x A 192.0.2.1",
      "1:3: '1x' stands here as a TTL; allowed is a TTL from 0 to 2147483647, in seconds or as 1w2d3h4m5s"
    ),
    (
      "a 2147483648 A 192.0.2.1",
      "1:3: '2147483648' stands here as a TTL; allowed is a TTL from 0 to 2147483647, in seconds or as 1w2d3h4m5s"
    ),
    ("b. 5 A 192.0.2.1", "1:1: 'b.' stands here as an owner; allowed is a name inside the zone example."),
    (
      "a..b 5 A 192.0.2.1",
      "1:1: 'a..b' stands here as a name; allowed is labels of at least one octet between dots"
    ),
    (
      "a\\256 5 A 192.0.2.1",
      "1:1: 'a\\256' stands here as a name; allowed is \\DDD of at most 255, or a backslash before another character"
    ),
    (
      "a\u{7}b 5 A 192.0.2.1",
      "1:1: 'a\\007b' stands here as a name; allowed is printing ASCII characters; others as \\DDD"
    ),
    (
      "a 5 OPT \\# 0",
      "1:5: 'OPT' stands here as a type; allowed is a type of data, not one of messages alone"
    ),
    (
      "a 5 TSIG \\# 0",
      "1:5: 'TSIG' stands here as a type; allowed is a type of data, not one of messages alone"
    ),
    (
      "a 5 TYPE0 \\# 0",
      "1:5: 'TYPE0' stands here as a type; allowed is a type of data, not one of messages alone"
    ),
    ("a 5", "1:1: this record ends before its type"),
    (" 5 A 192.0.2.1", "1:2: this record has no owner; allowed are blanks behind a record alone"),
    (
      "a A 192.0.2.1",
      "1:3: this record has no TTL; allowed is none if $TTL or a record with one is before it"
    ),
    (
      "$FOO",
      "1:1: '$FOO' stands here as a directive; allowed is $ORIGIN, $TTL, $INCLUDE or $GENERATE; a name with a dollar as \\$"
    ),
    (
      "$TTL",
      "1:5: the directive ends here; allowed is a TTL from 0 to 2147483647, in seconds or as 1w2d3h4m5s"
    ),
    ("$ORIGIN a b", "1:11: 'b' stands here behind a directive; allowed is the end of the line"),
    ("a 5 TXT (\n b", "1:9: this parenthesis is never closed"),
    ("a 5 NS ((b))", "1:9: a parenthesis within parentheses"),
    ("a 5 NS b )", "1:10: no parenthesis is open here"),
    ("a 5 TXT \"b\nb 5 TXT c", "1:9: the text that begins at this quote never ends"),
    ("a 5 TXT b\\", "1:10: a backslash at the end of the line"),
  ])
  func `says where it is, what was found and what is allowed`(text: String, problem: String) {
    #expect(problems(text) == ["zones/db:" + problem])
  }

  @Test func `of RDATA is at its word, over lines too`() {
    #expect(
      problems("a 5 MX (\n  x\n  b )").first?.hasPrefix(
        "zones/db:2:3: 'x' stands here in MX data; allowed is ") == true)
    #expect(
      problems("a 5 MX 10").first?.hasPrefix("zones/db:1:10: the MX data ends here; allowed is ") == true)
    #expect(
      problems("a 5 A 192.0.2.1 x").first?.hasPrefix("zones/db:1:17: 'x' stands here in A data; ") == true)
  }

  @Test func `does not hide those behind it, nor the records`() {
    let text = "$TTL 5\na QQ\nb A 192.0.2.1\nc A 1 (\n2 )\nd A 192.0.2.2 ) x\ne A 192.0.2.3"
    #expect(problems(text).map { String($0.prefix(12)) } == ["zones/db:2:3", "zones/db:4:5", "zones/db:6:1"])
    #expect(lines(text) == ["b.example. 5 IN A 192.0.2.1", "e.example. 5 IN A 192.0.2.3"])
  }

  @Test func `ends the reading after a hundred`() {
    let zone = read(String(repeating: "a QQ\n", count: 1000))
    #expect(zone.problems.told.count == 100)
    #expect(zone.problems.errorCount == 101)
  }

  @Test func `repeats at most forty octets`() {
    let name = String(repeating: "q", count: 64)
    #expect(
      problems("\(name) 5 A 192.0.2.1") == [
        "zones/db:1:1: '\(name.prefix(40))…' stands here as a name; allowed is labels of at most 63 octets"
      ])
  }

  @Test func `of a bad owner is told once for all its records`() {
    #expect(problems("$TTL 5\na..b A 192.0.2.1\n A 192.0.2.2\n").count == 1)
    #expect(lines("$TTL 5\na..b A 192.0.2.1\n A 192.0.2.2\n") == [])
  }

  @Test func `of an entry without an end is told where it is too long`() {
    let words = String(repeating: " b", count: 150_000)
    #expect(
      problems("a 5 TXT (\(words) )\nb 5 A 1") == [
        "zones/db:1:280011: 'b' stands here in data; allowed is RDATA of at most 65535 octets",
        "zones/db:2:7: '1' stands here in A data; allowed is an IPv4 address",
      ])
  }

  @Test func `of the file itself has no line`() {
    let zone = ZoneFile(reading: "db", apex: .root) { _ throws(ZoneFileUnreadable) in
      throw ZoneFileUnreadable(reason: "Permission denied")
    }
    #expect(zone.problems.told.map { "\($0)" } == ["db: Permission denied"])
  }
}
