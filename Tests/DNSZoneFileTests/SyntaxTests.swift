import DNSWire
import Testing

@testable import DNSZoneFile

/// A text, and the lines that it makes in the zone `example.` with `$TTL 60`.
struct Reading: Sendable, CustomTestStringConvertible {
  let text: String
  let lines: [String]
  init(_ text: String, _ lines: String...) { (self.text, self.lines) = (text, lines) }
  var testDescription: String { text.debugDescription }
}

@Suite struct `RFC 1035 §5.1 master files` {
  @Test(arguments: [
    Reading("a A 192.0.2.1", "a.example. 60 IN A 192.0.2.1"),
    Reading("a.b.example. A 192.0.2.1", "a.b.example. 60 IN A 192.0.2.1"),
    Reading("@ A 192.0.2.1", "example. 60 IN A 192.0.2.1"),
    Reading("A.eXample. a 192.0.2.1", "a.example. 60 IN A 192.0.2.1"),
    Reading("a IN 5 A 192.0.2.1", "a.example. 5 IN A 192.0.2.1"),
    Reading("a 5 in A 192.0.2.1", "a.example. 5 IN A 192.0.2.1"),
    Reading("a 1h30m CLASS1 A 192.0.2.1", "a.example. 5400 IN A 192.0.2.1"),
    Reading("a 1W2d3H4m5s A 192.0.2.1", "a.example. 788645 IN A 192.0.2.1"),
    Reading("a 2147483647 A 192.0.2.1", "a.example. 2147483647 IN A 192.0.2.1"),
    Reading("a TYPE1 192.0.2.1", "a.example. 60 IN A 192.0.2.1"),
    Reading("a TYPE65280 \\# 3 00 ab CD", "a.example. 60 IN TYPE65280 \\# 3 00abcd"),
    Reading(
      "a A 192.0.2.1\n  A 192.0.2.2\n", "a.example. 60 IN A 192.0.2.1", "a.example. 60 IN A 192.0.2.2"),
    Reading("a A 192.0.2.1\r\n\tA 192.0.2.1\r\n", "a.example. 60 IN A 192.0.2.1"),
    Reading("a A 192.0.2.1\rb A 192.0.2.2", "a.example. 60 IN A 192.0.2.1", "b.example. 60 IN A 192.0.2.2"),
    Reading(" ; nothing\n;\n\n\t\na A 192.0.2.1;behind", "a.example. 60 IN A 192.0.2.1"),
    Reading("a MX ( 10 ; comment )\n\n b ) ; end\n", "a.example. 60 IN MX 10 b.example."),
    Reading("a MX(10\rb)", "a.example. 60 IN MX 10 b.example."),
    Reading("a TXT \"b;(c\" d\"e\"f", "a.example. 60 IN TXT \"b;(c\" \"d\" \"e\" \"f\""),
    Reading("a TXT \"\\\"\\\\\" \\;", "a.example. 60 IN TXT \"\\\"\\\\\" \";\""),
    Reading(
      "a TXT \"b\nc\"\nd A 192.0.2.1", "a.example. 60 IN TXT \"b\\010c\"", "d.example. 60 IN A 192.0.2.1"),
    Reading("\\097.\\.b A 192.0.2.1", "a.\\.b.example. 60 IN A 192.0.2.1"),
    Reading("$ORIGIN b\na A 192.0.2.1", "a.b.example. 60 IN A 192.0.2.1"),
    Reading("$origin b.example.\n@ A 192.0.2.1", "b.example. 60 IN A 192.0.2.1"),
    Reading("$TTL 1d\na A 192.0.2.1", "a.example. 86400 IN A 192.0.2.1"),
    Reading(
      "a A 192.0.2.1\n$ORIGIN b\na A 192.0.2.2", "a.example. 60 IN A 192.0.2.1",
      "a.b.example. 60 IN A 192.0.2.2"),
    Reading(
      "@ A 192.0.2.1\n\"@\" A 192.0.2.2", "example. 60 IN A 192.0.2.1", "\\@.example. 60 IN A 192.0.2.2"),
    Reading(
      "a A 192.0.2.1\nA A 192.0.2.2\na A 192.0.2.3", "a.example. 60 IN A 192.0.2.1",
      "a.example. 60 IN A 192.0.2.2", "a.example. 60 IN A 192.0.2.3"),
    Reading("a 5 A 192.0.2.1\nb A 192.0.2.2", "a.example. 5 IN A 192.0.2.1", "b.example. 60 IN A 192.0.2.2"),
  ])
  func `an entry is read`(reading: Reading) {
    #expect(problems("$TTL 60\n" + reading.text) == [])
    #expect(lines("$TTL 60\n" + reading.text) == reading.lines)
  }

  @Test func `a byte order mark is none of the text`() {
    #expect(lines("\u{FEFF}a 5 A 192.0.2.1") == ["a.example. 5 IN A 192.0.2.1"])
  }

