import DNSWire
import Testing

@testable import DNSZoneFile

@Suite struct `RFC 4034 §6.1 the order of a zone's names` {
  /// Labels from the last to the first.
  private static func labels(_ name: DomainName) -> [[UInt8]] {
    name.labelOffsets.reversed().map { offset in
      (offset + 1...offset + Int(name[offset])).map { DomainName.lowercased(name[$0]) }
    }
  }

  private static func precedes(_ left: DomainName, _ right: DomainName) -> Bool {
    labels(left).lexicographicallyPrecedes(labels(right)) { $0.lexicographicallyPrecedes($1) }
  }

  private func printedNames(_ names: [String]) -> [String] {
    let text = names.map { "\($0) A 192.0.2.1\n" }.joined()
    return lines("$TTL 60\n" + text).map { String($0.prefix { $0 != " " }) }
  }

  private func sorted(_ names: [String]) throws -> [String] {
    try Set(names.map { try DomainName(presentation: $0 + ".example") }).sorted(by: Self.precedes)
      .map { DomainName(wireForm: $0.wireForm.map(DomainName.lowercased))?.description ?? "" }
  }

  @Test func `is that of their labels from the last on, octet by octet`() throws {
    var generator = SystemRandomNumberGenerator()
    for longest in [1, 3, 9, 18, 40] {
      let names = (0..<600).map { _ in
        (0..<Int.random(in: 1...5, using: &generator)).map { _ in
          (0..<Int.random(in: 1...longest, using: &generator)).map { _ in
            ["\\000", "\\001", "\\002", "a", "A", "b", "\\255"].randomElement(using: &generator) ?? "a"
          }.joined()
        }.joined(separator: ".")
      }
      #expect(printedNames(names) == (try sorted(names)))
    }
  }

  @Test(arguments: ["customer-of-the-year-", "\\000\\001\\000", "x.customer-of-the-year-"])
  func `is so for many that begin alike`(start: String) throws {
    let names = (0..<300).map { "\(start)\($0 * 7919 % 300)" }
    let below = (0..<300).map { "\($0 * 7919 % 300).\(start)" }
    let twice = names + below + names
    #expect(printedNames(twice) == (try sorted(twice)))
  }

  @Test func `takes names of 127 labels`() throws {
    let deep = String(repeating: "a.", count: 120)
    let names = (0..<99).map { "\($0 * 31 % 99).\(deep)b" } + (0..<99).map { "\(deep)\($0)" }
    #expect(printedNames(names) == (try sorted(names)))
  }

  @Test func `finds each name by it, and no other`() throws {
    let names = (0..<200).flatMap {
      ["n\($0)", "a-name-of-some-length.n\($0)", "a-name-of-some-length-\($0)"]
    }
    let zone = OrderedZone(read("$TTL 60\n" + names.map { "\($0) A 192.0.2.1\n" }.joined()))
    for name in names { #expect(try found(name, in: zone) == name + ".example.") }
    for name in ["n", "n200", "m.n7", "a-name-of-some-length", "zz"] {
      #expect(try found(name, in: zone) == nil)
    }
  }

  private func found(_ name: String, in zone: OrderedZone) throws -> String? {
    let wireForm = try DomainName(presentation: name + ".example").wireForm
    return zone.owner(named: 0, in: wireForm.span).map {
      zone.zone.owner(of: zone.zone.records[$0.records.lowerBound]).description
    }
  }
}
