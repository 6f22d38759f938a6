import DNSSecurity
import DNSWire
import LeafStore
import Synchronization

/// Where the keys of all zones are in their lives. What is known of it is in the database of `state_dir`, which other
/// programs may change too.
final class KeyStates: Sendable {
  private struct State {
    var store: KeyStateStore?
    /// Why it could not be opened, and when.
    var failure: (DatabaseError, Duration)?
    /// Of the database when `zones` were read.
    var version: Int64 = 0
    var zones: [DomainName: KeyStateStore.Entry] = [:]
    /// How long zones have been served since their clocks were set forward in the database, in seconds.
    var unsaved: [DomainName: UInt64] = [:]
  }

  private let path: String
  /// Whether this is the server's, which alone lets time go by.
  private let isServing: Bool
  private let state = Mutex(State())

  /// While nothing happens clocks are set forward in the database so often, in seconds: that of a zone whose keys are
  /// all active tells their age alone.
  private static let timeBetweenSaves: UInt64 = 600, timeBetweenSavesOfAge: UInt64 = 21_600
  /// So much of the time in which leaf did not run counts at most, in seconds: by a clock that was set forward meanwhile no
  /// key is old too early.
  private static let longestAbsence: UInt64 = 86_400

  /// - Parameters:
  ///   - path: The database's.
  ///   - isServing: Whether this is the server's, which alone lets time go by, and makes it if it is not there.
  init(_ path: String, isServing: Bool = true) { (self.path, self.isServing) = (path, isServing) }

