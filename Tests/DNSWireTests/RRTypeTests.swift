import DNSWire
import TestMessages
import Testing

@Suite struct `The table of types` {
  private static let registry = RRType.registry

  @Test func `no number stands there twice`() {
    #expect(Set(Self.registry.map(\.type)).count == Self.registry.count)
  }

  @Test func `no mnemonic stands there twice`() {
    #expect(Set(Self.registry.map(\.mnemonic)).count == Self.registry.count)
  }

  @Test func `it is in the order of the numbers`() {
    let numbers = Self.registry.map(\.type.rawValue)
    #expect(numbers == numbers.sorted())
  }

  @Test func `each mnemonic is in the letters that text is compared in`() {
    let others = Self.registry.map(\.mnemonic).filter { $0 != $0.uppercased() || $0.hasPrefix("TYPE") }
    #expect(others == [])
  }

  @Test func `each type is found by number and by mnemonic`() {
    for entry in Self.registry {
      #expect(entry.type.description == entry.mnemonic)
      #expect(RRType(presentation: entry.mnemonic) == entry.type)
      #expect(entry.type.fields?.count == entry.fields?.count)
    }
  }

  @Test func `no other number is found`() {
    let known = Set(Self.registry.map(\.type))
    let found = (UInt16.min...UInt16.max).map { RRType(rawValue: $0) }
      .filter { !known.contains($0) && ($0.fields != nil || $0.description != "TYPE\($0.rawValue)") }
    #expect(found == [])
  }

  @Test func `the types that have fields are those whose RDATA is tried here`() {
    let withFields = Self.registry.filter { $0.fields != nil }.map(\.type)
    #expect(Set(withFields) == Set(RDATAFormat.all.map(\.type)))
  }
}

@Suite struct `RDATA by its fields` {
  private static let after = [UInt8](repeating: 0, count: 64)

  private func read(_ format: RDATAFormat, _ rdata: some Sequence<UInt8>) throws(WireError) {
    _ = try readRecord(header + record(owner: [0], format.type, rdata: Array(rdata)) + Self.after)
  }

  @Test(arguments: RDATAFormat.exact)
  func `cut short anywhere it is rejected`(format: RDATAFormat) {
    for length in format.rdata.indices {
      #expect(throws: WireError.rdataLength(offset: 23)) { try read(format, format.rdata.prefix(length)) }
    }
  }

  @Test(arguments: RDATAFormat.open)
  func `what goes on to the end may end after any of its parts`(format: RDATAFormat) {
    let read = format.rdata.indices.filter { length in
      (try? self.read(format, format.rdata.prefix(length))) != nil
    }
    #expect(read == format.rdata.indices.filter(format.mayEnd))
  }

  /// RFC 3597 §4: the types of RFC 1035 alone.
  /// What is at hand without the registry is what that says.
  @Test func `only names of RFC 1035's types are compressible`() {
    for number in UInt16.min...UInt16.max {
      let type = RRType(rawValue: number)
      let fields = type.fields.map { fields in (0..<fields.count).map { fields[$0] } } ?? []
      let before = fields.prefix { !$0.isCompressibleName }
      let count = fields.count { $0.isCompressibleName }
      #expect(type.compressibleNames?.count ?? 0 == count, "\(type)")
      guard let names = type.compressibleNames else { continue }
      #expect(names.offset == before.count * 2, "\(type)")
      let areNumbers = before.allSatisfy { if case .uint16 = $0 { true } else { false } }
      let areNames = fields.dropFirst(before.count).prefix(count).allSatisfy { $0.isCompressibleName }
      #expect(areNumbers && areNames, "\(type)")
    }
  }
}

extension RDATAField {
  fileprivate var isCompressibleName: Bool {
    if case .compressibleName = self { true } else { false }
  }
}
