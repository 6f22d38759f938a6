import DNSWire

/// One zone: its apex's SOA and NS records. Every other name in it is encoded or a host.
package struct Zone: Sendable {
  package let apex: DomainName
  package let nameServers: [DomainName]
  package let soa: SOA

  /// - Parameter nameServers: At least one.
  package init(apex: DomainName, nameServers: [DomainName], soa: SOA) {
    self.apex = apex
    self.nameServers = nameServers
    self.soa = soa
  }
}

/// A zone's records, ready to be sent: numbers in `Authority.prepared`.
struct ZoneRecords: Sendable {
  /// The SOA record as the answer to a query for it.
  let soa: Int
  /// The NS RRset, then an RRset for the addresses of each target that has any, for the additional section.
  let ns: Int
  /// The SOA record of a negative answer (RFC 2308 §3).
  let negative: Int

  /// - Parameter glue: The NS targets inside the zone.
  init(_ zone: Zone, glue: [Host], ttl: UInt32, into prepared: inout [PreparedRecords]) {
    var soa = RecordPreparation(anchor: zone.apex)
    soa.appendRRset(.soa, ttl: ttl, [.soa(zone.soa)])
    self.soa = prepared.add(soa)
    var negative = RecordPreparation(anchor: zone.apex)
    negative.appendRRset(.soa, ttl: min(ttl, zone.soa.minimum), [.soa(zone.soa)])
    self.negative = prepared.add(negative)
    var ns = RecordPreparation(anchor: zone.apex)
    ns.appendRRset(.ns, ttl: ttl, zone.nameServers.map { .ns($0) })
    for target in glue {
      for (type, rdatas) in target.rrsets {
        ns.appendRRset(owner: target.name, type, ttl: ttl, rdatas)
      }
    }
    self.ns = prepared.add(ns)
  }
}

/// A name inside a zone with fixed addresses.
package struct Host: Equatable, Sendable {
  /// More would not fit a message.
  package static let maximumAddresses = 2_000

  package struct Families: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let ipv4 = Families(rawValue: 1)
    package static let ipv6 = Families(rawValue: 2)
  }

  package var name: DomainName
  package var ipv4: [IPv4Address]
  package var ipv6: [IPv6Address]

  package init(name: DomainName, ipv4: [IPv4Address] = [], ipv6: [IPv6Address] = []) {
    self.name = name
    self.ipv4 = ipv4
    self.ipv6 = ipv6
  }

  var families: Families {
    [ipv4.isEmpty ? [] : .ipv4, ipv6.isEmpty ? [] : .ipv6]
  }

  /// The RRsets that are not empty.
  var rrsets: [(RRType, [RDATA])] {
    [(.a, ipv4.map { .octets($0.octets) }), (.aaaa, ipv6.map { .octets($0.octets) })].filter { !$1.isEmpty }
  }
}

/// A host's addresses, ready to be sent: numbers in `Authority.prepared`, nil for a family that it has none of.
struct HostRecords: Sendable {
  let families: Host.Families
  let a: Int?
  let aaaa: Int?

  init(_ host: Host, ttl: UInt32, into prepared: inout [PreparedRecords]) {
    families = host.families
    var numbers: [RRType: Int] = [:]
    for (type, rdatas) in host.rrsets {
      var preparation = RecordPreparation(anchor: host.name)
      preparation.appendRRset(type, ttl: ttl, rdatas)
      numbers[type] = prepared.add(preparation)
    }
    a = numbers[.a]
    aaaa = numbers[.aaaa]
  }
}

extension [PreparedRecords] {
  /// - Returns: Their number.
  mutating func add(_ preparation: RecordPreparation) -> Int {
    append(preparation.records)
    return count - 1
  }
}
