import CMallocCount
import DNSWire
import LeafCore

/// Does one workload as often as it is told. `scripts/benchmark-respond` has it run with one count and a larger
/// one, and counts what the larger one takes more.
@main
enum RespondBenchmark {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let count = Int(arguments[2]), count >= 0,
      let workload = Workload.all.first(where: { $0.name == arguments[1] })
    else {
      print(Workload.all.map(\.name).joined(separator: "\n"))
      return
    }
    let before = malloc_count()
    let octets = workload.run(count, using: .benchmarked(workload))
    print("mallocs \(malloc_count() - before), octets \(octets)")
  }
}

extension Authority {
  fileprivate static func benchmarked(_ workload: Workload) -> Authority {
    var settings = Identity.Settings()
    settings.cookieSecret = CookieSecret(low: 1, high: 2)
    settings.serverID = Array("leaf-1".utf8)
    settings.versionText = Array("leaf".utf8)
    let apex = DomainName(labels: ["dev", "example", "com"])
    let ns1 = DomainName(labels: ["ns1", "dev", "example", "com"])
    let soa = SOA(
      mname: ns1, rname: DomainName(labels: ["hostmaster", "dev", "example", "com"]), serial: 1, refresh: 300,
      retry: 60, expire: 86_400, minimum: 60)
    let zones = EncodedZones(
      [
        EncodedZone(
          apex: apex, nameServers: [ns1], soa: soa, .names(workload.dialect, ttl: 60),
          Zone.Policy(
            filter: workload.filter.map(\.filter),
            informational: InformationalNames(hasClient: workload.isInformational)))
      ],
      hosts: [Host(name: ns1, ipv4: [IPv4Address(192, 0, 2, 53)])])
    return Authority(
      workload.denial.map { ZoneSet([zones.zone(0, signer: .benchmarked(apex, $0))]) } ?? zones.set,
      Identity(settings))
  }
}

extension OnlineSigner {
  /// With a key that has signed everything before.
  fileprivate static func benchmarked(_ apex: DomainName, _ denial: OnlineDenial) -> OnlineSigner {
    let key = Key(algorithm: 13, tag: 1, identity: 1) { _ in [UInt8](repeating: 7, count: 64) }
    return OnlineSigner(
      apex, [key], denial, SignatureTable(signatures: 1_000, hashKeys: ((1, 2), (3, 4))), limit: nil)
  }
}

extension Workload.Filter {
  fileprivate var filter: NameFilter {
    switch self {
    case .groups: return NameFilter(denied: AddressSet([], [.private, .loopback, .linkLocal]))
    case .list(let count):
      let lines = (0..<count).map {
        $0 % 2 == 0 ? "name\($0).example" : "9.\($0 >> 16).\($0 >> 8 & 0xFF).\($0 & 0xFF)"
      }
      var problems: [Blocklist.Problem] = []
      return NameFilter(Blocklist(Array(lines.joined(separator: "\n").utf8), problems: &problems))
    }
  }
}

extension Workload.RateLimits {
  fileprivate var limiter: Limiter {
    var limits = Limits()
    switch self {
    case .off:
      return .unlimited
    case .far:
      limits.globalQueries = 1_000_000_000
      limits.queriesPerAddress = 1_000_000_000
      limits.invalidAnswersPerName = 1_000_000_000
    case .exceeded:
      limits.globalQueries = 1_000
      limits.queriesPerAddress = 40
      limits.invalidAnswersPerName = 20
      limits.slip = 2
    }
    return Limiter(limits, hashKey: (1, 2))
  }
}

extension Workload {
  /// - Returns: How many octets came of it, so that none of it can be left out.
  func run(_ count: Int, using authority: Authority) -> Int {
    let octets = message
    switch work {
    case .respond(let limits):
      return respond(count, to: octets, using: authority, limits: limits.limiter)
    case .read:
      return (0..<count).reduce(0) { total, _ in total + Self.read(octets.span) }
    case .locate:
      guard let header = try? Header(of: octets.span),
        let question = Query(header: header, of: octets.span).question
      else { return 0 }
      return (0..<count).reduce(0) { total, _ in
        total + authority.zones.locate(question, in: octets.span)
      }
    }
  }

  private func respond(
    _ count: Int, to message: [UInt8], using authority: Authority, limits limiter: Limiter
  ) -> Int {
    var octets = 0
    let client = IPAddress.ipv4(IPv4Address(192, 0, 2, 1))
    let now = Now(monotonic: .seconds(1), unixTime: 1_800_000_000)
    _ = [UInt8](capacity: 1_232) { response in
      for _ in 0..<count {
        _ = LeafCore.respond(
          to: message.span, from: client, over: .udp, at: now, using: authority, limits: limiter,
          into: &response)
        octets += response.count
        response.removeAll()
      }
    }
    return octets
  }

  private static func read(_ message: Span<UInt8>) -> Int {
    guard let header = try? Header(of: message) else { return 0 }
    return Query(header: header, of: message).question?.octets.count ?? 0
  }
}
