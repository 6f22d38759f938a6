import DNSSecurity
import DNSWire
import LeafConfiguration
import LeafCore
import LeafStore
import Synchronization

/// Has keys take each other's places in time: asks where they are in their lives, makes new ones and destroys old ones.
final class KeyUpkeep: Sendable {
  private struct State {
    /// When each zone was last seen to be served as the stages of its keys say, by the clock that only goes forward.
    var lastSeen: [DomainName: Duration] = [:]
    /// When the log was last told of something, by its text, in seconds of Unix time.
    var told: [String: UInt64] = [:]
    /// When what is older than all intervals is forgotten.
    var nextForgetting: UInt64 = 0
  }

  let states: KeyStates
  private let log: EventLog
  private let state = Mutex(State())

  init(_ states: KeyStates, _ log: EventLog) { (self.states, self.log) = (states, log) }

  /// Lets a zone's keys go on.
  ///
  /// - Returns: Whether the zone is to be signed anew, as its keys have other duties.
  func look(at zone: KeptZone, keyFolder: String, _ now: Now) -> Bool {
    guard let security = zone.status.security, let inForce = security.duties else { return false }
    if let problem = security.problem { tell(problem, of: zone.apex, at: now.unixTime, every: 86_400) }
    do {
      guard let rollover = try states.entry(of: zone.apex)?.rollover, security.problem == nil,
        rollover.duties == inForce
      else {
        state.withLock { $0.lastSeen[zone.apex] = nil }
        return true
      }
      try destroyUnneeded(rollover, zone.apex, keyFolder, at: now.unixTime)
      let policy = policy(zone, security)
      let isOther = try advance(zone, policy, keyFolder, now)
      remind(of: zone.apex, policy, at: now.unixTime)
      return isOther
    } catch {
      tell("\(error)", of: zone.apex, at: now.unixTime, every: 3600)
      return false
    }
  }

  private func policy(_ zone: KeptZone, _ security: ZoneSecurity) -> RolloverPolicy {
    var policy = RolloverPolicy(zone.settings.security)
    policy.keyTTL = UInt64(security.keyTTL)
    policy.longestTTL = UInt64(security.longestTTL)
    return policy
  }

  private func advance(
    _ zone: KeptZone, _ policy: RolloverPolicy, _ keyFolder: String, _ now: Now
  ) throws -> Bool {
    let effects = try states.advance(
      zone.apex, by: secondsServed(zone.apex, now), policy, at: now.unixTime)
    for effect in effects {
      switch effect {
      case .make(let wish): try make(wish, zone.apex, keyFolder, policy, at: now.unixTime)
      case .moved(let key):
        let condition = try condition(of: key, zone.apex, policy)
        tell(.key(key, of: zone.apex, condition))
      }
    }
    return !effects.isEmpty
  }

  /// Since this was asked last; what is less than a second counts the next time. In longer than a minute the zone may have
  /// been something else.
  private func secondsServed(_ zone: DomainName, _ now: Now) -> UInt64 {
    state.withLock { state in
      let last = state.lastSeen[zone] ?? now.monotonic
      let seconds = max(0, (now.monotonic - last).components.seconds)
      state.lastSeen[zone] = last + .seconds(seconds)
      return seconds > 60 ? 0 : UInt64(seconds)
    }
  }

  private func condition(
    of key: KeyState, _ zone: DomainName, _ policy: RolloverPolicy
  ) throws -> RolloverCondition? {
    try states.entry(of: zone)?.rollover.next(key, policy).condition
  }

  /// Makes a key, unless one is there already that nobody has taken note of, and takes note of it.
  private func make(
    _ wish: ZoneRollover.Wish, _ zone: DomainName, _ keyFolder: String, _ policy: RolloverPolicy,
    at time: UInt64
  ) throws {
    guard let algorithm = SecurityAlgorithm(rawValue: wish.algorithm) else { return }
    let folder = try KeyFolder.made(keyFolder)
    let known = try states.entry(of: zone)?.rollover
    var keys = try folder.keys(of: zone)
    if keys.allSatisfy({ known?.state(of: $0.name) != nil }) {
      let key = try folder.addNewKey(of: zone, algorithm, isEntryPoint: wish.isEntryPoint)
      tell(.madeKey(key))
      keys.append(key)
    }
    let found = keys
    for key in try states.change(zone, at: time, { $0.rollover.adopt(found, policy) }) {
      tell(.key(key, of: zone, nil))
    }
  }

  /// What nobody needs any more, and is in force no more.
  private func destroyUnneeded(
    _ rollover: ZoneRollover, _ zone: DomainName, _ keyFolder: String, at time: UInt64
  ) throws {
    let unneeded = rollover.keys.filter { $0.stage == .gone }
    guard !unneeded.isEmpty else { return }
    let folder = try KeyFolder(keyFolder)
    for key in try folder.keys(of: zone) where unneeded.contains(where: { $0.name == key.name }) {
      try folder.remove(key)
    }
    // Only now: what is taken note of no more, and is there, would be taken for a new one.
    try states.change(zone, at: time) { entry in for key in unneeded { entry.rollover.forget(key.name) } }
  }

  /// Says each day what the parent is waited for.
  private func remind(of zone: DomainName, _ policy: RolloverPolicy, at time: UInt64) {
    guard let rollover = try? states.entry(of: zone)?.rollover else { return }
    for key in rollover.keys {
      let condition = rollover.next(key, policy).condition
      guard condition == .parentToAdd || condition == .parentToRemove else { continue }
      tell(
        "the key with tag \(key.name.tag) is \(key.stage): \(condition.text(of: key, zone))", of: zone,
        at: time,
        every: 86_400)
    }
  }

  private func tell(_ event: LogEvent) {
    if log.admits(.zoneKey, at: readClocks()) { log.log(.info, event) }
  }

  private func tell(_ problem: String, of zone: DomainName, at time: UInt64, every interval: UInt64) {
    let text = "\(zone) \(problem)"
    let isNew = state.withLock { state in
      if time >= state.nextForgetting {
        state.told = state.told.filter { time < $0.value + 86_400 }
        state.nextForgetting = time + 3600
      }
      if let last = state.told[text], time >= last, time < last + interval { return false }
      state.told[text] = time
      return true
    }
    if isNew, log.admits(.zoneProblem, at: readClocks()) { log.log(.warning, .problem(zone, problem)) }
  }
}

extension RolloverCondition {
  /// What is waited for.
  func text(of key: KeyState, _ zone: DomainName) -> String {
    switch self {
    case .met: "waits for nothing"
    case .caches(let seconds): "waits for caches, for another \(duration(seconds))"
    case .parentToAdd:
      "waits for the parent to have its DS record (leaf key ds \(zone)); once it has, and no other: leaf key confirm \(zone) \(key.name.tag)"
    case .parentToRemove:
      "waits for the parent to have its DS record no more; once it has another: leaf key confirm \(zone) and that one's tag"
    case .others: "waits for other keys of the zone"
    case .wish: key.stage == .active ? "in use" : "waits to be needed: leaf key rollover \(zone)"
    }
  }

  private func duration(_ seconds: UInt64) -> String {
    seconds < 2 * 3600 ? "\((seconds + 59) / 60) min" : "\((seconds + 3599) / 3600) h"
  }
}
