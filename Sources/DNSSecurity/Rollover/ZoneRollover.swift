/// How the keys of a zone take each other's places. Nothing is removed that a validator may still need (RFC 6781 §4.1,
/// RFC 7583 §3).
///
/// It has a clock of its own, in seconds, which goes on only while the zone that is served is signed as the stages say. So
/// neither a clock that is set nor a zone that cannot be signed has a stage end too early.
package struct ZoneRollover: Equatable, Sendable {
  /// A new key that shall take the place of the one that is active.
  package struct Wish: Hashable, Sendable {
    /// Whether it is a CSK or KSK.
    package let isEntryPoint: Bool
    /// Of the new key, as in the IANA registry.
    package let algorithm: UInt8

    package init(isEntryPoint: Bool, algorithm: UInt8) {
      (self.isEntryPoint, self.algorithm) = (isEntryPoint, algorithm)
    }

    fileprivate init(_ key: KeyState) {
      self.init(isEntryPoint: key.isEntryPoint, algorithm: key.name.algorithm)
    }

    func isGranted(by key: KeyState) -> Bool {
      key.isEntryPoint == isEntryPoint && key.name.algorithm == algorithm
    }
  }

  /// What has come of a step.
  package enum Effect: Equatable, Sendable {
    /// A key is to be made, and to be told of by `adopt`.
    case make(Wish)
    /// A key is in another stage.
    case moved(KeyState)
  }

  /// In seconds.
  package private(set) var clock: UInt64
  /// In the order in which they have come.
  package private(set) var keys: [KeyState]
  /// One of each kind of key at most.
  package private(set) var wishes: Set<Wish>
  /// Of the DNSKEY records.
  package private(set) var keyTTL: RememberedTTL
  /// Of all records.
  package private(set) var longestTTL: RememberedTTL
  /// Of the parent's DS records.
  package private(set) var parentTTL: RememberedTTL

  package init(
    clock: UInt64 = 0, keys: [KeyState] = [], wishes: Set<Wish> = [], keyTTL: RememberedTTL = .init(),
    longestTTL: RememberedTTL = .init(), parentTTL: RememberedTTL = .init()
  ) {
    (self.clock, self.keys, self.wishes) = (clock, keys, wishes)
    (self.keyTTL, self.longestTTL, self.parentTTL) = (keyTTL, longestTTL, parentTTL)
  }

  /// Takes note of the keys that there are. The first ones are all active; another is to take the place of the one that
  /// is, unless it is to stand by.
  ///
  /// - Returns: Those that have been taken up.
  @discardableResult package mutating func adopt(_ found: [ZoneKey], _ policy: RolloverPolicy) -> [KeyState] {
    let areFirst = keys.isEmpty
    keys.removeAll { key in key.stage == .gone && !found.contains { $0.name == key.name } }
    var new: [KeyState] = []
    for key in found where state(of: key.name) == nil {
      let stage = areFirst ? .active : firstStage(ofAlgorithm: key.name.algorithm)
      new.append(KeyState(key.name, isEntryPoint: key.record.isEntryPoint, stage, since: clock))
    }
    keys += new
    if !areFirst, !policy.keepsStandby { for key in new { wish(for: Wish(key)) } }
    return new
  }

  /// Forgets a key that somebody has removed.
  package mutating func forget(_ name: KeyName) { keys.removeAll { $0.name == name } }

  /// Has a new key take the place of the one that is active. It is not asked for a ZSK of an algorithm to which the parent
  /// neither leads nor is to lead.
  package mutating func wish(for wish: Wish) {
    let others = wishes.filter { $0.isEntryPoint != wish.isEntryPoint }
    if wish.isEntryPoint {
      wishes = others.filter { $0.algorithm == wish.algorithm }
    } else {
      let led =
        others.map(\.algorithm) + keys.filter { $0.isEntryPoint && $0.stage == .active }.map(\.name.algorithm)
      guard led.isEmpty || led.contains(wish.algorithm) else { return }
      wishes = others
    }
    wishes.insert(wish)
  }

  /// Takes note of what the parent has.
  ///
  /// - Parameters:
  ///   - names: The keys whose DS records are at all servers of the parent that could be asked.
  ///   - seconds: How much later than the clock says, by who cannot set it forward.
  package mutating func note(parentHas names: Set<KeyName>, in seconds: UInt64 = 0) {
    let time = clock + seconds
    for index in keys.indices where keys[index].isEntryPoint {
      let isThere = names.contains(keys[index].name)
      keys[index].inParentSince = isThere ? keys[index].inParentSince ?? time : nil
      keys[index].outOfParentSince = isThere ? nil : keys[index].outOfParentSince ?? time
    }
  }

  /// Lets time go by, and does what it is time for.
  ///
  /// - Parameter seconds: How long the zone has been served as the stages say.
  package mutating func advance(by seconds: UInt64, _ policy: RolloverPolicy) -> [Effect] {
    pass(seconds)
    keyTTL.note(policy.keyTTL, at: clock, policy)
    longestTTL.note(policy.longestTTL, at: clock, policy)
    parentTTL.note(policy.parentTTL, at: clock, policy)
    wishForOld(policy)
    var effects: [Effect] = []
    while let index = keys.indices.first(where: { next(keys[$0], policy).condition == .met }) {
      effects += move(index, to: next(keys[index], policy).stage).map { .moved($0) }
    }
    return effects + missing(policy).map { .make($0) }
  }

  /// Lets time go by, and does nothing else.
  ///
  /// - Parameter seconds: How long the zone has been served as the stages say.
  package mutating func pass(_ seconds: UInt64) {
    clock += seconds
    for index in keys.indices where signsRecords(keys[index]) { keys[index].signedLast = clock }
  }

  /// nil for a key of which nothing is known.
  package func state(of name: KeyName) -> KeyState? { keys.first { $0.name == name } }

  private func firstStage(ofAlgorithm algorithm: UInt8) -> KeyStage {
    keys.contains { $0.name.algorithm == algorithm && $0.stage.isPublished } ? .published : .signing
  }
}

extension ZoneRollover {
  /// Keys that have been active for long enough are to be followed by others of the same algorithm.
  private mutating func wishForOld(_ policy: RolloverPolicy) {
    for key in keys where key.stage == .active {
      let lifetime = key.isEntryPoint ? policy.entryPointLifetime : policy.zoneKeyLifetime
      guard let lifetime, clock >= key.since + lifetime,
        !wishes.contains(where: { $0.isEntryPoint == key.isEntryPoint })
      else { continue }
      wishes.insert(Wish(key))
    }
  }

  /// What keys have to be made for.
  private func missing(_ policy: RolloverPolicy) -> [Wish] {
    let standbys = policy.keepsStandby ? keys.filter { $0.stage == .active } : []
    let all = wishes.union(standbys.map { Wish($0) })
    return all.filter { wish in !keys.contains { $0.stage.isBefore && wish.isGranted(by: $0) } }
      .sorted { $0.isEntryPoint && !$1.isEntryPoint }
  }

  /// - Returns: The keys that are in another stage with it.
  private mutating func move(_ index: Int, to stage: KeyStage) -> [KeyState] {
    var moved = [index]
    if stage == .active {
      let isEntryPoint = keys[index].isEntryPoint
      wishes = wishes.filter { $0.isEntryPoint != isEntryPoint }
      moved += keys.indices.filter { keys[$0].stage == .active && keys[$0].isEntryPoint == isEntryPoint }
    }
    for other in moved {
      keys[other].stage = other == index ? stage : .retiring
      keys[other].since = clock
    }
    return moved.map { keys[$0] }
  }
}
