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
      "-", "db8", "abcde",
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
    let server = FuzzedServer(choice: 32 + number)
    let now = Now(monotonic: .seconds(5), unixTime: 1_559_731_985)
    var numbers = Numbers(seed: UInt64(number) + 1)
    var found: [String] = []
    var positive = 0
    for _ in 0..<1_000 {
      let text = Self.name(&numbers)
      guard Self.isName(text) else { continue }
      let qtype = [QTYPE.a, .aaaa, .a, .aaaa, .any, .txt][numbers.next(6)]
      let query = Message.query("\(text).dev.example.com", qtype)
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
