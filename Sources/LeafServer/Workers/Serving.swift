import NIOCore

/// What all workers and connections have in common.
package struct Serving: Sendable {
  package let snapshots: SnapshotSource
  package let log: EventLog
  package let responder: Responder
  package let counters = CounterRegistry()
  let connections = ConnectionCounters()
  let reloads = ReloadCounters(at: readClocks().unixTime)
  package let health: Health
  let zones: ZoneKeeper

  package init(
    _ snapshots: SnapshotSource, _ log: EventLog, responder: Responder = .respond, health: Health = Health(),
    loadingThreads: Int = System.coreCount
  ) {
    self.health = health
    self.snapshots = snapshots
    self.log = log
    self.responder = responder
    zones = ZoneKeeper(snapshots, log, threads: loadingThreads)
  }
}
