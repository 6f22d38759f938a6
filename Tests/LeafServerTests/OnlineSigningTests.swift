import DNSSecurity
import DNSWire
import LeafCore
import ProgramSupport
import Testing

@testable import LeafConfiguration
@testable import LeafServer

/// Zones of all kinds that are signed as they are asked for, and what they say, taken apart.
private struct SignedServer {
  private static let configuration = """
    zones = ["dev.example", "low.dev.example", "nip.example", "sslip.example", "no.example", "2.0.192.in-addr.arpa", "b.w.dev.example"]
    [dnssec]
    enabled = true
    [hosts]
    "ns1.dev.example" = ["192.0.2.1", "2001:db8::1"]
    [zone."dev.example"]
    ipv6 = true
    informational = ["ip", "version"]
    acme = "acme.example"
    any = "hinfo"
    rrset_order = "rotated"
    deny = ["private"]
    records = [
      "*.big TXT \(String(repeating: "y", count: 250)) \(String(repeating: "z ", count: 100))",
      "*.bigger TXT \(String(repeating: "long-\(String(repeating: "x", count: 200)) ", count: 5))", "*.w TXT wild", "*.w MX 10 Mail.w", "*.w MX 5 mail.example.", "*.w CAA 0 issue x", "sub NS ns.other.",
      "alias CNAME www.w", "gone CNAME nope", "made CNAME 192-0-2-9", "abroad CNAME 192-0-2-9.no.example.", "old DNAME w", "@ MX 10 mail", "safe NS ns.other.",
      "safe DS 1 13 2 \(String(repeating: "07", count: 32))", "a.b.c A 192.0.2.7", "loc CAA 0 issue y"]
    [zone."nip.example"]
    dialect = "nip"
    acme = "delegate"
    absent = "nodata"
    [zone."sslip.example"]
    dialect = "sslip"
    deny = ["10.0.0.0/8"]
    blocked = "nxdomain"
    [zone."no.example".dnssec]
    enabled = false
    [zone."b.w.dev.example"]
    any = "all"
    records = ["*.all TXT one", "*.all TXT two", "*.all A 192.0.2.8"]
    [zone."low.dev.example".dnssec]
    enabled = false
    [zone."2.0.192.in-addr.arpa"]
    synthesize = "reverse"
    reverse_zone = "Dev.example"
    """

  let authority: Authority
  let table = SignatureTable.random(signatures: 1_000)
  private let now = Now(monotonic: .seconds(1), unixTime: 1_795_000_000)

  /// The root zone, with names of all kinds.
  static let rootZone = """
    zones = ["."]
    [dnssec]
    enabled = true
    [hosts]
    "ns1" = ["192.0.2.1"]
    [zone."."]
    records = ["a.b.c A 192.0.2.7", "*.w TXT wild", "sub NS ns.other.", "old DNAME w", "alias CNAME nope"]
    """

  init(
    algorithm: String = "ecdsap256sha256", _ denial: DenialMethod = .compact, limit: UInt32? = nil,
    _ text: String = Self.configuration
  ) throws {
    let settings = "enabled = true\nalgorithm = '\(algorithm)'\ndenial = '\(denial.rawValue)'"
    let file = Array(text.replacing("enabled = true", with: settings).utf8)
    let configuration = try LoadedConfiguration(
      commandLine: CommandLineValues(flags: [:]), environment: [:], coreCount: 1
    ) { path throws(FileError) in path == "leaf.toml" ? file : nil }.configuration
    let signing = LoadSigning(
      folder: "/nowhere", withoutKey: .isShown, time: now.unixTime, online: OnlineSigning(table, limit: limit)
    )
    var zones: [DomainName: Zone] = [:]
    for apex in configuration.zones {
      guard let origin = configuration.origin(of: apex) else { continue }
      let load = ZoneLoad(
        apex, configuration.settings(of: apex), configuration.dialect(of: apex), origin, signing)
      try #require(load.problems.errorCount == 0, "\(load.problems.told)")
      zones[apex] = load.zone
    }
    authority = configuration.authority(randomSecret: .random()) { zones[$0] }
  }

  struct Record {
    let section: Int
    let owner: DomainName
    let type: RRType
    let ttl: UInt32
    /// Names in it uncompressed.
    let rdata: [UInt8]
  }

