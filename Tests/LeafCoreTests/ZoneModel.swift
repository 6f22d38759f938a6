import DNSWire
import TestMessages

@testable import LeafCore

/// What the names of a zone own, as a plain table.
struct ZoneModel {
  let apex: DomainName
  let policy: Zone.Policy
  var names: [DomainName: [NameVersion.RRset]]

  init(_ apex: DomainName, any: AnyPolicy = .one) {
    self.apex = apex
    policy = Zone.Policy(any: any)
    names = [apex: Self.apexRRsets(serial: 1)]
  }

  static func apexRRsets(serial: UInt32, nameServers: Int = 1) -> [NameVersion.RRset] {
    let soa = SOA(
      mname: name("ns1.zone.test"), rname: name("admin.test"), serial: serial, refresh: 2, retry: 3,
      expire: 4, minimum: serial % 7)
    return [
      .init(.soa, ttl: 5, [soa.rdata]),
      .init(.ns, ttl: 60, (0..<nameServers).map { wire("ns\($0).zone.test") }),
    ]
  }

  /// The zone built from nothing.
  var zone: Zone {
    let records = names.flatMap { owner, rrsets in
      rrsets.flatMap { rrset in
        rrset.rdatas.map { StoredRecord(owner: owner, rrset.type, ttl: rrset.ttl, $0) }
      }
    }
    return Zone(apex: apex, records, policy)
  }

  mutating func apply(_ changes: [NameVersion]) {
    for change in changes {
      // The letters' case may be another one.
      names[change.owner] = nil
      if !change.rrsets.isEmpty { names[change.owner] = change.rrsets }
    }
  }
}

/// Labels of few octets, so that names meet; some with octets that share a symbol, that escapes are needed for, or of
/// the greatest length.
private let labels: [[UInt8]] =
  ["a", "b", "A", "*", "ab", "a-b"].map { Array($0.utf8) } + [
    [0], [0x2C], [0x2E], [0xFF], [0x7B, 0xC0], [UInt8](repeating: 0x61, count: 63),
  ]

extension Numbers {
  private mutating func name(below apex: DomainName) -> DomainName {
    let octets = (0..<1 + next(4)).flatMap { _ -> [UInt8] in
      let label = labels[next(next(3) == 0 ? labels.count : 4)]
      return [UInt8(label.count)] + label
    }
    return DomainName(wireForm: octets + apex.wireForm) ?? apex
  }

  private mutating func rrset(_ type: RRType, below apex: DomainName) -> NameVersion.RRset {
    let rdatas: [[UInt8]] =
      switch type {
      case .a: (0..<1 + next(3)).map { [192, 0, 2, UInt8($0)] }
      case .mx: [[0, 10] + name(below: apex).wireForm]
      case .ns, .cname, .dname: [name(below: apex).wireForm]
      // What is over 16 KB stands elsewhere.
      case .txt where next(4) == 0:
        (0..<70).map { [255] + [UInt8](repeating: UInt8($0), count: 255) }
      default: [[3] + Array("txt".utf8)]
      }
    return NameVersion.RRset(type, ttl: UInt32(next(1_000)), rdatas)
  }

  /// Another version of a name: of the apex, of one that the zone has, or of any.
  private mutating func change(_ model: ZoneModel) -> NameVersion {
    let kind = next(8)
    if kind == 0 {
      let serial = UInt32(next(1_000_000))
      return NameVersion(model.apex, ZoneModel.apexRRsets(serial: serial, nameServers: next(4)))
    }
    let known = model.names.keys.filter { $0 != model.apex }.sorted { "\($0)" < "\($1)" }
    let owner = kind < 5 || known.isEmpty ? name(below: model.apex) : known[next(known.count)]
    if kind > 5 { return NameVersion(owner, []) }
    let types: [RRType] = [.a, .txt, .mx, .ns, .dname, .cname]
    let chosen = (0..<1 + next(2)).map { _ in types[next(next(2) == 0 ? 3 : types.count)] }
    return NameVersion(owner, types.filter(chosen.contains).map { rrset($0, below: model.apex) })
  }

  /// No name twice.
  mutating func changes(_ model: ZoneModel) -> [NameVersion] {
    var changes: [NameVersion] = []
    for _ in 0..<1 + next(4) {
      let change = change(model)
      if !changes.contains(where: { $0.owner == change.owner }) { changes.append(change) }
    }
    return changes
  }

  mutating func question(_ model: ZoneModel) -> [UInt8] {
    let types: [QTYPE] = [.a, .a, .a, .any, .txt, .mx, .ns, .soa, .ds, .cname]
    let qname = next(20) == 0 ? model.apex : name(below: model.apex)
    let question = qname.wireForm + octetPair(types[next(types.count)].rawValue) + [0, 1]
    return Message(questions: [question], additional: [opt()]).octets
  }
}

extension Authority {
  func response(to message: [UInt8], over transport: Transport) -> [UInt8] {
    [UInt8](capacity: transport.isStream ? ResponseLength.stream : ResponseLength.udp) { response in
      _ = respond(
        to: message.span, from: .ipv4(IPv4Address(198, 51, 100, 100)), over: transport, at: .test,
        using: self, limits: .unlimited, into: &response)
    }
  }
}
