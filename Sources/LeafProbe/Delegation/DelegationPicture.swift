/// All that was learned of a delegation, before any of it is judged.
struct DelegationPicture: Sendable {
  let zone: Name
  /// The zone that delegates; nil where nobody has delegated yet.
  var parent: Name?
  var parentServers: [ParentServer] = []
  /// What the parent says, or is to say.
  var delegation = Delegation()
  var servers: [NameServer] = []
  /// A and AAAA of the NS targets and of MNAME, in lower case: asked of the zone's own servers where the name is inside
  /// the zone, of the resolver elsewhere. What nobody could be asked about is missing.
  var lookups: [Name: Lookup] = [:]
}

/// A server of the parent zone.
struct ParentServer: Sendable {
  let name: Name
  let endpoint: Endpoint
  /// NS of the zone.
  var referral: Exchange
  /// DS of the zone.
  var ds: Exchange

  func delegation(of zone: Name) -> Delegation? {
    guard let response = referral.response, var delegation = Delegation(to: zone, in: response) else {
      return nil
    }
    delegation.ds = (ds.response?.section(.answer) ?? [])
      .filter { $0.type == .ds && $0.owner.isSame(as: zone) }.compactMap { DS(rdata: $0.rdata) }
    return delegation
  }
}

/// What was asked about a name, and what came.
struct Lookup: Sendable {
  let name: Name
  var exchanges: [Exchange]

  var addresses: Set<IPAddress> {
    Set(records.filter { $0.owner.isSame(as: name) }.compactMap(IPAddress.init))
  }

  /// What the name is an alias of.
  var alias: Name? {
    records.first { $0.type == .cname && $0.owner.isSame(as: name) }?.data.names.first
  }

  /// All that was asked was answered, so that what is missing does not exist.
  var isComplete: Bool {
    exchanges.allSatisfy { $0.response.map { [.noError, .nxDomain].contains($0.rcode) } ?? false }
  }

  private var records: [Record] { exchanges.compactMap(\.response).flatMap { $0.section(.answer) } }
}

/// An address of the zone's name servers, and what came of each question.
struct NameServer: Sendable {
  /// All names that have the address.
  var names: [Name]
  let address: IPAddress
  /// SOA of the zone over UDP, without EDNS.
  var soa: Exchange
  /// The same over TCP.
  var soaOverTCP: Exchange
  /// NS of the zone. This and all below are asked only of a server with authority for the zone.
  var ns: Exchange?
  /// SOA of the zone with an OPT RR.
  var edns: Exchange?
  /// SOA of the zone in mixed case.
  var mixedCase: Exchange?
  /// A name outside every zone, with RD=1.
  var outside: Exchange?
  /// NS of the root.
  var root: Exchange?
  var keys: Exchange?
  /// AXFR of the zone over TCP.
  var transfer: Exchange?
}

extension NameServer: CustomStringConvertible {
  /// `ns1.example. (192.0.2.1)`
  var description: String { "\(list(names)) (\(address))" }
}

extension NameServer {
  var isSilent: Bool { soa.response == nil && soaOverTCP.response == nil }

  /// The response about SOA, over UDP or else over TCP, and its exchange.
  var answer: (exchange: Exchange, response: Response)? {
    for exchange in [soa, soaOverTCP] { if let response = exchange.response { return (exchange, response) } }
    return nil
  }

  /// Why it is lame for the zone; nil for a server with authority, and for one that is silent.
  func lameness(for zone: Name) -> String? { answer?.response.lameness(for: zone) }

  func hasAuthority(for zone: Name) -> Bool { answer.map { $0.response.lameness(for: zone) == nil } ?? false }

  func soaRecord(of zone: Name) -> SOA? { answer?.response.soa(of: zone) }

  func targets(of zone: Name) -> [Name] { ns?.response?.targets(of: zone, in: .answer) ?? [] }

  func keys(of zone: Name) -> [DNSKEY] {
    (keys?.response?.section(.answer) ?? []).filter { $0.type == .dnskey && $0.owner.isSame(as: zone) }
      .compactMap(DNSKEY.init)
  }
}

extension Response {
  func soa(of zone: Name) -> SOA? {
    section(.answer).first { $0.type == .soa && $0.owner.isSame(as: zone) }.flatMap(SOA.init)
  }

  /// Why the response to SOA of the zone is not what a server with authority for it says (RFC 1912 §2.8).
  func lameness(for zone: Name) -> String? {
    guard rcode == .noError else { return "\(rcode)" }
    if flags.isSuperset(of: [.aa]) {
      return soa(of: zone) == nil ? "no SOA RR of \(zone) in its answer" : nil
    }
    if let cut = section(.authority).first(where: { $0.type == .ns })?.owner, section(.answer).isEmpty {
      return "a referral to \(cut)"
    }
    if flags.contains(.ra) { return "it answers as a resolver: RA, and no AA" }
    return soa(of: zone) == nil ? "neither AA nor an SOA RR of \(zone)" : "no AA"
  }
}

extension DelegationPicture {
  var isDelegated: Bool { parent != nil }

  /// Of whose answers the zone is made.
  var working: [NameServer] { servers.filter { $0.hasAuthority(for: zone) } }

  /// All the targets that any of the zone's own NS RRsets has.
  var zoneTargets: [Name] { Set(working.flatMap { $0.targets(of: zone) }).inOrder }

  /// The targets that the delegation or the zone names.
  var targets: [Name] { Set(delegation.nameServers + zoneTargets).inOrder }

  /// The addresses of a target that are asked: those that go with the delegation, and those that are found.
  func addresses(of target: Name) -> Set<IPAddress> {
    delegation.glue[target, default: []].union(lookups[target]?.addresses ?? [])
  }

  var soas: [(server: NameServer, soa: SOA)] {
    working.compactMap { server in server.soaRecord(of: zone).map { (server, $0) } }
  }

  var soa: SOA? { soas.first?.soa }

  var keys: [DNSKEY] { working.flatMap { $0.keys(of: zone) } }
}