  struct Response {
    var rcode: UInt8 = 0
    var isAuthoritative = false
    var isTruncated = false
    /// Of the OPT record.
    var flags: UInt32 = 0
    var records: [Record] = []
  }

  /// - Parameter flags: DO and CO; nil for no EDNS.
  func ask(_ name: DomainName, _ type: QTYPE, _ flags: UInt16? = 0x8000, over transport: Transport = .tcp)
    throws -> Response?
  {
    let query = [UInt8](capacity: 512) { message in
      message.append(
        // By which the records of an RRset are rotated.
        Header(
          id: .random(in: 0...99), flags: Flags(opcode: .query), questionCount: 1,
          additionalCount: flags == nil ? 0 : 1))
      message.append(name, qtype: type, qclass: .in)
      guard let flags else { return }
      message.appendOPT(
        payloadSize: 1_232, rcode: .noError, dnssecOK: flags & 0x8000 != 0, compactOK: flags & 0x4000 != 0,
        optionsLength: 0)
    }
    var outcome = Outcome.none(.truncatedHeader)
    let octets = [UInt8](capacity: ResponseLength.stream) { output in
      outcome = respond(
        to: query.span, from: .ipv4(IPv4Address(198, 51, 100, 1)), over: transport, at: now, using: authority,
        limits: .unlimited, into: &output)
    }
    guard case .response = outcome else {
      #expect(octets.isEmpty)
      return nil
    }
    return try Response(octets)
  }

  /// The keys of a zone.
  func keys(of zone: DomainName) throws -> [DNSKEY] {
    try ask(zone, QTYPE(.dnskey))?.records.filter { $0.type == .dnskey }.compactMap {
      DNSKEY(rdata: $0.rdata)
    } ?? []
  }

  var clock: UInt32 { UInt32(now.unixTime) }
}

extension SignedServer.Response {
  fileprivate init(_ octets: [UInt8]) throws {
    let message = octets.span
    let header = try Header(of: message)
    (rcode, isAuthoritative) = (UInt8(header.flags.rcode.rawValue), header.flags.contains(.authoritative))
    isTruncated = header.flags.contains(.truncated)
    var offset = Header.length
    for _ in 0..<header.questionCount { _ = try message.readQuestion(at: &offset) }
    let counts = [header.answerCount, header.authorityCount, header.additionalCount]
    for (section, count) in counts.enumerated() {
      for _ in 0..<count {
        let start = offset
        let record = try message.readRecord(at: &offset)
        if record.type == .opt {
          flags = record.ttl & 0xFFFF
          continue
        }
        records.append(
          SignedServer.Record(
            section: section, owner: try message.readName(at: start), type: record.type, ttl: record.ttl,
            rdata: try octets.wholeRDATA(record.rdata, record.type)))
      }
    }
    #expect(offset == octets.count)
  }

  /// The RRsets of answer and authority that are no signatures.
  fileprivate var sets: [RRset] {
    var sets: [RRset] = []
    for record in records where record.section < 2 && record.type != .rrsig {
      guard !sets.contains(where: { $0.owner == record.owner && $0.type == record.type }) else { continue }
      sets.append(
        RRset(
          owner: record.owner, type: record.type,
          records: records.filter { $0.owner == record.owner && $0.type == record.type }.map(\.rdata)))
    }
    return sets
  }
}

extension [UInt8] {
  /// What a record at a range of a message holds, its names uncompressed.
  func wholeRDATA(_ range: Range<Int>, _ type: RRType) throws -> [UInt8] {
    guard let names = type.compressibleNames else { return Array(self[range]) }
    var offset = range.lowerBound + names.offset
    var whole = Array(self[range.lowerBound..<offset])
    for _ in 0..<names.count {
      var name = DomainName.root
      try span.readName(at: &offset, into: &name)
      whole += name.wireForm
    }
    return whole + self[offset..<range.upperBound]
  }
}

private let caa = RRType(rawValue: 257)

