import DNSWire
import LeafCore
import Testing

@Suite struct `Histograms and slots of counters` {
  private static func worker() -> WorkerCounters { WorkerCounters(over: .udp) }

  @Test(arguments: [
    (0, 0), (64, 0), (65, 1), (512, 3), (513, 4), (1_232, 5), (65_535, 9), (65_536, 10), (100_000, 10),
  ])
  func `a value counts at the first bound that it does not pass`(length: Int, slot: Int) {
    let worker = Self.worker()
    worker.count(queryOf: length, overIPv6: false)
    let histogram = worker.values.queryLengths
    #expect(histogram.counts == (0...Histogram.sizes.count).map { $0 == slot ? 1 : 0 })
    #expect(histogram.sum == UInt64(length))
  }

  @Test func `queries that are answered together each count with the time that all took`() {
    let worker = Self.worker()
    worker.count(.microseconds(30), ofQueries: 3)
    worker.count(.seconds(20), ofQueries: 1)
    worker.count(.zero - .seconds(1), ofQueries: 1)
    let histogram = worker.values.durations
    #expect(histogram.counts.reduce(0, +) == 5)
    #expect(histogram.counts[5] == 3 && histogram.counts.last == 1 && histogram.counts[0] == 1)
    #expect(histogram.sum == 20_000_090_000)
  }

  @Test func `sums have the counts of both`() {
    let (one, other) = (Self.worker(), Self.worker())
    one.count(queryOf: 60, overIPv6: true)
    other.count(queryOf: 70, overIPv6: false)
    let sum = one.values + other.values
    #expect(sum.queriesOverIPv6 == 1 && sum.queryLengths.counts.prefix(2) == [1, 1])
    #expect(sum.octetsReceived == 130)
  }

  @Test func `each QTYPE with a name of its own counts there, all others together`() {
    for (slot, name) in QTYPEClass.names.dropLast(2).enumerated() {
      #expect(Self.byQTYPE(QTYPE(presentation: name)) == slot, "\(name)")
    }
    for number: UInt16 in [0, 3, 41, 128, 511, 512, 65_535] {
      #expect(Self.byQTYPE(QTYPE(rawValue: number)) == QTYPEClass.names.count - 2)
    }
    #expect(Self.byQTYPE(nil) == QTYPEClass.names.count - 1)
  }

  private static func byQTYPE(_ qtype: QTYPE?) -> Int? {
    let worker = worker()
    worker.count(answered(qtype: qtype), response: [UInt8]().span, ZoneSlots(ZoneSet([])))
    return worker.values.byQTYPE.firstIndex(of: 1)
  }

  private static func answered(qtype: QTYPE? = nil, zone: ZoneIndex? = nil) -> Outcome {
    .response(
      Answered(
        rule: .apex, zone: zone, rcode: .noError, isAuthoritative: true, qtype: qtype, answerCount: 0,
        authorityCount: 0))
  }

  private static func zones(_ names: [String]) -> ZoneSet {
    EncodedZones(
      names.map { name in
        let apex = DomainName(labels: [name])
        let soa = SOA(mname: apex, rname: apex, serial: 1, refresh: 1, retry: 1, expire: 1, minimum: 1)
        return EncodedZone(apex: apex, nameServers: [apex], soa: soa, .names(ttl: 60))
      }, hosts: []
    ).set
  }

  @Test func `a zone keeps its slot whatever its number becomes, and the hundred and first shares one`() {
    let worker = Self.worker()
    let before = Self.zones(["a", "b"]), after = Self.zones(["c", "b"])
    let slots = ZoneSlots(before)
    worker.count(Self.answered(zone: before.indices[1]), response: [UInt8]().span, slots)
    let later = ZoneSlots(after, after: slots)
    worker.count(Self.answered(zone: after.indices[1]), response: [UInt8]().span, later)
    worker.count(Self.answered(zone: after.indices[0]), response: [UInt8]().span, later)
    worker.count(Self.answered(), response: [UInt8]().span, later)
    let counters = worker.values
    #expect(later.apexes.map(\.description) == ["a.", "b.", "c."])
    #expect((0..<3).map { counters.responses(ofZoneInSlot: $0) } == [0, 2, 1])
    #expect(counters.responsesOutsideZones == 1 && counters.responsesOfOtherZones == 0)
  }

  @Test func `of 150 zones the last fifty count together`() {
    let worker = Self.worker()
    let zones = Self.zones((0..<150).map { "z\($0)" }), slots = ZoneSlots(zones)
    for index in zones.indices { worker.count(Self.answered(zone: index), response: [UInt8]().span, slots) }
    #expect(slots.apexes.count == 100 && worker.values.responsesOfOtherZones == 50)
    #expect((0..<100).allSatisfy { worker.values.responses(ofZoneInSlot: $0) == 1 })
  }

  @Test func `the tables of the limits say how many keys have a window that is open`() {
    var limits = Limits()
    limits.queriesPerAddress = 10
    limits.trackedAddresses = 100
    let limiter = Limiter(limits, hashKey: (1, 2))
    #expect(limiter.tables(at: .milliseconds(0)).map(\.used) == [0, 0])
    for last: UInt8 in 1...5 {
      _ = limiter.tables(at: .milliseconds(1_000))
      _ = respondOnce(from: IPAddress.ipv4(IPv4Address(192, 0, 2, last)), limiter, at: .milliseconds(1_000))
    }
    #expect(limiter.tables(at: .milliseconds(1_500)).map(\.used) == [5, 0])
    #expect(limiter.tables(at: .milliseconds(2_100)).map(\.used) == [0, 0])
    #expect(limiter.tables(at: .milliseconds(0)).map(\.name) == ["addresses", "names"])
    #expect(limiter.tables(at: .milliseconds(0))[0].capacity >= 100)
  }

  private func respondOnce(from client: IPAddress, _ limiter: Limiter, at now: Now) -> Outcome? {
    var outcome: Outcome?
    let query = [UInt8](repeating: 0, count: 12)
    let authority = Authority(ZoneSet([]), Identity(Identity.Settings()))
    _ = [UInt8](capacity: 1_232) { response in
      outcome = respond(
        to: query.span, from: client, over: .udp, at: now, using: authority, limits: limiter, into: &response)
    }
    return outcome
  }
}
