/// What a key waits for before it goes on to its next stage.
package enum RolloverCondition: Hashable, Sendable {
  /// Nothing.
  case met
  /// Caches: so many seconds of the zone's clock are left.
  case caches(UInt64)
  /// The parent to have its DS record.
  case parentToAdd
  /// The parent to have it no more.
  case parentToRemove
  /// Other keys of the zone to go on first.
  case others
  /// Somebody to ask for it.
  case wish
}

extension ZoneRollover {
  /// Where a key goes next, and what it waits for.
  package func next(
    _ key: KeyState, _ policy: RolloverPolicy
  ) -> (stage: KeyStage, condition: RolloverCondition) {
    switch key.stage {
    case .signing: (.published, whenAlgorithmIsSigned(key, policy))
    case .published:
      (key.isEntryPoint ? .ready : .standby, wait(keyTTL.value + policy.propagation, since: key.since))
    case .ready: (.standby, whenParent(has: key, policy))
    case .standby: (.active, whenWanted(key))
    case .active: (.retiring, .wish)
    case .retiring: (isLast(key) ? .withdrawn : .gone, whenUnneeded(key, policy))
    case .withdrawn: (.gone, wait(keyTTL.value + policy.propagation, since: key.since))
    case .gone: (.gone, .others)
    }
  }

  private func wait(_ seconds: UInt64, since start: UInt64) -> RolloverCondition {
    clock >= start + seconds ? .met : .caches(start + seconds - clock)
  }

  /// No cache has RRsets without signatures of the algorithm (RFC 6781 §4.1.4), whichever of its keys came last.
  private func whenAlgorithmIsSigned(_ key: KeyState, _ policy: RolloverPolicy) -> RolloverCondition {
    let latest = keys.filter { $0.name.algorithm == key.name.algorithm && $0.stage == .signing }.map(\.since)
    return wait(longestTTL.value + policy.propagation, since: latest.max() ?? key.since)
  }

  private func whenParent(has key: KeyState, _ policy: RolloverPolicy) -> RolloverCondition {
    guard let since = key.inParentSince else { return .parentToAdd }
    return wait(parentTTL.value + policy.propagation, since: since)
  }

  private func whenWanted(_ key: KeyState) -> RolloverCondition {
    let active = keys.filter { $0.stage == .active && $0.isEntryPoint == key.isEntryPoint }
    guard active.isEmpty || wishes.contains(where: { $0.isGranted(by: key) }) else { return .wish }
    if key.isEntryPoint, key.inParentSince == nil { return .parentToAdd }
    // The parent does not lead to an algorithm of which only a ZSK is active.
    let isLed =
      key.isEntryPoint || active.contains { $0.name.algorithm == key.name.algorithm }
      || keys.contains { $0.isEntryPoint && $0.stage == .active && $0.name.algorithm == key.name.algorithm }
    return isLed ? .met : .others
  }

  /// Neither its signatures nor its DS record are in a cache; while it signs, only when its algorithm goes with it.
  private func whenUnneeded(_ key: KeyState, _ policy: RolloverPolicy) -> RolloverCondition {
    if signsRecords(key) {
      guard isLast(key) else { return .others }
    } else {
      let caches = wait(longestTTL.value + policy.propagation, since: key.signedLast)
      guard caches == .met else { return caches }
    }
    return key.isEntryPoint ? whenParentLacks(key, policy) : whenNotLed(key)
  }

  private func whenParentLacks(_ key: KeyState, _ policy: RolloverPolicy) -> RolloverCondition {
    guard let since = key.outOfParentSince else { return .parentToRemove }
    return wait(parentTTL.value + policy.propagation, since: since)
  }

  /// A ZSK goes with the last KSK of its algorithm.
  private func whenNotLed(_ key: KeyState) -> RolloverCondition {
    let isLed = keys.contains {
      $0.isEntryPoint && $0.name.algorithm == key.name.algorithm && $0.stage == .retiring
    }
    return isLast(key) && isLed ? .others : .met
  }

  /// Whether no key of its algorithm is there to stay.
  private func isLast(_ key: KeyState) -> Bool {
    !keys.contains { $0.name.algorithm == key.name.algorithm && $0.stage.isStaying }
  }
}