@Suite struct `Signing as it is asked for` {
  private static let labels = [
    "1-2-3-4", "192-0-2-9", "10-0-0-1", "2001-db8--1", "4", "3", "1", "7", "255", "www", "w", "*", "a", "b",
    "c",
    "_acme-challenge", "ip", "version", "ns1", "sub", "safe", "alias", "gone", "made", "old", "loc", "nope",
    "big", "bigger",
    "acme",
    "x\\001", String(repeating: "y", count: 63), "n\\000", "\\000", "\\255", "@", "[x[", "@\\255", "z",
    "\(String(repeating: "\\255", count: 62))@", String(repeating: "\\255", count: 63),
  ]
  private static let apexes = [
    "dev.example", "nip.example", "sslip.example", "no.example", "2.0.192.in-addr.arpa", "b.w.dev.example",
  ]
  private static let types: [RRType] = [
    .a, .aaaa, .txt, .mx, .ns, .soa, .ds, .dnskey, .cname, .ptr, .nsec, caa, .cds, .hinfo,
  ]

  private static func name(
    in apexes: [String] = Self.apexes, _ random: inout SeededGenerator
  ) throws -> DomainName {
    let apex = apexes.randomElement(using: &random) ?? ""
    let labels = (0..<Int.random(in: 0...4, using: &random)).compactMap { _ in
      Self.labels.randomElement(using: &random)
    }
    let text = (labels + [apex]).joined(separator: ".")
    let mixed = String(text.map { Bool.random(using: &random) ? Character($0.uppercased()) : $0 })
    let name = (try? DomainName(presentation: mixed)) ?? .root
    return Int.random(in: 0..<8, using: &random) == 0 ? longest(above: name, &random) : name
  }

  /// A name of 255 octets or nearly so, with the labels of another one before them.
  private static func longest(above name: DomainName, _ random: inout SeededGenerator) -> DomainName {
    var octets = name.wireForm
    let last: [UInt8] = [0, 1, 0x40, 0x5B, 0x78, 0xFE, 0xFF]
    while octets.count < 254 {
      let count = min(Int.random(in: 1...63, using: &random), 254 - octets.count)
      let fill = last.randomElement(using: &random) ?? 0
      let end = last.randomElement(using: &random) ?? 0
      octets = [UInt8(count)] + [UInt8](repeating: fill, count: count - 1) + [end] + octets
    }
    return DomainName(wireForm: octets) ?? name
  }

  /// All that a validator finds wrong with a response of a zone that is signed.
  private static func problems(
    _ response: SignedServer.Response, _ name: DomainName, _ type: RRType, _ keys: [DomainName: [DNSKEY]],
    at time: UInt32
  ) -> [String] {
    var problems: [String] = []
    for set in response.sets {
      // What is asked of the parent of a zone is signed by that.
      let zone = keys.keys.filter {
        set.owner.isEqualToOrBelow($0) && !(type == .ds && name == set.owner && name == $0)
      }
      .max { $0.count < $1.count }
      guard let zone, let zoneKeys = keys[zone], !zoneKeys.isEmpty else { continue }
      let isCut = set.type == .ns && set.owner != zone
      let isSubstituted =
        set.type == .cname
        && response.records.contains { $0.type == .dname && set.owner.isEqualToOrBelow($0.owner) }
      if isCut || isSubstituted { continue }
      let signatures = response.records.filter { $0.type == .rrsig && $0.owner == set.owner }.compactMap {
        RRSIG(rdata: $0.rdata)
      }
      .filter { $0.typeCovered == set.type }
      let isValid = signatures.contains { signature in
        zoneKeys.contains { set.isSigned(signature, by: $0, at: time) }
      }
      if !isValid { problems.append("\(set.owner) \(set.type) is not signed") }
      let count = set.owner.labelOffsets.count
      if signatures.contains(where: { Int($0.labels) != count && set.owner.wireForm.prefix(2) != [1, 42] }) {
        problems.append("\(set.owner) \(set.type) is signed as another name")
      }
    }
    return problems
  }

  /// What the NSEC record of a name has of it.
  private static func types(_ response: SignedServer.Response, _ name: DomainName) -> (
    next: DomainName, has: (RRType) -> Bool
  )? {
    guard let nsec = response.records.first(where: { $0.type == .nsec && $0.owner == name }) else {
      return nil
    }
    var offset = 0
    var next = DomainName.root
    guard (try? nsec.rdata.span.readName(at: &offset, into: &next)) != nil else { return nil }
    let bitmap = offset..<nsec.rdata.count
    return (next, { nsec.rdata.span.hasType($0, in: bitmap) })
  }