  @Test func `without a $TTL the last one stated is taken`() {
    #expect(
      lines("a 5 A 192.0.2.1\nb A 192.0.2.2") == [
        "a.example. 5 IN A 192.0.2.1", "b.example. 5 IN A 192.0.2.2",
      ])
  }

  @Test func `without any TTL it is the minimum of the SOA, with a warning`() {
    let zone = "@ SOA ns host 1 2 3 4 77\n@ NS ns"
    #expect(lines(zone).last == "example. 77 IN NS ns.example.")
    #expect(
      problems(zone) == [
        "zones/db:1:1: no TTL is stated: records without one get 77, the SOA's MINIMUM; state one with $TTL"
      ])
  }

  @Test func `a name has at most 255 octets`() {
    let labels = String(repeating: "a.", count: 123) + "example."
    #expect(problems("$TTL 1\n\(labels) A 192.0.2.1") == [])
    #expect(problems("$TTL 1\nb.\(labels) A 192.0.2.1").count == 1)
  }
}

@Suite struct `The directive INCLUDE` {
  @Test func `a file is relative to the one that includes it, and its origin ends with it`() {
    let files = [
      "zones/sub/a": "x A 192.0.2.1\n$ORIGIN deep.example.\n$INCLUDE b other.example.",
      "zones/sub/b": "y A 192.0.2.2",
    ]
    let text = "$TTL 60\n$INCLUDE sub/a in ; comment\n z A 192.0.2.3\nw A 192.0.2.4"
    #expect(
      lines("$TTL 60\nv A 192.0.2.9\n$INCLUDE sub/a in\n A 192.0.2.3\nw A 192.0.2.4", including: files) == [
        "x.in.example. 60 IN A 192.0.2.1", "y.other.example. 60 IN A 192.0.2.2",
        "v.example. 60 IN A 192.0.2.3", "v.example. 60 IN A 192.0.2.9", "w.example. 60 IN A 192.0.2.4",
      ])
    #expect(problems(text, including: files).count == 1)
  }

  @Test func `a file that includes itself, and one that is not there, are errors with their places`() {
    #expect(
      problems("$INCLUDE a\n $INCLUDE b", including: ["zones/a": "$TTL 5\n $TTL 5\n$INCLUDE ./b"])
        .first?.hasPrefix("zones/a:2:2: ") == true)
    #expect(
      problems("$INCLUDE a", including: ["zones/a": "$INCLUDE a"])
        == ["zones/a:1:10: 'a' stands here as a file; allowed is one that does not include itself"])
    #expect(problems("$INCLUDE \"c d\"") == ["zones/db:1:11: 'c d' cannot be read: No such file"])
  }

  @Test func `files are at most sixteen deep`() {
    let files = Dictionary(uniqueKeysWithValues: (1...20).map { ("zones/\($0)", "$INCLUDE \($0 + 1)") })
    #expect(
      problems("$INCLUDE 1", including: files)
        == ["zones/15:1:10: '16' stands here as a file; allowed is a depth of 16 files"])
  }
}

@Suite struct `The directive GENERATE` {
  @Test(arguments: [
    Reading("$GENERATE 1-2 a$ A 192.0.2.$", "a1.example. 60 IN A 192.0.2.1", "a2.example. 60 IN A 192.0.2.2"),
    Reading(
      "$GENERATE 0-9/5 $ 7 IN A 192.0.2.$", "0.example. 7 IN A 192.0.2.0", "5.example. 7 IN A 192.0.2.5"),
    Reading("$GENERATE 9-9 a${-8} CNAME b${2,4,d}", "a1.example. 60 IN CNAME b0011.example."),
    Reading(
      "$GENERATE 255-255 ${0,4,x}.${0,0,X}.${0,0,o} A 192.0.2.1", "00ff.ff.377.example. 60 IN A 192.0.2.1"),
    Reading("$GENERATE 18-18 ${0,0,n} CNAME ${0,7,N}", "2.1.example. 60 IN CNAME 2.1.0.0.example."),
    Reading("$GENERATE 1-1 a\\$$ A 192.0.2.1", "a\\$1.example. 60 IN A 192.0.2.1"),
    Reading("$GENERATE 1-1 @ MX \"10 b$\"", "example. 60 IN MX 10 b1.example."),
    Reading("$GENERATE 1-1 @ MX 10 b$", "example. 60 IN MX 10 b1.example."),
  ])
  func `a record is made for each number`(reading: Reading) {
    #expect(problems("$TTL 60\n" + reading.text) == [])
    #expect(lines("$TTL 60\n" + reading.text) == reading.lines)
  }

  @Test(arguments: [
    "2-1", "1", "1-", "-1", "1--2", "1-2/", "1-2/0", "1-2147483648", "a-b", "1-2/3/4", "+1-2",
  ])
  func `a wrong range is an error at its place`(range: String) {
    #expect(
      problems("$TTL 60\n$GENERATE \(range) a$ A 192.0.2.1") == [
        "zones/db:2:11: '\(range)' stands here as a range; allowed is a range of numbers up to 2147483647, such as 1-9 or 0-255/5"
      ])
  }

  @Test func `the first number that makes no record is told`() {
    #expect(
      problems("$TTL 60\n$GENERATE 254-300 a$ A 192.0.2.$").map { $0.prefix(57) }
        == ["zones/db:2:1: for 256 '192.0.2.256' stands here in A data"])
    #expect(
      problems("$TTL 60\n$GENERATE 0-1 a${-1} A 192.0.2.1") == [
        "zones/db:2:1: for 0 the number is out of range; allowed is 0 to 2147483647 with its offset"
      ])
  }
}
