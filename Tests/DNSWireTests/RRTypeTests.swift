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
  @Test(arguments: RDATAFormat.all)
  func `only names of RFC 1035's types are compressible`(format: RDATAFormat) {
    let lengths: [RRType: [Int]] = [
      .ns: [13], .md: [13], .mf: [13], .cname: [13], .mb: [13], .mg: [13], .mr: [13], .ptr: [13],
      .minfo: [13, 16], .soa: [13, 12], .mx: [13],
    ]
    var names: [Range<Int>] = []
    var start = format.nameOffset
    for length in lengths[format.type, default: []] {
      names.append(start..<start + length)
      start += length
    }
    #expect(compressibleNames(format.rdata, format.type) == names)
  }

  @Test func `compressible names are where they stand among other octets`() {
    let octets = [0xEE, 0xEE] + wire("ns1", "example") + [0xEE]
    #expect(compressibleNames(octets, .ns, in: 2..<15) == [2..<15])
  }

  @Test(
    arguments: [
      (.ns, []), (.ns, [1]), (.ns, [0, 0]), (.mx, [0, 0]), (.soa, wire("a") + wire("b")), (.opt, [0]),
      (.ds, [0]), (.cname, [0x40]), (RRType(rawValue: 65_535), [0]),
    ] as [(RRType, [UInt8])])
  func `RDATA that has not its type's fields has no compressible names`(type: RRType, rdata: [UInt8]) {
    #expect(compressibleNames(rdata, type) == [])
  }
}

private func compressibleNames(_ octets: [UInt8], _ type: RRType, in rdata: Range<Int>? = nil) -> [Range<Int>]
{
  octets.span.compressibleNames(in: rdata ?? octets.indices, of: type)
}