  @Test(arguments: ["ecdsap256sha256", "ed25519"])
  func `says nothing that a validator would not believe, and the same as without`(algorithm: String) throws {
    let server = try SignedServer(algorithm: algorithm)
    let plain = try SignedServer(algorithm: algorithm)
    var keys: [DomainName: [DNSKEY]] = [:]
    for apex in Self.apexes {
      let apex = try DomainName(presentation: apex)
      keys[apex] = try server.keys(of: apex)
    }
    #expect(keys.values.count { $0.count == 1 } == 5)
    var random = SeededGenerator(seed: 17)
    var (denials, wildcards, cuts) = (0, 0, 0)
    for _ in 0..<6_000 {
      let name = try Self.name(&random)
      let type = Self.types.randomElement(using: &random) ?? .a
      let signed = try #require(try server.ask(name, QTYPE(type)))
      let other = try #require(try plain.ask(name, QTYPE(type), nil))
      let found = Self.problems(signed, name, type, keys, at: server.clock)
      #expect(found == [], "\(name) \(type)")
      // CO brings the RCODE back (RFC 9824 §5.1).
      let known = try #require(try server.ask(name, QTYPE(type), 0xC000))
      if type != .nsec { #expect(known.rcode == other.rcode, "\(name) \(type)") }
      let alias = signed.records.last { $0.section == 0 && $0.type == .cname && type != .cname }
      let end = alias.flatMap { DomainName(wireForm: $0.rdata) } ?? name
      let isDenied = !signed.records.contains { $0.section == 0 && $0.owner == end && $0.type == type }
      if type != .nsec, type != .dnskey, type != .cds {
        let answers = { (response: SignedServer.Response) in
          response.records.filter { $0.section == 0 && $0.type != .rrsig }.map {
            "\($0.owner) \($0.type) \($0.rdata)"
          }.sorted()
        }
        #expect(answers(signed) == answers(other), "\(name) \(type)")
      }
      guard isDenied, signed.rcode != 5, let types = Self.types(signed, end) else {
        let zone = keys.filter { !$0.value.isEmpty && end.isEqualToOrBelow($0.key) }
        let isReferred = signed.records.contains { $0.section == 1 && $0.type == .ns }
        if isReferred { cuts += 1 }
        #expect(
          !isDenied || zone.isEmpty || isReferred || signed.rcode == 5 || type == .hinfo,
          "\(name) \(type): nothing is shown of \(end)")
        continue
      }
      denials += 1
      // At a zone cut the zone below has the type.
      #expect(
        (!types.has(type) || !signed.isAuthoritative) && !types.has(.cname) && types.has(.rrsig)
          && types.has(.nsec), "\(name) \(type)")
      #expect(types.has(RRType(rawValue: 128)) == (other.rcode == 3), "\(name) \(type)")
      #expect(signed.rcode == 0)
      if types.has(.txt), types.has(caa) { wildcards += 1 }
    }
    #expect(denials > 500 && wildcards > 5 && cuts > 20, "\(denials) \(wildcards) \(cuts)")
  }

  /// What answers have shown, to be held against each other.
  private struct Shown {
    let apexes: Dictionary<DomainName, [DNSKEY]>.Keys
    var proofs: [DenialProof] = []
    /// Names that are there, and the types that they have answered with.
    var names: [DomainName: Set<UInt16>] = [:]

    /// Names that are there, but have been shown not to be, or not to have what they have.
    var contradictions: [String] {
      let names = names.map { (name: $0.key, position: $0.key.position, types: $0.value) }.sorted {
        $0.position.lexicographicallyPrecedes($1.position)
      }
      var found: [String] = []
      for proof in proofs {
        for link in proof.links where !link.isHash && link.owner.lexicographicallyPrecedes(link.next) {
          let start = names.partitioningIndex { !$0.position.lexicographicallyPrecedes(link.owner) }
          for entry in names[start...].prefix(while: { $0.position.lexicographicallyPrecedes(link.next) })
          // Names of zones below are none of this one.
          where !apexes.contains(where: { $0.count > proof.zone.count && entry.name.isEqualToOrBelow($0) })
            && (entry.position != link.owner || !entry.types.isSubset(of: link.types))
          {
            found.append("\(entry.name) \(entry.types)")
          }
        }
      }
      return found
    }
  }

  /// Asks one question, and has what the answer denies proved.
  ///
  /// - Returns: Whether it denies something.
  private func prove(
    _ name: DomainName, _ type: RRType, _ server: SignedServer, _ keys: [DomainName: [DNSKEY]],
    _ shown: inout Shown
  ) throws -> Bool {
    let signed = try #require(try server.ask(name, QTYPE(type)))
    let plain = try #require(try server.ask(name, QTYPE(type), nil))
    #expect(Self.problems(signed, name, type, keys, at: server.clock) == [], "\(name) \(type)")
    #expect(signed.rcode == plain.rcode, "\(name) \(type)")
    for record in signed.records where record.section == 0 && record.type != .rrsig {
      shown.names[record.owner, default: []].insert(record.type.rawValue)
    }
    let alias = signed.records.last { $0.section == 0 && $0.type == .cname && type != .cname }
    let end = alias.flatMap { DomainName(wireForm: $0.rdata) } ?? name
    let denials = signed.records.filter { $0.section == 1 && ($0.type == .nsec || $0.type == .nsec3) }
    let isAnswered = signed.records.contains { $0.section == 0 && $0.owner == end && $0.type == type }
    let zone = keys.filter { zone, keys in
      !keys.isEmpty && end.isEqualToOrBelow(zone) && !(type == .ds && zone == end && zone.count > 1)
    }.keys.max { $0.count < $1.count }
    guard let zone, !isAnswered, signed.rcode != 5, type != .hinfo else { return false }
    let proof = try DenialProof(zone, denials.map { ($0.owner, $0.type, $0.rdata) })
    shown.proofs.append(proof)
    let cut = signed.records.first { $0.section == 1 && $0.type == .ns }
    if let cut, !signed.isAuthoritative || alias != nil {
      guard !signed.records.contains(where: { $0.type == .ds }) else { return false }
      let types = try proof.types(of: cut.owner)
      #expect(types?.contains(2) == true && types?.isDisjoint(with: [6, 43]) == true, "\(name) \(type)")
    } else if signed.rcode == 3 {
      let fault = try proof.faultOfNameError(end)
      #expect(fault == nil, "\(name) \(type)")
    } else {
      shown.names[end, default: []].formUnion([])
      let fault = try proof.faultOfNoData(end, type)
      #expect(fault == nil, "\(name) \(type)")
    }
    return true
  }

  private static let denials: [(DenialMethod, String)] = [
    (.nsec, "ecdsap256sha256"), (.nsec3, "ecdsap256sha256"), (.nsec, "ed25519"), (.nsec3, "ed25519"),
  ]

  @Test(arguments: denials)
  func `proves with NSEC and NSEC3 just what is not there`(denial: DenialMethod, algorithm: String) throws {
    let server = try SignedServer(algorithm: algorithm, denial)
    var keys: [DomainName: [DNSKEY]] = [:]
    for apex in Self.apexes {
      let apex = try DomainName(presentation: apex)
      keys[apex] = try server.keys(of: apex)
    }
    var random = SeededGenerator(seed: 18)
    var shown = Shown(apexes: keys.keys)
    var count = 0
    for _ in 0..<3_000 {
      let name = try Self.name(&random)
      let type = Self.types.filter { $0 != .nsec }.randomElement(using: &random) ?? .a
      if try prove(name, type, server, keys, &shown) { count += 1 }
    }
    #expect(count > 1_000)
    // Whatever is kept back there as if it were not may have others below it.
    let sslip = try DomainName(presentation: "sslip.example")
    shown.proofs.removeAll { $0.zone == sslip }
    #expect(shown.contradictions == [])
  }

  @Test(arguments: [DenialMethod.nsec, .nsec3])
  func `proves what is not in the root zone`(denial: DenialMethod) throws {
    let server = try SignedServer(denial, SignedServer.rootZone)
    let keys = [DomainName.root: try server.keys(of: .root)]
    var random = SeededGenerator(seed: 19)
    var shown = Shown(apexes: keys.keys)
    var count = 0
    for _ in 0..<1_500 {
      let name = try Self.name(in: [""], &random)
      let type = Self.types.filter { $0 != .nsec }.randomElement(using: &random) ?? .a
      if try prove(name, type, server, keys, &shown) { count += 1 }
    }
    #expect(count > 700)
    #expect(shown.contradictions == [])
  }

  @Test func `tells all types that a name has, beyond the first 256 too`() throws {
    let server = try SignedServer()
    func types(_ name: String, _ type: RRType) throws -> [RRType] {
      let name = try DomainName(presentation: name)
      let response = try #require(try server.ask(name, QTYPE(type)))
      let has = try #require(Self.types(response, name)).has
      return (0..<300).map { RRType(rawValue: $0) }.filter(has)
    }
    let nxname = RRType(rawValue: 128)
    #expect(try types("x.w.dev.example", .a) == [.mx, .txt, .rrsig, .nsec, caa])
    #expect(try types("1-2-3-4.dev.example", .aaaa) == [.a, .rrsig, .nsec])
    #expect(try types("1-2-3-4.sslip.example", .txt) == [.a, .rrsig, .nsec])
    #expect(try types("7.2.0.192.in-addr.arpa", .a) == [.ptr, .rrsig, .nsec])
    #expect(try types("4.dev.example", .a) == [.rrsig, .nsec])
    #expect(try types("c.dev.example", .a) == [.rrsig, .nsec])
    #expect(try types("nope.dev.example", .a) == [.rrsig, .nsec, nxname])
    #expect(try types("nope.nip.example", .a) == [.rrsig, .nsec])
    #expect(try types("10-0-0-1.dev.example", .a) == [.rrsig, .nsec])
    #expect(try types("10-0-0-1.sslip.example", .a) == [.rrsig, .nsec, nxname])
    #expect(try types("ip.dev.example", .aaaa) == [.a, .txt, .rrsig, .nsec])
    #expect(try types("sub.dev.example", .ds) == [.ns, .rrsig, .nsec])
    #expect(try types("_acme-challenge.1-2-3-4.nip.example", .ds) == [.ns, .rrsig, .nsec])
    #expect(try types("dev.example", .txt).contains(.dnskey))
    // It has no NS records in the zone above.
    #expect(try types("low.dev.example", .ds) == [.ns, .rrsig, .nsec])
    #expect(try types("alias.dev.example", .nsec) == [.cname, .rrsig, .nsec])
    #expect(try types("_acme-challenge.dev.example", .nsec) == [.cname, .rrsig, .nsec])
  }

  @Test func `signs all that a wildcard has, each type of it`() throws {
    let server = try SignedServer()
    let apex = try DomainName(presentation: "b.w.dev.example")
    let name = try DomainName(presentation: "x.All.b.w.dev.example")
    let response = try #require(try server.ask(name, .any))
    #expect(
      response.records.map(\.type).sorted { $0.rawValue < $1.rawValue } == [.a, .txt, .txt, .rrsig, .rrsig])
    #expect(
      Self.problems(response, name, .a, [apex: try server.keys(of: apex)], at: server.clock) == [])
    #expect(try server.ask(name, .any, nil)?.records.count == 3)
  }

  @Test func `names as next what comes right behind, and at a zone cut what comes behind all below it`()
    throws
  {
    let server = try SignedServer()
    func next(_ name: [UInt8], _ type: RRType = .a) throws -> [UInt8] {
      let name = try #require(DomainName(wireForm: name))
      let response = try #require(try server.ask(name, QTYPE(type)))
      return try #require(Self.types(response, name)).next.wireForm
    }
    let apex = try DomainName(presentation: "dev.example").wireForm
    #expect(try next([4] + Array("NoPe".utf8) + apex) == [1, 0, 4] + Array("nope".utf8) + apex)
    #expect(try next([3] + Array("sub".utf8) + apex, .ds) == [4] + Array("sub\0".utf8) + apex)
    // No room for another label: the last octet that can be is raised.
    let long = [63] + [UInt8](repeating: 0x78, count: 63)
    #expect(
      try next([49] + [UInt8](repeating: 0x78, count: 48) + [0xFF] + long + long + long + apex)
        == [48] + [UInt8](repeating: 0x78, count: 47) + [0x79] + long + long + long + apex)
    #expect(
      try next([49] + [UInt8](repeating: 0x78, count: 48) + [0x40] + long + long + long + apex)
        == [49] + [UInt8](repeating: 0x78, count: 48) + [0x5B] + long + long + long + apex)
    // One octet is left for the first label, and a label that has none to raise goes.
    let rest = long + long + long + apex
    #expect(
      try next([48] + [UInt8](repeating: 0xFF, count: 48) + rest) == [49]
        + [UInt8](repeating: 0xFF, count: 48) + [0] + rest)
    let raised = [63] + [UInt8](repeating: 0x78, count: 62) + [0x79] + long + long + apex
    #expect(try next([49] + [UInt8](repeating: 0xFF, count: 49) + rest) == raised)
    let last = [UInt8](repeating: 0xFF, count: 63)
    let all = [49] + last.prefix(49) + [63] + last + [63] + last + [63] + last + apex
    #expect(try next(all) == apex)
  }

  private static let xs = [63] + [UInt8](repeating: 0x78, count: 63)
  private static let last = [UInt8](repeating: 0xFF, count: 63)

  /// Names, owners of what covers them, and next names, all without the zone's.
  private static let covers: [(name: [UInt8], owner: [UInt8], next: [UInt8])] = [
    ([4] + Array("NoPe".utf8), [63] + Array("nopd".utf8) + last.prefix(59), [5] + Array("nope\0".utf8)),
    // Upper case would be lowered, and come behind.
    ([2, 0x78, 0x5B], [63, 0x78, 0x40] + last.prefix(61), [3, 0x78, 0x5B, 0]),
    ([2, 0x78, 0], [63] + last + [1, 0x78], [3, 0x78, 0, 0]), ([1, 0], [], [2, 0, 0]),
    (xs, [63] + xs.dropFirst().dropLast() + [0x77], [63] + xs.dropFirst().dropLast() + [0x79]),
    ([63] + last.dropLast() + [0x40], [63] + last.dropLast() + [0x3F], [63] + last.dropLast() + [0x5B]),
    // Behind all below it comes the zone's own name.
    ([63] + last, [63] + last.dropLast() + [0xFE], []),
    // Of what is below a name that is not there the same is shown.
    (
      [1, 0x61] + xs + [4] + Array("nope".utf8), [63] + Array("nopd".utf8) + last.prefix(59),
      [5] + Array("nope\0".utf8)
    ),
  ]

  @Test(arguments: covers)
  func `covers from right before a name to behind all below it`(name: [UInt8], owner: [UInt8], next: [UInt8])
    throws
  {
    let server = try SignedServer(.nsec)
    let apex = try DomainName(presentation: "dev.example").wireForm
    let qname = try #require(DomainName(wireForm: name + apex))
    let response = try #require(try server.ask(qname, QTYPE(.a)))
    let records = response.records.filter { $0.type == .nsec }
    #expect(response.rcode == 3 && records.count == 2)
    #expect(records[0].owner.wireForm == owner + apex)
    #expect(Array(records[0].rdata.prefix(next.count + apex.count)) == next + apex)
    #expect(records[1].owner.wireForm == [63, 0x29] + Self.last.dropLast() + apex)
    #expect(Array(records[1].rdata.prefix(3)) == [2, 0x2A, 0])
  }

  @Test func `tells how names are hashed, and has no NSEC records where it has NSEC3`() throws {
    let server = try SignedServer(.nsec3)
    let apex = try DomainName(presentation: "dev.example")
    let parameters = try #require(try server.ask(apex, QTYPE(RRType(rawValue: 51))))
    #expect(parameters.records.map(\.type) == [.nsec3param, .rrsig] && parameters.records[0].ttl == 0)
    #expect(parameters.records[0].rdata == [1, 0, 0, 0, 0])
    func types(_ name: String, _ type: RRType) throws -> Set<UInt16>? {
      let name = try DomainName(presentation: name)
      let response = try #require(try server.ask(name, QTYPE(type)))
      let records = response.records.filter { $0.type == .nsec3 }.map { ($0.owner, $0.type, $0.rdata) }
      return try DenialProof(apex, records).types(of: name)
    }
    #expect(try types("dev.example", .txt) == [2, 6, 15, 46, 48, 51, 59, 60])
    #expect(try types("x.w.dev.example", .a) == [15, 16, 46, 257])
    #expect(try types("c.dev.example", .a) == [])
    #expect(try types("sub.dev.example", .ds) == [2])
    #expect(try types("1-2-3-4.dev.example", .nsec) == [1, 46])
    // It is followed as for any other type.
    let alias = try #require(try server.ask(try DomainName(presentation: "alias.dev.example"), QTYPE(.nsec)))
    #expect(alias.records.first?.type == .cname)
  }

  @Test(arguments: [DenialMethod.nsec, .nsec3])
  func `keeps the RCODE, and knows no CO, without compact denial`(denial: DenialMethod) throws {
    let server = try SignedServer(denial)
    let name = try DomainName(presentation: "nope.dev.example")
    let response = try #require(try server.ask(name, QTYPE(.a), 0xC000))
    #expect(response.rcode == 3 && response.flags == 0x8000)
    #expect(try server.ask(name, QTYPE(.rrsig))?.rcode == 3)
    #expect(try server.ask(try DomainName(presentation: "1-2-3-4.dev.example"), QTYPE(.rrsig))?.rcode == 5)
    // Of what is there it makes no new signature.
    let made = server.table.figures.made
    #expect(try server.ask(try DomainName(presentation: "x.Nope.dev.example"), QTYPE(.a))?.rcode == 3)
    #expect(server.table.figures.made == made)
  }

  @Test func `makes each signature once, and none over the limit`() throws {
    let server = try SignedServer(limit: 3)
    let name = try DomainName(presentation: "1-2-3-4.dev.example")
    for _ in 0..<5 { #expect(try server.ask(name, QTYPE(.a)) != nil) }
    #expect(
      server.table.figures.made == 1 && server.table.figures.hits == 4 && server.table.figures.used == 1)
    #expect(try server.ask(try DomainName(presentation: "1-2-3-5.dev.example"), QTYPE(.a)) != nil)
    #expect(try server.ask(try DomainName(presentation: "nope.dev.example"), QTYPE(.a)) != nil)
    // Over the limit nothing goes out, but for what needs no new signature.
    #expect(try server.ask(try DomainName(presentation: "1-2-3-6.dev.example"), QTYPE(.a)) == nil)
    #expect(try server.ask(name, QTYPE(.a)) != nil)
    #expect(try server.ask(try DomainName(presentation: "dev.example"), QTYPE(.soa)) != nil)
    #expect(try server.ask(try DomainName(presentation: "1-2-3-6.dev.example"), QTYPE(.a), 0) != nil)
    #expect(server.table.figures.refused == 1)
  }

  @Test func `shows CO to who sets it, truncates where there is no room, and leaves others as they were`()
    throws
  {
    let server = try SignedServer()
    let name = try DomainName(presentation: "nope.dev.example")
    #expect(try server.ask(name, QTYPE(.a), 0xC000)?.flags == 0xC000)
    #expect(try server.ask(name, QTYPE(.a), 0x8000)?.flags == 0x8000)
    #expect(try server.ask(name, QTYPE(.a), 0x4000)?.rcode == 3)
    #expect(try server.ask(name, QTYPE(.a), nil)?.records.map(\.type) == [.soa])
    #expect(
      try server.ask(try DomainName(presentation: "nope.no.example"), QTYPE(.a), 0xC000)?.flags == 0x8000)
    // Who has no signatures is signed by nobody, whatever leads there.
    let abroad = try #require(
      try server.ask(try DomainName(presentation: "abroad.dev.example"), QTYPE(.a), 0xC000))
    #expect(abroad.records.map(\.type) == [.cname, .rrsig, .a] && abroad.flags == 0x8000)
    #expect(try server.ask(try DomainName(presentation: "1-2-3-4.dev.example"), QTYPE(.rrsig))?.rcode == 5)
    // FORMERR for a type that no name has (RFC 9824 §3.5).
    #expect(try server.ask(name, QTYPE(RRType(rawValue: 128)))?.rcode == 1)
  }
}

extension [(name: DomainName, position: [UInt16], types: Set<UInt16>)] {
  /// The index of the first element that satisfies what all behind it do.
  fileprivate func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
