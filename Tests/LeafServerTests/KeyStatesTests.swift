import DNSSecurity
import DNSWire
import Testing

@testable import LeafServer

@Suite struct `Where keys are in their lives` {
  private static let zone = DomainName(labels: ["example"])

  private func newKey() throws -> ZoneKey {
    ZoneKey(try SigningKey(generating: .ed25519), of: Self.zone, isEntryPoint: true)
  }

  private func stage(of key: ZoneKey, _ states: KeyStates) throws -> KeyStage? {
    try states.entry(of: Self.zone)?.rollover.state(of: key.name)?.stage
  }

  /// The time before a key came, which the database does not know of yet, is no time in which caches learned of it.
  @Test func `count no time from before they began`() throws {
    let folder = try ZoneFolder()
    let path = "\(folder.path)/leaf.db"
    var states = KeyStates(path)
    let (old, new) = (try newKey(), try newKey())
    let policy = RolloverPolicy()
    _ = try states.duties(of: [old], Self.zone, policy, at: 1_000_000)
    // Two hours are enough for caches.
    #expect(try states.advance(Self.zone, by: 10_000, policy, at: 1_010_000) == [])
    _ = try states.duties(of: [old, new], Self.zone, policy, at: 1_010_000)
    #expect(try states.advance(Self.zone, by: 0, policy, at: 1_010_000) == [])
    #expect(try stage(of: new, states) == .published)
    // Nor do caches learn of it while leaf does not run, whatever the clock says then.
    states = KeyStates(path)
    #expect(try states.advance(Self.zone, by: 7_199, policy, at: 1_000_000_000) == [])
    #expect(try states.advance(Self.zone, by: 1, policy, at: 1_000_000_001).count == 1)
    #expect(try stage(of: new, states) == .ready)
  }

  /// Of another program.
  @Test func `count the parent's time from when it is told of`() throws {
    let folder = try ZoneFolder()
    let states = KeyStates("\(folder.path)/leaf.db")
    let (old, new) = (try newKey(), try newKey())
    let policy = RolloverPolicy()
    _ = try states.duties(of: [old], Self.zone, policy, at: 1_000_000)
    _ = try states.duties(of: [old, new], Self.zone, policy, at: 1_000_000)
    #expect(try states.advance(Self.zone, by: 7_200, policy, at: 1_007_200).count == 1)
    #expect(try states.advance(Self.zone, by: 500, policy, at: 1_007_700) == [])
    let command = try #require(KeyStates(besideFolder: "\(folder.path)/keys"))
    try command.change(Self.zone, at: 1_007_700) { entry in
      entry.rollover.note(parentHas: [new.name], in: KeyStates.delay(of: entry, at: 1_007_700))
    }
    try states.refresh()
    // A day for the DS record's TTL, and an hour for the servers.
    #expect(try states.advance(Self.zone, by: 89_999, policy, at: 1_097_699) == [])
    #expect(try states.advance(Self.zone, by: 1, policy, at: 1_097_700).count == 3)
    #expect(try stage(of: new, states) == .active && stage(of: old, states) == .retiring)
  }
}
