import DNSWire
import Synchronization

/// How much leaf answers, over all transports and threads together. nil is no limit.
package struct Limits: Equatable, Sendable {
  /// Queries in a second.
  package var globalQueries: UInt32?
  /// Queries in a second from one address.
  package var queriesPerAddress: UInt32?
  /// Answers of NXDOMAIN, REFUSED or FORMERR in a second to one address for one QNAME.
  package var invalidAnswersPerName: UInt32?
  /// Addresses that are remembered.
  package var trackedAddresses = 10_000
  /// Pairs of an address and a QNAME that are remembered.
  package var trackedNames = 50_000
  /// Every so many UDP queries over a limit get a truncated response; 0 for none.
  package var slip: UInt32 = 0
  /// IPv6 addresses that share so many bits count as one.
  package var ipv6Prefix = 64
  /// Clients that the limits spare.
  package var exempt: [IPPrefix] = []

  package init() {}
}

/// Holds the limits. Time comes in with each query.
package final class Limiter: Sendable {
  /// What becomes of a query that has arrived.
  enum Arrival {
    case admitted
    /// Nothing is counted.
    case exempt
    /// Whoever shows a valid server cookie is let through all the same.
    case overAddressLimit
    case overGlobalLimit
  }

  /// What is remembered, for as long as the tables' sizes stay.
  private final class Memory: Sendable {
    let queries = RateCounter()
    let addresses: RateTable
    let names: RateTable
    let limited = Atomic<UInt32>(0)
    let hashKey: (UInt64, UInt64)

    init(_ limits: Limits, hashKey: (UInt64, UInt64)) {
      addresses = RateTable(keys: limits.trackedAddresses)
      names = RateTable(keys: limits.trackedNames)
      self.hashKey = hashKey
    }
  }

  /// Admits all.
  package static let unlimited: Limiter = {
    var limits = Limits()
    limits.trackedAddresses = 1
    limits.trackedNames = 1
    return Limiter(limits, hashKey: (0, 0))
  }()

  /// What is held now.
  package let limits: Limits
  private let memory: Memory

  /// - Parameter hashKey: Random, so that nobody can choose addresses or names that crowd others out.
  package init(_ limits: Limits, hashKey: (UInt64, UInt64)) {
    self.limits = limits
    memory = Memory(limits, hashKey: hashKey)
  }

  /// Other limits, with what `previous` remembers unless its tables have another size.
  package init(_ limits: Limits, after previous: Limiter) {
    self.limits = limits
    let isSameSize =
      limits.trackedAddresses == previous.limits.trackedAddresses
      && limits.trackedNames == previous.limits.trackedNames
    memory = isSameSize ? previous.memory : Memory(limits, hashKey: previous.memory.hashKey)
  }

  /// Counts a query that has arrived.
  ///
  /// A query over its address's limit does not count against the global one: or one client could use it up.
  func arrival(from client: IPAddress, at now: Now) -> Arrival {
    if !limits.exempt.isEmpty, exempts(client) { return .exempt }
    if let limit = limits.queriesPerAddress,
      !memory.addresses.admits(hash(client), at: now, limit: UInt64(limit))
    {
      return .overAddressLimit
    }
    return admitsGlobally(at: now) ? .admitted : .overGlobalLimit
  }

  /// Whether the limits spare a client.
  package func exempts(_ client: IPAddress) -> Bool { limits.exempt.contains { $0.contains(client) } }

  /// Counts a query against the global limit alone.
  func admitsGlobally(at now: Now) -> Bool {
    guard let limit = limits.globalQueries else { return true }
    return memory.queries.admits(at: now, limit: UInt64(limit))
  }

  /// Counts an answer of NXDOMAIN, REFUSED or FORMERR.
  ///
  /// - Parameter qname: Where the message has the name; empty when it has none that can be read.
  func admitsInvalid(
    _ qname: Range<Int>, in message: Span<UInt8>, from client: IPAddress, at now: Now
  ) -> Bool {
    guard let limit = limits.invalidAnswersPerName else { return true }
    return memory.names.admits(
      hash(client, qname, in: message), at: now, limit: UInt64(limit))
  }

  /// One of the tables that it keeps, in keys.
  package struct Table: Equatable, Sendable {
    /// `addresses` or `names`.
    package let name: String
    /// Whose window of a second has not ended.
    package let used: Int
    /// Past it some are forgotten for others.
    package let capacity: Int
  }

  /// How full its tables are. It looks at every place of them.
  package func tables(at now: Now) -> [Table] {
    [
      Table(name: "addresses", used: memory.addresses.used(at: now), capacity: memory.addresses.capacity),
      Table(name: "names", used: memory.names.used(at: now), capacity: memory.names.capacity),
    ]
  }

  /// Whether a query over a limit is one of those that get a truncated response.
  func slips() -> Bool {
    guard limits.slip > 0 else { return false }
    return memory.limited.wrappingAdd(1, ordering: .relaxed).newValue % limits.slip == 0
  }

  private func hash(_ client: IPAddress) -> UInt64 {
    var hash = SipHash(key: memory.hashKey)
    let length = hash.combine(client.masked(toPrefix: limits.ipv6Prefix))
    return hash.finish(tail: 0, length: length)
  }

  private func hash(_ client: IPAddress, _ qname: Range<Int>, in message: Span<UInt8>) -> UInt64 {
    var hash = SipHash(key: memory.hashKey)
    let length = hash.combine(client.masked(toPrefix: limits.ipv6Prefix)) + qname.count
    var position = qname.lowerBound
    while position + 8 <= qname.upperBound {
      hash.combine(DomainName.lowercased(message.word(at: position)))
      position += 8
    }
    var tail: UInt64 = 0
    while position < qname.upperBound {
      tail = tail << 8 | UInt64(DomainName.lowercased(message[position]))
      position += 1
    }
    return hash.finish(tail: tail, length: length)
  }
}

extension SipHash {
  /// Takes an address; IPv4 and IPv6 differ in length. Returns that length in octets.
  fileprivate mutating func combine(_ address: IPAddress) -> Int {
    switch address {
    case .ipv4(let address):
      combine(UInt64(address.rawValue))
      return 8
    case .ipv6(let address):
      combine(address.high)
      combine(address.low)
      return 16
    }
  }
}

extension IPAddress {
  /// An IPv6 address without what comes after its first `prefix` bits; an IPv4 address as it is.
  package func masked(toPrefix prefix: Int) -> IPAddress {
    guard case .ipv6(let address) = self else { return self }
    // Shifts by 64 bits or more give 0, by less than 0 go the other way.
    let high = address.high & ~(UInt64.max >> prefix)
    let low = prefix > 64 ? address.low & ~(UInt64.max >> (prefix - 64)) : 0
    return .ipv6(IPv6Address(high: high, low: low))
  }
}
