import CMallocCount
import DNSWire
import Glibc
import LeafCore

/// Makes versions of a large zone that differ in one name and the serial, and says what each took. Fails if most take
/// over 1 ms, or over 64 KB more than the version before.
@main
enum ZoneVersionBenchmark {
  static func main() {
    let numbers = CommandLine.arguments.dropFirst().map { Int($0) ?? 0 }
    guard numbers.count <= 2, numbers.allSatisfy({ $0 > 0 }) else {
      print("usage: ZoneVersionBenchmark [NAMES [VERSIONS]]")
      exit(EX_USAGE)
    }
    let before = malloc_octets()
    var zone = LargeZone(names: numbers.first ?? 1_000_000)
    print("names \(zone.names), megabytes \((malloc_octets() - before) / 1_000_000)")
    let versions = numbers.count == 2 ? numbers[1] : 1_000
    let kept = zone.makeVersions(versions, keepingAll: true)
    print("all kept: \(kept)")
    print("one kept: \(zone.makeVersions(versions, keepingAll: false))")
    print("set of 10,000 zones with another version: \(zone.replacementTime(zones: 10_000)) ns")
    exit(kept.isWithinBounds ? EXIT_SUCCESS : EXIT_FAILURE)
  }
}

/// What versions took, one after another.
struct Costs: CustomStringConvertible {
  /// In nanoseconds of the clock, that of freeing the version before included, unless it is kept.
  private let times: [Int]
  /// For all of them together.
  private let octets: Int

  init(times: [Int], octets: Int) {
    self.times = times.sorted()
    self.octets = octets
  }

  private func time(percent: Int) -> Int { times[(times.count - 1) * percent / 100] }

  var isWithinBounds: Bool { time(percent: 99) <= 1_000_000 && octets <= times.count << 16 }

  var description: String {
    "ns median \(time(percent: 50)), 99 % \(time(percent: 99)), most \(time(percent: 100)); "
      + "octets a version \(octets / times.count)"
  }
}

/// A zone with an address at each name.
struct LargeZone {
  let names: Int
  private static let apex = DomainName(labels: ["example", "com"])
  private var zone: Zone
  private var serial: UInt32 = 1
  private var state: UInt64 = 1

  init(names: Int) {
    self.names = names
    var records = RecordStoreBuilder(apex: Self.apex)
    Self.add(Self.apexVersion(serial: 1), to: &records)
    for number in 0..<names { Self.add(Self.version(number, address: 1), to: &records) }
    zone = Zone(apex: Self.apex, records, Zone.Policy())
  }

  private static func add(_ name: NameVersion, to records: inout RecordStoreBuilder) {
    let owner = name.owner.wireForm
    records.beginName(owner.span, at: 0)
    for rrset in name.rrsets {
      for rdata in rrset.rdatas { records.add(rrset.type, ttl: rrset.ttl, rdata.span, rdata.indices) }
    }
  }

  private static func apexVersion(serial: UInt32) -> NameVersion {
    let ns1 = DomainName(labels: ["ns1", "example", "com"])
    let soa = SOA(
      mname: ns1, rname: DomainName(labels: ["hostmaster", "example", "com"]), serial: serial,
      refresh: 7_200, retry: 3_600, expire: 1_209_600, minimum: 300)
    let ns = [ns1, DomainName(labels: ["ns2", "example", "com"])].map(\.wireForm)
    return NameVersion(apex, [.init(.soa, ttl: 3_600, [soa.rdata]), .init(.ns, ttl: 3_600, ns)])
  }

  /// A name as people choose them: letters at random, and a number so that no two are alike.
  private static func version(_ number: Int, address: UInt32) -> NameVersion {
    var word = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
    var label = "\(number)"
    for _ in 0..<3 + word % 6 {
      label = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(word >> 40 % 26))) + label
      word = word &* 0xBF58_476D_1CE4_E5B9
    }
    let owner = DomainName(labels: [label, "example", "com"])
    return NameVersion(owner, [.init(.a, ttl: 300, [IPv4Address(rawValue: address).octets])])
  }

  /// Makes versions, each with another address at a name and another serial.
  mutating func makeVersions(_ count: Int, keepingAll: Bool) -> Costs {
    var kept: [Zone] = []
    kept.reserveCapacity(count)
    var times: [Int] = []
    times.reserveCapacity(count)
    let before = Int(malloc_octets())
    for _ in 0..<count {
      serial += 1
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let change = Self.version(Int(state >> 33) % names, address: serial)
      let start = now
      if keepingAll { kept.append(zone) }
      zone = zone.changing([change, Self.apexVersion(serial: serial)])
      times.append(now - start)
    }
    let octets = Int(malloc_octets()) - before
    return withExtendedLifetime(kept) { Costs(times: times, octets: octets) }
  }

  /// The time for a set of zones that differs from another one in one zone, in nanoseconds.
  func replacementTime(zones: Int) -> Int {
    let small = (0..<zones).map { number in
      let apex = DomainName(labels: ["zone\(number)", "test"])
      let soa = Self.apexVersion(serial: 1).rrsets[0].rdatas[0]
      return Zone(apex: apex, [StoredRecord(owner: apex, .soa, ttl: 60, soa)])
    }
    let set = ZoneSet(small)
    let start = now
    for index in set.indices.prefix(1_000) {
      _ = set.replacing([(index: index, zone: small[Int(index.rawValue)])])
    }
    return (now - start) / 1_000
  }

  private var now: Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
