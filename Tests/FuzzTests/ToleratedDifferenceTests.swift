import DNSWire
import FuzzDriver
import LDNSProperties
import TestMessages
import Testing
import WireProperties

@Suite struct `A difference from ldns that is tolerated` {
  private static let query = Message.query("a.example")
  private static let a = addressRecord()

  /// For each difference, in their order, a message that has it.
  private static let messages: [Message] = [
    query.with { $0.flags = 0x0040 },
    // An A record of class CH has a name and a number; to ldns it has an address.
    query.with { $0.additional = [record(.a, class: .ch, [1, 2, 3])] },
    query.with { $0.additional = [record(RRType(rawValue: 23), wire("foo.example"))] },
    query.with { $0.additional = [tsig(), a, a] },
    query.with { $0.additional = [tsig(key: "b.example"), tsig(), a, a] },
    query.with { $0.additional = [opt(option(3)), opt(size: 512)] },
    query.with { $0.additional = [opt(owner: wire("a.example"))] },
  ]

  private func violation(
    _ octets: [UInt8], as values: MessageValues? = nil, _ differences: [ToleratedDifference]
  ) throws -> String? {
    let read = try MessageValues(asLeafReads: octets)
    do {
      try checkThatLDNS(reads: octets, as: values ?? read, tolerating: differences)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `has a message each that shows why`() {
    #expect(Self.messages.count == ToleratedDifference.all.count)
  }

  @Test(arguments: messages.indices)
  func `is needed for a message`(index: Int) throws {
    let octets = Self.messages[index].octets
    #expect(try violation(octets, ToleratedDifference.all) == nil)
    var others = ToleratedDifference.all
    others.remove(at: index)
    #expect(try violation(octets, others)?.hasPrefix("ldns") == true)
  }

  @Test(arguments: messages.indices)
  func `hides no other difference`(index: Int) throws {
    let octets = Self.messages[index].octets
    let read = try MessageValues(asLeafReads: octets)
    let changes: [(inout MessageValues) -> Void] = [
      { $0.id += 1 }, { $0.flags ^= 0x0100 }, { $0.questions[0].qtype += 1 },
      { $0.records.insert(Self.extra, at: 0) },
    ]
    for change in changes {
      var values = read
      change(&values)
      #expect(try violation(octets, as: values, ToleratedDifference.all)?.hasPrefix("ldns") == true)
    }
  }

  @Test func `is not looked into where a name stands in a TYPE`() throws {
    // The second record's owner points to the 0 of the first one's TYPE, and is the root therefore.
    let pointer = UInt8(12 + question("a.example").count + 1)
    let records = [
      record(.tkey, [1]), record(owner: [0xC0, pointer], .tkey, [1]),
    ]
    #expect(try violation(Self.query.with { $0.additional = records }.octets, ToleratedDifference.all) == nil)
  }

  private static let extra = MessageValues.Record(
    section: .answer, owner: PlainName([]), type: 1, rrclass: 1, ttl: 0, rdata: [.octets([192, 0, 2, 1])])
}
