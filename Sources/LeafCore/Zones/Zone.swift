import DNSWire

/// What a query for ANY gets.
package enum AnyPolicy: String, Sendable, CaseIterable {
  /// REFUSED, with EDE 18.
  case refused
  /// One HINFO record in place of what there is (RFC 8482 §4.2).
  case hinfo
  /// One RRset of those that there are (RFC 8482 §4.1).
  case one
  /// All that there is, over a stream; over UDP a client is told to come back that way.
  case all
}

/// One zone: its records, and what it makes up. It never changes.
package final class Zone: Sendable {
  /// The zone's name.
  package let apex: DomainName
  let records: RecordStore
  let tree: NameTree
  private let synthesizer: Synthesizer?
  private let any: AnyPolicy
  /// The SOA record of a negative answer (RFC 2308 §3).
  private let negativeSOA: RRsetIndex
  private let hinfo: RRsetIndex

  /// - Parameters:
  ///   - records: Owned by the apex or names below; one SOA record at the apex. Those of one owner and type have one TTL.
  ///   - nameServerAddresses: Addresses of name servers that the zone does not have among its records.
  ///   - ttl: Of the HINFO record that a query for ANY gets.
  package init(
    apex: DomainName, _ records: [StoredRecord], nameServerAddresses: [StoredRecord] = [],
    synthesizer: Synthesizer? = nil, any: AnyPolicy = .refused, ttl: UInt32 = 3_600
  ) {
    self.apex = apex
    self.synthesizer = synthesizer
    self.any = any
    var store = RecordStoreBuilder(apex: apex)
    var names = NameTreeBuilder()
    for rrset in records.grouped {
      names.rrsets[rrset[0].owner, default: []].append(store.add(rrset))
    }
    Self.attachAddresses(of: records, nameServerAddresses, names, to: &store)
    negativeSOA = Self.addNegativeSOA(records, to: &store)
    let strings = [Array("RFC8482".utf8), []].flatMap { [UInt8($0.count)] + $0 }
    for rrset in (names.rrsets[apex] ?? []) + [negativeSOA] { store.keepFirstForm(of: rrset) }
    hinfo = store.add(.hinfo, .in, ttl: ttl, [strings])
    tree = names.build(apex: apex, &store)
    self.records = RecordStore(store)
  }

  private static func addNegativeSOA(
    _ records: [StoredRecord], to store: inout RecordStoreBuilder
  ) -> RRsetIndex {
    guard let soa = records.first(where: { $0.type == .soa }) else { preconditionFailure("no SOA record") }
    let minimum = soa.rdata.suffix(4).reduce(0) { $0 << 8 | UInt32($1) }
    return store.add(.soa, .in, ttl: min(soa.ttl, minimum), [soa.rdata])
  }

  /// Has the addresses of the zone's name servers go out with their names.
  private static func attachAddresses(
    of records: [StoredRecord], _ others: [StoredRecord], _ names: NameTreeBuilder,
    to store: inout RecordStoreBuilder
  ) {
    let own = Dictionary(grouping: records, by: \.owner), others = Dictionary(grouping: others, by: \.owner)
    for (owner, rrsets) in names.rrsets {
      guard let ns = rrsets.first(where: { store[$0].type == .ns }) else { continue }
      let targets = (own[owner] ?? []).filter { $0.type == .ns }.compactMap { DomainName(wireForm: $0.rdata) }
      var attached: [RecordStore.Additional] = []
      for target in targets {
        let stored = (names.rrsets[target] ?? []).filter { [.a, .aaaa].contains(store[$0].type) }
        let found = stored.isEmpty ? (others[target] ?? []).grouped.map { store.add($0) } : stored
        attached += found.map { RecordStore.Additional(owner: store.add(target), rrset: $0) }
      }
      store.attach(attached, to: ns)
    }
  }

  /// Steps 12 to 16.
  func answer(
    _ qtype: QTYPE, _ labels: Span<UInt16>, at place: ZoneSet.Place, in message: Span<UInt8>,
    into answer: inout Answer
  ) {
    if qtype == .any, case .refused = any { return answer.decide(.anyRefused, .refused) }
    let walk = tree.walk(labels, labelCount: place.labelCount, in: message)
    let isStored = walk.isExact && (walk.closest == .apex || tree.ownsRecords(walk.closest))
    if isStored { return answerStored(qtype, at: walk.closest, into: &answer) }
    let exists = walk.isExact || place.isAboveZone
    switch synthesizer?.synthesize(labels, labelCount: place.labelCount, in: message) ?? .absent {
    case .address(let address, let ttl):
      answerEncoded(qtype, address, ttl: ttl, into: &answer)
    case .emptyNonTerminal:
      answerNegative(.noData, .noError, into: &answer)
    case .absent:
      if exists {
        answerNegative(.noData, .noError, into: &answer)
      } else {
        answerNegative(.nameError, .nxDomain, into: &answer)
      }
    }
  }

  private func answerStored(_ qtype: QTYPE, at node: NodeIndex, into answer: inout Answer) {
    if qtype == .any { return answerANY(into: &answer) }
    guard let rrset = tree.rrset(qtype, at: node, in: records) else {
      return answerNegative(.noData, .noError, into: &answer)
    }
    answer.decideWithAuthority(qtype == .soa || qtype == .ns ? .apex : .host)
    // The question has both, whole; but the root takes one octet, a pointer to it two.
    answer.append(.stored(rrset, node == .apex ? .name(records.apex) : .qname))
  }

  private func answerEncoded(
    _ qtype: QTYPE, _ address: IPv4Address, ttl: UInt32, into answer: inout Answer
  ) {
    if qtype == .any { return answerANY(into: &answer) }
    guard qtype == .a else { return answerNegative(.noData, .noError, into: &answer) }
    answer.decideWithAuthority(.encodedName)
    answer.append(.address(address, ttl: ttl))
  }

  private func answerANY(into answer: inout Answer) {
    answer.decideWithAuthority(.anyHINFO)
    answer.append(.stored(hinfo, .qname))
  }

  private func answerNegative(_ rule: Rule, _ rcode: RCODE, into answer: inout Answer) {
    answer.decideWithAuthority(rule, rcode)
    answer.append(.stored(negativeSOA, .name(records.apex)), to: .authority)
  }
}

private struct RRsetKey: Hashable {
  var owner: DomainName
  var type: RRType
}

extension [StoredRecord] {
  /// The RRsets, in the order of their first records.
  fileprivate var grouped: [[StoredRecord]] {
    var places: [RRsetKey: Int] = [:]
    var rrsets: [[StoredRecord]] = []
    for record in self {
      let place = places[RRsetKey(owner: record.owner, type: record.type), default: rrsets.count]
      if place == rrsets.count { rrsets.append([]) }
      places[RRsetKey(owner: record.owner, type: record.type)] = place
      rrsets[place].append(record)
    }
    return rrsets
  }
}

extension RecordStoreBuilder {
  /// - Parameter rrset: At least one record, all of one type and class.
  fileprivate mutating func add(_ rrset: [StoredRecord]) -> RRsetIndex {
    add(rrset[0].type, rrset[0].rrclass, ttl: rrset[0].ttl, rrset.map(\.rdata))
  }
}
