import DNSWire
import FuzzDriver
import TestMessages
import Testing
import ZoneProperties

/// The property of fuzz-zonefile finds what it is there for.
@Suite struct `A spoiled reading of a zone file` {
  private static let soa = ZoneRecord(
    owner: wire("example"), type: .soa, ttl: 5, rdata: [0, 0] + [UInt8](repeating: 0, count: 20))

  private func a(_ owner: [UInt8], ttl: UInt32 = 5, _ last: UInt8) -> ZoneRecord {
    ZoneRecord(owner: owner, type: .a, ttl: ttl, rdata: [192, 0, 2, last])
  }

  @Test func `has records in another order`() {
    let (a, b) = (wire("a.example"), wire("b.example"))
    let unordered = [
      [self.a(b, 1), self.a(a, 1)], [self.a(a, 2), self.a(a, 1)], [self.a(a, 1), self.a(a, 1)],
      [self.a(wire("example"), 1), Self.soa], [self.a(a, 1), self.a(a, ttl: 6, 2)],
      [self.a(wire("a.a.example"), 1), self.a(a, 1)],
    ]
    for records in unordered {
      #expect(violation { () throws(Violation) in try requireOrder(of: records) }?.contains("before") == true)
    }
    let ordered = [Self.soa, self.a(wire("example"), 1), self.a(a, 1), self.a(a, 2), self.a(b, 1)]
    #expect(violation { () throws(Violation) in try requireOrder(of: ordered) } == nil)
  }

  @Test func `is not what ldns reads`() {
    let line = "a.example.\t5\tIN\tA\t192.0.2.1\n"
    let owner = wire("a.example")
    func found(_ text: String, _ record: ZoneRecord) -> String? {
      violation { () throws(Violation) in try checkThatLDNS(reads: text, as: [record], tolerating: []) }
    }
    #expect(found(line, a(owner, 1)) == nil)
    #expect(found(line, a(owner, 2))?.contains("what ldns reads of a.example.") == true)
    #expect(found(line, a(owner, ttl: 6, 1))?.contains("what ldns reads of") == true)
    #expect(found(line, a(wire("b.example"), 1))?.contains("what ldns reads of") == true)
    #expect(found(line + line, a(owner, 1))?.contains("the lines of") == true)
    #expect(found("a.example. 5 IN A 192.0.2\n", a(owner, 1))?.contains("ldns does not read") == true)
  }

  /// For each difference from ldns, in their order, a line that has it.
  private static let unlike = [
    "a.example.\t5\tIN\tRESINFO\t\"b\"\n", "a.example.\t5\tIN\tNSAP-PTR\tfoo.\n",
    "a.example.\t5\tIN\tATMA\t+1\n", "a.example.\t5\tIN\tKEY\t49152 3 5\n",
    "a.example.\t5\tIN\tSVCB\t1 b. alpn=\"f\\\\\\\\oo\"\n", "a.example.\t5\tIN\tNSEC3\t1 0 1 - 00 A\n",
    "a.example.\t5\tIN\tNS\t\\@.b.\n",
  ]

  @Test(arguments: unlike.indices)
  func `is tolerated for this alone`(index: Int) {
    #expect(Self.unlike.count == UnlikeLDNS.all.count)
    var others = UnlikeLDNS.all
    others.remove(at: index)
    let text = Self.unlike[index]
    #expect(violation { () throws(Violation) in try writtenAsRead(text, UnlikeLDNS.all) } == nil)
    #expect(
      violation { () throws(Violation) in try writtenAsRead(text, others) }?.contains("ldns") == true)
  }

  private func writtenAsRead(_ text: String, _ differences: [UnlikeLDNS]) throws(Violation) {
    try zoneFilesAreWrittenAsTheyAreRead(Array(text.utf8), tolerating: differences)
  }
}
