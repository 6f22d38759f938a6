import DNSWire
import LeafCore

/// RFC 1034 §4.3.2 by the letter, with what RFC 2181, 2308, 4592, 6604, 6672 and 8482 made of it: steps 12 to 18 of
/// docs/response-policy.md.
struct PlainResolution {
  private static let maximumAliases = 5

  private let authority: PlainAuthority
  private let qtype: UInt16
  /// Whether all of an ANY may go out at once.
  private let isStream: Bool
  /// DO (RFC 3225).
  private let dnssecOK: Bool
  /// The names that led to others.
  private var aliases: [PlainName] = []
  private(set) var response = ExpectedResponse(rcodes: [0], isAuthoritative: true)

  /// - Parameter qname: In a zone of the authority.
  init(
    of qname: PlainName, _ qtype: UInt16, from authority: PlainAuthority, isStream: Bool, dnssecOK: Bool
  ) {
    self.authority = authority
    self.qtype = qtype
    self.isStream = isStream
    self.dnssecOK = dnssecOK
    resolve(qname.folded)
  }

  private mutating func resolve(_ name: PlainName) {
    guard let zone = authority.zone(of: name, qtype) else { return }
    guard zone.isReady else {
      response.rcodes = [2]
      response.extendedError = 14
      return
    }
    switch zone.find(name, qtype) {
    case .cut(let ns): refer(to: ns, in: zone)
    case .dname(let dname): substitute(dname, in: name)
    case .owned(let rrsets): answer(with: rrsets, name, in: zone)
    case .absent: deny(3, in: zone)
    case .blocked: block(name, in: zone)
    }
  }

  /// The address of a name is kept back (RFC 8914 §4.16).
  private mutating func block(_ name: PlainName, in zone: PlainZone) {
    switch zone.filter?.answer {
    case .nodata, nil: deny(0, in: zone)
    case .nxdomain:
      deny(0, in: zone)
      response.rcodes = [3]
    case .refused:
      response = ExpectedResponse(rcodes: [5])
    case .addresses: answer(with: zone.substitutes(of: name), name, in: zone)
    }
    response.extendedError = 15
  }

  /// 3b. What an alias in a zone leads to does not take from its authority (RFC 1035 §4.1.1). DO brings DS records along
  /// (RFC 4035 §3.1.4).
  private mutating func refer(to ns: PlainRRset, in zone: PlainZone) {
    response.isAuthoritative = !response.answer.isEmpty
    response.authority = [ns] + (dnssecOK ? zone.storedRRsets(of: ns.owner).filter { $0.type == .ds } : [])
    let inDomain = ns.targets.filter { $0.hasSuffix(ns.owner) }
    response.glue = inDomain.flatMap { authority.addresses(of: $0, for: zone) }
    response.additional = authority.additional(to: ns, in: zone)
  }

  /// 3a, and 3c with a wildcard's records.
  private mutating func answer(with rrsets: [PlainRRset], _ name: PlainName, in zone: PlainZone) {
    if qtype == 255, !rrsets.isEmpty {
      answerANY(with: rrsets, name, in: zone)
    } else if let rrset = rrsets[RRType(rawValue: qtype)] {
      add(rrset.owned(by: name), in: zone)
    } else if let cname = rrsets[.cname] {
      follow(cname, from: name)
    } else {
      deny(0, in: zone)
    }
  }

  private mutating func add(_ rrset: PlainRRset, in zone: PlainZone) {
    if !response.answer.contains(rrset) { response.answer.append(rrset) }
    response.additional = authority.additional(to: rrset, in: zone).filter { !response.answer.contains($0) }
  }

  /// RFC 8482 §4. Halfway along aliases it is too late to refuse.
  private mutating func answerANY(with rrsets: [PlainRRset], _ name: PlainName, in zone: PlainZone) {
    switch zone.any {
    case .refused, .hinfo: response.answer.append(zone.hinfo(of: name))
    case .one: add(rrsets[0].owned(by: name), in: zone)
    case .all:
      response.answer += rrsets.map { $0.owned(by: name) }
      response.isEmptied = !isStream
    }
  }

  /// A name error or no data (RFC 2308 §2).
  private mutating func deny(_ rcode: UInt16, in zone: PlainZone) {
    response.rcodes = [zone.absent == .nodata ? 0 : rcode]
    response.authority = [zone.negativeSOA]
  }

  /// RFC 1034 §3.6.2.
  private mutating func follow(_ cname: PlainRRset, from name: PlainName) {
    guard aliases.count < Self.maximumAliases else { return }
    response.answer.append(cname.owned(by: name))
    goOn(from: name, to: cname.aliasTarget)
  }

  /// RFC 6672 §3.2: the DNAME record, and a CNAME record made of it.
  private mutating func substitute(_ dname: PlainRRset, in name: PlainName) {
    guard aliases.count < Self.maximumAliases else { return }
    if !response.answer.contains(dname) { response.answer.append(dname) }
    guard let alias = name.replacing(dname.owner, with: dname.aliasTarget) else {
      return response.rcodes = [6]
    }
    response.answer.append(PlainRRset(name, .cname, ttl: dname.ttl, [alias.wireForm]))
    if qtype != 5 { goOn(from: name, to: alias) }
  }

  /// Looks for no name twice.
  private mutating func goOn(from alias: PlainName, to target: PlainName) {
    aliases.append(alias.folded)
    if !aliases.contains(target.folded) { resolve(target.folded) }
  }
}

extension PlainZone {
  /// What decides about a name.
  enum Finding {
    /// The NS records of a zone cut at the name or above.
    case cut(PlainRRset)
    /// The DNAME record of a name above.
    case dname(PlainRRset)
    /// What the name owns, or a wildcard in its place; nothing, if it only exists.
    case owned([PlainRRset])
    /// Its address is kept back.
    case blocked
    case absent
  }

  /// RFC 1034 §4.3.2, 3: down from the zone's name, label by label.
  func find(_ name: PlainName, _ qtype: UInt16) -> Finding {
    for ancestor in name.suffixes.dropLast(apex.labels.count).reversed() {
      let rrsets = storedRRsets(of: ancestor)
      let isParentSide = ancestor == name && qtype == 43
      if ancestor != apex, !isParentSide, let ns = rrsets[.ns] { return .cut(ns) }
      if ancestor != name, let dname = rrsets[.dname] { return .dname(dname) }
    }
    if let choice = choice(for: name, qtype) { return choice }
    if let rrsets = rrsets(of: name) { return .owned(rrsets) }
    return wildcard(for: name).map { .owned($0) } ?? .absent
  }

  /// What the wildcard right below the closest encloser owns; nil if there is none (RFC 4592 §3.3.1).
  private func wildcard(for name: PlainName) -> [PlainRRset]? {
    let encloser = name.suffixes.first { rrsets(of: $0) != nil }
    return encloser.flatMap { rrsets(of: PlainName([[UInt8(ascii: "*")]] + $0.labels)) }
  }
}
