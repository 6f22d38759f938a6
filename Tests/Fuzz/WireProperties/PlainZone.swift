import DNSWire
import LeafCore

/// What a zone is made of, leaf's own and the plain model's.
package struct ZoneContent: Sendable {
  package var apex: DomainName
  /// nil for a zone that is not ready.
  package var records: [StoredRecord]?
  /// Its filter is that of `filter`.
  package var policy: Zone.Policy
  /// nil for a zone that gives out all addresses.
  package var filter: PlainFilter?

  package init(
    apex: DomainName, _ records: [StoredRecord]?, _ policy: Zone.Policy = Zone.Policy(),
    filter: PlainFilter? = nil
  ) {
    self.apex = apex
    self.records = records
    self.policy = policy
    self.filter = filter
  }
}

/// A zone of the plain model: what each name in it owns.
struct PlainZone: Sendable {
  /// In lower case, as are all names that it is asked for.
  let apex: PlainName
  let any: AnyPolicy
  let isReady: Bool
  private let hinfoTTL: UInt32
  /// What names that do not exist get.
  let absent: AbsentPolicy
  /// How names carry an address; nil where none do.
  private let dialect: PlainDialect?
  /// The names of addresses; nil where there are none.
  private let reverse: PlainReverse?
  private let challenges: ChallengePolicy?
  /// Which addresses are given out; nil for all.
  let filter: PlainFilter?
  private var stored: [PlainName: [PlainRRset]] = [:]
  /// Names that own records, names of other zones, and all between them and the zone's name.
  private let names: Set<PlainName>

  /// - Parameter apexes: Of all zones that are served.
  init(_ content: ZoneContent, among apexes: [PlainName]) {
    apex = PlainName(content.apex).folded
    any = content.policy.any
    hinfoTTL = content.policy.ttl
    isReady = content.records != nil
    absent = content.policy.absent
    dialect = content.policy.synthesizer.flatMap { PlainDialect($0) }
    reverse = PlainReverse(content)
    challenges = content.policy.challenges
    filter = content.filter
    for record in content.records ?? [] {
      stored[PlainName(record.owner).folded, default: []]
        .add(record, isRotated: content.policy.order == .rotated)
    }
    let apexLength = apex.labels.count
    let owners = Array(stored.keys) + apexes
    names = Set(
      owners.filter { [apex] in $0.hasSuffix(apex) }.flatMap { $0.suffixes.dropLast(apexLength) })
  }

  /// What a name owns that stands in the zone, whether or not the zone has authority over it.
  func storedRRsets(of name: PlainName) -> [PlainRRset] { stored[name] ?? [] }

  /// What a name owns that stands in the zone, or else is made up; nil if there is no such name (RFC 4592 §2.2).
  func rrsets(of name: PlainName) -> [PlainRRset]? {
    if let rrsets = stored[name] { return rrsets }
    let labels = Array(name.labels.dropLast(apex.labels.count))
    if let dialect, let addresses = dialect.addresses(of: labels) {
      return addresses.map { PlainRRset(name, $0.count == 4 ? .a : .aaaa, ttl: dialect.ttl, [$0]) }
    }
    if let reverse, let targets = reverse.targets(of: labels) {
      return targets.map { PlainRRset(name, .ptr, ttl: reverse.ttl, [$0.wireForm]) }
    }
    return names.contains(name) ? [] : nil
  }

  /// What names have that a zone may give nothing for, or something else; nil for any other name (RFC 8555 §8.4).
  func choice(for name: PlainName, _ qtype: UInt16) -> Finding? {
    guard stored[name] == nil else { return nil }
    let labels = Array(name.labels.dropLast(apex.labels.count))
    if let found = challenge(labels, qtype) { return found }
    guard let filter, let addresses = dialect?.addresses(of: labels), !addresses.isEmpty else { return nil }
    return filter.blocks(addresses, of: labels, in: apex) ? .blocked : nil
  }

  private func challenge(_ labels: [[UInt8]], _ qtype: UInt16) -> Finding? {
    guard let challenges, let dialect else { return nil }
    let places = labels.indices.filter { labels[$0] == Array("_acme-challenge".utf8) }
    switch challenges {
    case .alias(let target):
      guard places.first == 0, labels.count == 1 || isGivenOut(Array(labels.dropFirst())) else { return nil }
      let owner = PlainName(labels + apex.labels)
      return .owned([PlainRRset(owner, .cname, ttl: dialect.ttl, [PlainName(target).wireForm])])
    case .delegated:
      guard let place = places.last(where: { isGivenOut(Array(labels[($0 + 1)...])) }) else { return nil }
      if place == 0, qtype == 43 { return .owned([]) }
      let server = PlainName(labels[(place + 1)...] + apex.labels)
      let cut = PlainName(labels[place...] + apex.labels)
      return .cut(PlainRRset(cut, .ns, ttl: dialect.ttl, [server.wireForm]))
    }
  }

  private func isGivenOut(_ labels: [[UInt8]]) -> Bool {
    guard let addresses = dialect?.addresses(of: labels), !addresses.isEmpty else { return false }
    return filter?.blocks(addresses, of: labels, in: apex) != true
  }

  /// Whether the addresses of a name are kept back.
  func isBlocked(_ name: PlainName) -> Bool {
    if case .blocked = choice(for: name, 1) { true } else { false }
  }

  /// Addresses in place of those that a name carries.
  func substitutes(of name: PlainName) -> [PlainRRset] {
    guard case .addresses(let ipv4, let ipv6) = filter?.answer else { return [] }
    let ttl = dialect?.ttl ?? 0
    return [
      ipv4.map { PlainRRset(name, .a, ttl: ttl, [$0.octets]) },
      ipv6.map { PlainRRset(name, .aaaa, ttl: ttl, [$0.octets]) },
    ]
    .compactMap { $0 }
  }

  /// The SOA record of a negative answer (RFC 2308 §3, §5).
  var negativeSOA: PlainRRset {
    var soa = storedRRsets(of: apex).first { $0.type == .soa } ?? PlainRRset(apex, .soa, ttl: 0, [])
    let minimum = soa.rdatas.joined().suffix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    soa.ttl = min(soa.ttl, minimum)
    return soa
  }

  /// The HINFO record in place of what a name owns (RFC 8482 §4.2).
  func hinfo(of name: PlainName) -> PlainRRset {
    PlainRRset(name, .hinfo, ttl: hinfoTTL, [[7] + Array("RFC8482".utf8) + [0]])
  }
}

extension [PlainRRset] {
  fileprivate mutating func add(_ record: StoredRecord, isRotated: Bool) {
    var rrset = PlainRRset(
      PlainName(record.owner).folded, record.type, ttl: record.ttl, [record.rdata], isRotated: isRotated)
    if let index = firstIndex(where: { $0.type == record.type }) {
      rrset.rdatas = self[index].rdatas + rrset.rdatas
      self[index] = rrset
    } else {
      append(rrset)
    }
  }

  /// The RRset of a type.
  subscript(type: RRType) -> PlainRRset? { first { $0.type == type } }
}
