import DNSWire
import Foundation
import LeafConfiguration
import LeafCore
import NIOHTTP1
import TestMessages
import TestPrograms
import Testing

@testable import LeafServer

@Suite(.sideBySide) struct `Keeping zones` {
  private static func configuration(_ files: String...) throws -> Configuration {
    try LoadedConfiguration(
      commandLine: CommandLineValues(flags: ["zone-file": files]), environment: [:], coreCount: 1
    ) { _ throws(FileError) in nil }.configuration
  }

  private static func readiness(_ serving: Serving) -> UInt {
    MetricsPage(serving: serving, version: "1")
      .response(to: HTTPRequestHead(version: .http1_1, method: .GET, uri: "/readyz")).status.code
  }

  @Test func `has a server that is not ready until each zone is loaded or refused`() async throws {
    let folder = try ZoneFolder(["a.zone": ZoneFolder.zone()])
    let configuration = try Self.configuration("a=\(folder.path)/a.zone", "b=\(folder.path)/b.zone")
    let log = try EventLog(LogSettings(level: .critical))
    defer { log.close() }
    // Nobody loads them.
    let slow = Serving(SnapshotSource(Snapshot(configuration)), log, loadingThreads: 0)
    slow.zones.apply(configuration)
    slow.health.hasStarted()
    #expect(slow.zones.isLoading && Self.readiness(slow) == 503)
    let serving = Serving(SnapshotSource(Snapshot(configuration)), log)
    serving.zones.apply(configuration)
    await serving.zones.settle()
    #expect(Self.readiness(serving) == 503)
    serving.health.hasStarted()
    #expect(Self.readiness(serving) == 200)
    #expect(serving.snapshots.current.authority.zones.notReadyCount == 1)
    #expect(serving.zones.counts == ZoneCommits.Counts(loaded: 1, refused: 1))
  }

  private static func change(_ zone: KeptZone, serial: UInt32) throws -> ZoneChange {
    let soa = SOA(
      mname: .root, rname: .root, serial: serial, refresh: 1, retry: 1, expire: 1, minimum: 1)
    let version = Zone(apex: zone.apex, [StoredRecord(owner: zone.apex, .soa, ttl: 1, soa.rdata)])
    return ZoneChange(
      zone: zone, source: "here",
      outcome: .version(ZoneVersion(zone: version, serial: serial, recordCount: 1, isOther: true)),
      findings: .none)
  }

  @Test func `has one way for a zone to change, and a zone that is retired does not`() throws {
    let configuration = try Self.configuration("a=a", "b=b")
    let log = try EventLog(LogSettings(level: .critical))
    defer { log.close() }
    let snapshots = SnapshotSource(Snapshot(configuration))
    let commits = ZoneCommits(snapshots, log)
    let zones = configuration.zones.map { KeptZone($0, configuration.settings(of: $0)) }
    commits.commit(try Self.change(zones[0], serial: 3))
    #expect(zones[0].status.serial == 3 && zones[0].status.isSettled)
    let first = snapshots.current
    zones[1].isRetired.set()
    commits.commit(try Self.change(zones[1], serial: 3))
    #expect(zones[1].status.serial == nil && snapshots.current === first)
    commits.commit(ZoneChange(zone: zones[0], source: "", outcome: .refused, findings: .none))
    let since = zones[0].status.failingSince
    #expect(since != nil && zones[0].status.failures == 1 && snapshots.current === first)
    commits.commit(ZoneChange(zone: zones[0], source: "", outcome: .unchanged, findings: .none))
    #expect(zones[0].status.failingSince == nil && zones[0].status.failures == 1)
    #expect(commits.counts == ZoneCommits.Counts(loaded: 1, refused: 1))
  }

  @Test func `commits what many threads hand in at once, and each once`() throws {
    let names = (0..<500).map { "z\($0)=z\($0)" }
    let configuration = try LoadedConfiguration(
      commandLine: CommandLineValues(flags: ["zone-file": names]), environment: [:], coreCount: 1
    ) { _ throws(FileError) in nil }.configuration
    let log = try EventLog(LogSettings(level: .critical))
    defer { log.close() }
    let snapshots = SnapshotSource(Snapshot(configuration))
    let commits = ZoneCommits(snapshots, log)
    let changes = try configuration.zones.map {
      try Self.change(KeptZone($0, configuration.settings(of: $0)), serial: 1)
    }
    DispatchQueue.concurrentPerform(iterations: changes.count) { commits.commit(changes[$0]) }
    #expect(snapshots.current.authority.zones.notReadyCount == 0)
    #expect(commits.counts == ZoneCommits.Counts(loaded: 500, refused: 0))
  }

  @Test func `knows a file that was touched from one that has changed`() throws {
    let folder = try ZoneFolder(["a": "one", "b": "two"])
    var seen = SeenFiles()
    for name in ["a", "b"] { _ = try seen.read("\(folder.path)/\(name)") }
    #expect(!seen.areTouched)
    try folder.write("b", "two")
    #expect(seen.areTouched)
    let same = try #require(seen.unchanged())
    #expect(!same.areTouched && same.haveContents(of: seen))
    try folder.write("b", "2wo")
    #expect(seen.areTouched && seen.unchanged() == nil)
    try folder.remove("b")
    #expect(seen.areTouched && seen.unchanged() == nil)
    var missing = SeenFiles()
    _ = try? missing.read("\(folder.path)/c")
    #expect(!missing.areTouched && missing.unchanged() == nil)
    try folder.write("c", "")
    #expect(missing.areTouched)
  }
}

@Suite(.sideBySide) struct `A pool of threads` {
  @Test func `does all that is added, and tells when there is nothing to do`() throws {
    let done = Locked(0)
    let idle = DispatchSemaphore(value: 0)
    let pool = WorkPool(named: "test", threads: 3) { idle.signal() }
    for round in 1...20 {
      try pool.add((0..<50).map { _ in { done.change { $0 += 1 } } })
      #expect(idle.wait(timeout: .now() + 10) == .success)
      #expect(done.change { $0 } == round * 50)
    }
  }

  @Test func `does as much at once as it has threads, and no more`() throws {
    let running = Locked((now: 0, most: 0))
    let (started, goOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let pool = WorkPool(named: "test", threads: 2) {}
    try pool.add(
      (0..<6).map { _ in
        {
          running.change { running in
            running.now += 1
            running.most = max(running.most, running.now)
          }
          started.signal()
          goOn.wait()
          running.change { $0.now -= 1 }
        }
      })
    for _ in 0..<2 { started.wait() }
    for _ in 0..<6 { goOn.signal() }
    for _ in 0..<4 { started.wait() }
    #expect(running.change { $0.most } == 2)
  }
}

@Suite(.alone) struct `A version that has been replaced` {
  @Test func `is let go of by workers that nobody asks anything`() async throws {
    let server = try ServiceInProcess(responder: .respond)
    weak let before = server.serving.snapshots.current
    server.serving.snapshots.change { $0.replacing([]) }
    #expect(before !== server.serving.snapshots.current)
    let end = ContinuousClock.now + .seconds(30)
    while before != nil, .now < end { try await Task.sleep(for: .milliseconds(20)) }
    #expect(before == nil)
    try await server.stop()
  }
}
