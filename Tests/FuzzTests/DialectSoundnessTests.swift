import DNSWire
import FuzzDriver
import LeafCore
import TestMessages
import TestPrograms
import Testing
import WireProperties

/// Names made of what the dialects look for have the addresses that the plain model finds by trying.
@Suite(.sideBySide) struct `An answer in a dialect` {
  private static let pieces =
    [
      "1", "2", "34", "0", "04", "255", "256", "1.2.3.4", "1-2-3-4", "7f000001", "0A09091e", "ffff", "--",
      "-", "db8", "abcde", "_acme-challenge", "_acme-challenge.1.2.3.4", "_acme-challenge.8-8-8-8",
    ]
    + [
      "x", "g", "::", "0000", "2001-db8--1", "20010db8000000000000000000000001", "--1", "fc00--",
      "1-2-3-4-5-6-7-8",
    ]

  private static func name(_ numbers: inout Numbers) -> String {
    var text = ""
    for _ in 0..<(1 + numbers.next(7)) {
      text += pieces[numbers.next(pieces.count)] + ["-", ".", ".", ""][numbers.next(4)]
    }
    return text
  }

  private static func isName(_ text: String) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
      (1...63).contains($0.utf8.count)
    }
      && text.utf8.count < 220
  }

  @Test(arguments: 0..<4 as Range<UInt8>)
  func `is what the plain model finds`(number: UInt8) {
    var numbers = Numbers(seed: UInt64(number) + 1)
    check(FuzzedServer(choice: 32 + number), &numbers) { numbers in
      let text = "\(Self.name(&numbers)).dev.example.com"
      return (text, [QTYPE.a, .aaaa, .a, .aaaa, .any, .txt][numbers.next(6)])
    }
  }

  private static let apexes = [
    "2.0.192.in-addr.arpa", "64/26.2.0.192.in-addr.arpa", "in-addr.arpa", "8.b.d.0.1.0.0.2.ip6.arpa",
    "ip6.arpa",
    "0-127.0.0.10.in-addr.arpa", "0-29.0.0.10.in-addr.arpa",
  ]

  private static func reverseName(_ numbers: inout Numbers) -> String {
    let apex = apexes[numbers.next(apexes.count)]
    let (count, words) =
      apex.hasSuffix("ip6.arpa")
      ? (33 - apex.split(separator: ".").count + 2, ["0", "0", "0", "0", "1", "a", "F", "7"])
      : (5 - apex.split(separator: ".").count + 2, ["0", "1", "7", "64", "127", "128", "255"])
    let labels = (0..<max(1, count - numbers.next(3))).map { _ in
      numbers.next(60) == 0
        ? ["x", "10", "256", "04", "-", "g"][numbers.next(6)] : words[numbers.next(words.count)]
    }
    return (labels + [apex]).joined(separator: ".")
  }

  @Test(arguments: 0..<4 as Range<UInt8>)
  func `is what the plain model finds for the name of an address`(number: UInt8) {
    var numbers = Numbers(seed: UInt64(number) + 1)
    check(FuzzedServer(choice: 48 + number), &numbers) { numbers in
      (Self.reverseName(&numbers), [QTYPE(.ptr), QTYPE(.ptr), QTYPE(.ptr), .any, .txt][numbers.next(5)])
    }
  }

  private func check(
    _ server: FuzzedServer, _ numbers: inout Numbers, _ question: (inout Numbers) -> (String, QTYPE)
  ) {
    let now = Now(monotonic: .seconds(5), unixTime: 1_559_731_985)
    var found: [String] = []
    var positive = 0
    for _ in 0..<1_000 {
      let (text, qtype) = question(&numbers)
      guard Self.isName(text) else { continue }
      let query = Message.query(text, qtype)
      let exchange = Exchange(query.octets, Arrival(choice: UInt8(numbers.next(2))), now, server.authority)
      if let violation = FuzzTests.violation({ () throws(Violation) in try exchange.check(server) }) {
        found.append("\(text) \(qtype): \(violation)")
      }
      if exchange.response.count > 7, exchange.response[7] > 0 { positive += 1 }
    }
    #expect(found.isEmpty, "\(found.prefix(3))")
    #expect(positive > 5)
  }
}