  /// The one that belongs to a folder of keys.
  static func path(besideFolder folder: String) -> String {
    let above = folder.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
      separator: "/")
    return "\(folder.contains("/") ? above : ".")/leaf.db"
  }

  /// Sees what other programs have changed since this was called last.
  func refresh() throws(DatabaseError) {
    try withStore { store, state throws(DatabaseError) in
      let version = try store.version()
      if version != state.version { (state.version, state.zones) = (version, [:]) }
    }
  }

  /// What is known of a zone.
  func entry(of zone: DomainName) throws(DatabaseError) -> KeyStateStore.Entry? {
    try withStore { store, state throws(DatabaseError) in try Self.known(zone, store, &state) }
  }

  /// Has `body` change what is known of a zone.
  ///
  /// - Parameter time: Now, in seconds of Unix time.
  /// - Returns: What `body` does.
  func change<Result: Sendable>(
    _ zone: DomainName, at time: UInt64, _ body: (inout KeyStateStore.Entry) -> Result
  ) throws(DatabaseError) -> Result {
    try withStore { store, state throws(DatabaseError) in
      let (entry, result) = try store.change { () throws(DatabaseError) in
        var entry = try store.entry(of: zone) ?? .new(at: time)
        // What happens now happens behind the time that has gone by.
        if isServing {
          entry.rollover.pass(Self.unsaved(zone, entry, at: time, state))
          entry.seen = time
        }
        let result = body(&entry)
        try store.put(entry, of: zone)
        return (entry, result)
      }
      state.zones[zone] = entry
      state.unsaved[zone] = 0
      return result
    }
  }

  /// What the keys of a zone are for, of which new ones are taken note of.
  ///
  /// - Returns: With those that are new, and to take the place of others.
  /// - Throws: `DatabaseError`, or `KeyFolderError` for one that is missing.
  func duties(
    of keys: [ZoneKey], _ zone: DomainName, _ policy: RolloverPolicy, at time: UInt64
  ) throws -> (KeyDuties, new: [KeyState]) {
    try refresh()
    var rollover = try entry(of: zone)?.rollover ?? ZoneRollover()
    try requireAll(rollover, zone, keys)
    var new: [KeyState] = []
    if rollover.keys.isEmpty || keys.contains(where: { rollover.state(of: $0.name) == nil }) {
      (rollover, new) = try change(zone, at: time) { entry in
        let new = entry.rollover.adopt(keys, policy)
        return (entry.rollover, new)
      }
    }
    return (rollover.duties(of: keys), new.filter { $0.stage != .active })
  }

  private func requireAll(
    _ rollover: ZoneRollover, _ zone: DomainName, _ keys: [ZoneKey]
  ) throws(KeyFolderError) {
    for key in rollover.keys where key.stage != .gone && !keys.contains(where: { $0.name == key.name }) {
      throw KeyFolderError(
        description:
          "the key of \(zone) with tag \(key.name.tag) is not there any more, which is \(key.stage); bring it back, or give it up: leaf key remove \(zone) \(key.name.tag)"
      )
    }
  }

  /// Whether a zone has been signed with keys.
  func hasKeys(_ zone: DomainName) -> Bool {
    (try? entry(of: zone))?.rollover.keys.contains { $0.stage != .gone } == true
  }

  /// Lets time go by in which a zone was served as the stages of its keys say.
  ///
  /// - Parameters:
  ///   - seconds: How long since it was last asked for; 0 the first time.
  ///   - time: Now, in seconds of Unix time.
  func advance(
    _ zone: DomainName, by seconds: UInt64, _ policy: RolloverPolicy, at time: UInt64
  ) throws(DatabaseError) -> [ZoneRollover.Effect] {
    let (entry, unsaved) = try withStore { store, state throws(DatabaseError) in
      let entry = try Self.known(zone, store, &state)
      let unsaved = Self.unsaved(zone, entry, at: time, state) + seconds
      state.unsaved[zone] = unsaved
      return (entry, unsaved)
    }
    guard var rollover = entry?.rollover else { return [] }
    let isQuiet = rollover.advance(by: unsaved, policy).isEmpty && entry?.propagation == policy.propagation
    let areActive = rollover.keys.allSatisfy { $0.stage == .active }
    let interval = areActive ? Self.timeBetweenSavesOfAge : Self.timeBetweenSaves
    if isQuiet, unsaved < interval { return [] }
    return try change(zone, at: time) { entry in
      entry.propagation = policy.propagation
      return entry.rollover.advance(by: 0, policy)
    }
  }

  /// The first time it is the time in which leaf did not run, in which keys grow older, and caches learn nothing.
  private static func unsaved(
    _ zone: DomainName, _ entry: KeyStateStore.Entry?, at time: UInt64, _ state: State
  ) -> UInt64 {
    if let unsaved = state.unsaved[zone] { return unsaved }
    guard let entry, entry.rollover.keys.allSatisfy({ $0.stage == .active }) else { return 0 }
    return min(longestAbsence, time - min(time, entry.seen))
  }

  /// By how much a zone's clock may be behind in the database, in seconds, while a key waits.
  ///
  /// - Parameter time: Now, in seconds of Unix time.
  static func delay(of entry: KeyStateStore.Entry, at time: UInt64) -> UInt64 {
    time >= entry.seen ? min(timeBetweenSaves, time - entry.seen) : timeBetweenSaves
  }

  private static func known(
    _ zone: DomainName, _ store: KeyStateStore, _ state: inout State
  ) throws(DatabaseError) -> KeyStateStore.Entry? {
    if let known = state.zones[zone] { return known }
    let entry = try store.entry(of: zone)
    state.zones[zone] = entry
    return entry
  }

  /// One that could not be opened may be there some seconds later.
  private func open(_ state: inout State) throws(DatabaseError) -> KeyStateStore {
    if let store = state.store { return store }
    if let (error, time) = state.failure, readMonotonicClock() - time < .seconds(10) { throw error }
    do throws(DatabaseError) {
      let store = KeyStateStore(try Database(path, isMade: isServing, schemas: KeyStateStore.schemas))
      state.store = store
      return store
    } catch {
      state.failure = (error, readMonotonicClock())
      throw error
    }
  }

  private func withStore<Result: Sendable>(
    _ body: (KeyStateStore, inout State) throws(DatabaseError) -> Result
  ) throws(DatabaseError) -> Result {
    try state.withLock { state throws(DatabaseError) in
      let store = try open(&state)
      return try body(store, &state)
    }
  }
}

extension KeyStateStore.Entry {
  fileprivate static func new(at time: UInt64) -> Self {
    Self(rollover: ZoneRollover(), seen: time, propagation: RolloverPolicy().propagation, parent: "")
  }
}
