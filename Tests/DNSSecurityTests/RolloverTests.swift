import DNSWire
import Testing

@testable import DNSSecurity

private let hour: UInt64 = 3600
private let day = 24 * hour

/// A zone, its parent and all that validators may have in their caches, hour by hour.
private struct World {
  /// What the zone has for a validator.
  private struct Sets: Hashable {
    let published: Set<KeyName>
    let signingKeys: Set<KeyName>
    let signers: Set<KeyName>

    init(_ duties: KeyDuties) {
      published = names(duties.published)
      signingKeys = names(duties.signingKeys)
      signers = names(duties.signingRecords)
    }
  }

  var rollover = ZoneRollover()
  var policy = RolloverPolicy()
  var keys: [ZoneKey] = []
  /// The parent's DS records.
  var delegation: Set<KeyName> = []
  private(set) var time: UInt64 = 0
  private(set) var moves: [(time: UInt64, key: KeyState)] = []
  /// What the zone and the parent have, each with the time until when caches may have it.
  private var sets: [Sets: (keys: UInt64, signatures: UInt64)] = [:]
  private var delegations: [Set<KeyName>: UInt64] = [:]
  private var served: Sets

  init(_ wishes: [ZoneRollover.Wish]) throws {
    served = Sets(KeyDuties([]))
    for wish in wishes { try make(wish) }
    rollover.adopt(keys, policy)
    served = Sets(rollover.duties(of: keys))
    delegation = announced
  }

  /// What the parent is asked to have.
  var announced: Set<KeyName> { names(rollover.duties(of: keys).announced) }

  mutating func make(_ wish: ZoneRollover.Wish) throws {
    let algorithm = try #require(SecurityAlgorithm(rawValue: wish.algorithm))
    var key = try newKey(algorithm, isEntryPoint: wish.isEntryPoint)
    while keys.contains(where: { $0.record.tag == key.record.tag }) {
      key = try newKey(algorithm, isEntryPoint: wish.isEntryPoint)
    }
    keys.append(key)
  }

  /// Lets an hour go by, in which the zone is signed as it should be.
  mutating func pass() throws {
    remember()
    time += hour
    let effects = rollover.advance(by: hour, policy)
    for case .moved(let key) in effects { moves.append((time, key)) }
    for case .make(let wish) in effects { try make(wish) }
    let new = rollover.adopt(keys, policy)
    guard !effects.isEmpty || !new.isEmpty else { return }
    keys.removeAll { rollover.state(of: $0.name)?.stage == .gone }
    served = Sets(rollover.duties(of: keys))
  }

  /// Lets an hour go by in which the zone stays as it is.
  mutating func passWithoutSigning() {
    remember()
    time += hour
  }

  private mutating func remember() {
    let end = time + policy.propagation
    let known = sets[served] ?? (0, 0)
    sets[served] = (max(known.keys, end + policy.keyTTL), max(known.signatures, end + policy.longestTTL))
    delegations[delegation] = max(delegations[delegation] ?? 0, end + policy.parentTTL)
    sets = sets.filter { $0.value.keys > time || $0.value.signatures > time }
    delegations = delegations.filter { $0.value > time }
  }

  /// What a validator could not verify, with whatever it may have in its cache.
  var flaw: String? {
    for (keys, ends) in sets where ends.keys > time {
      for delegation in delegations.keys
      where delegation.intersection(keys.published).isDisjoint(with: keys.signingKeys) {
        return "no DS record of \(delegation) leads to \(keys)"
      }
      // Strict validators want a signature of each algorithm that the keys have (RFC 4035 §2.2).
      let algorithms = Set(keys.published.map(\.algorithm))
      for (other, ends) in sets where ends.signatures > time {
        if Set(other.signers.intersection(keys.published).map(\.algorithm)) != algorithms {
          return "signatures of \(other.signers), and keys \(keys)"
        }
      }
    }
    return nil
  }
}

private func names(_ keys: [ZoneKey]) -> Set<KeyName> { Set(keys.map(\.name)) }

@Suite struct `Key rollover` {
  private static let csk = ZoneRollover.Wish(isEntryPoint: true, algorithm: 15)
  private static let zsk = ZoneRollover.Wish(isEntryPoint: false, algorithm: 15)
  private static let otherCSK = ZoneRollover.Wish(isEntryPoint: true, algorithm: 13)
  private static let otherZSK = ZoneRollover.Wish(isEntryPoint: false, algorithm: 13)

  /// The stages that the keys come to, each by its number and the days since the start.
  private func run(
    _ world: inout World, until end: (World) -> Bool, _ parent: (inout World) -> Void
  ) throws -> [String] {
    let start = world.moves.count
    for _ in 0..<24 * 400 where !end(world) {
      try world.pass()
      parent(&world)
      if let flaw = world.flaw {
        Issue.record("\(world.time / hour) h: \(flaw)")
        break
      }
    }
    return world.moves[start...].map {
      "\($0.time / hour) \($0.key.isEntryPoint ? "CSK" : "ZSK") \($0.key.name.algorithm) \($0.key.stage)"
    }
  }

  /// A parent that does what it is asked to at once.
  private func obey(_ world: inout World) {
    world.delegation = world.announced
    world.rollover.note(parentHas: world.delegation)
  }

  private func isDone(_ world: World) -> Bool {
    world.rollover.wishes.isEmpty && world.rollover.keys.allSatisfy { $0.stage == .active }
  }

  @Test func `of a CSK waits for caches and the parent`() throws {
    var world = try World([Self.csk])
    world.rollover.wish(for: Self.csk)
    let moves = try run(&world, until: isDone, obey)
    #expect(
      moves == [
        "3 CSK 15 ready", "28 CSK 15 standby", "28 CSK 15 active", "28 CSK 15 retiring", "53 CSK 15 gone",
      ])
  }

  @Test func `of a ZSK asks nothing of the parent`() throws {
    var world = try World([Self.csk, Self.zsk])
    world.rollover.wish(for: Self.zsk)
    let moves = try run(&world, until: isDone) { _ in }
    #expect(moves == ["3 ZSK 15 standby", "3 ZSK 15 active", "3 ZSK 15 retiring", "28 ZSK 15 gone"])
  }

  @Test func `to another algorithm has its signatures first, and the old ones last`() throws {
    var world = try World([Self.csk, Self.zsk])
    world.rollover.wish(for: Self.otherCSK)
    world.rollover.wish(for: Self.otherZSK)
    let moves = try run(&world, until: isDone, obey)
    #expect(
      moves == [
        "26 CSK 13 published", "26 ZSK 13 published", "28 CSK 13 ready", "28 ZSK 13 standby",
        "53 CSK 13 standby", "53 CSK 13 active", "53 CSK 15 retiring", "53 CSK 15 gone", "53 ZSK 13 active",
        "53 ZSK 15 retiring", "53 ZSK 15 withdrawn", "55 ZSK 15 gone",
      ])
  }

  @Test func `never goes on while the parent does not`() throws {
    var world = try World([Self.csk])
    world.rollover.wish(for: Self.csk)
    let moves = try run(&world, until: isDone) { world in world.rollover.note(parentHas: world.delegation) }
    #expect(moves == ["3 CSK 15 ready"])
    let new = try #require(world.rollover.keys.last)
    #expect(world.rollover.next(new, world.policy).condition == .parentToAdd)
    // The new one in addition to the old: it takes over, and the old one stays.
    let more = try run(&world, until: isDone) { world in
      world.delegation.insert(new.name)
      world.rollover.note(parentHas: world.delegation)
    }
    #expect(more.map { $0.split(separator: " ").last } == ["standby", "active", "retiring"])
    #expect(world.rollover.next(world.rollover.keys[0], world.policy).condition == .parentToRemove)
  }

  @Test func `is at once where a key stands by`() throws {
    var world = try World([Self.csk])
    world.policy.keepsStandby = true
    #expect(try run(&world, until: { $0.time == 30 * day }, obey) == ["3 CSK 15 ready", "28 CSK 15 standby"])
    world.rollover.wish(for: Self.csk)
    let moves = try run(&world, until: { $0.time == 60 * day }, obey)
    #expect(
      moves == [
        "721 CSK 15 active", "721 CSK 15 retiring", "723 CSK 15 ready", "746 CSK 15 gone",
        "748 CSK 15 standby",
      ])
  }

  @Test func `comes by itself when a key is old, and counts no time in which the zone is not signed`() throws
  {
    var world = try World([Self.csk])
    world.policy.entryPointLifetime = 30 * day
    for _ in 0..<24 * 50 { world.passWithoutSigning() }
    let moves = try run(&world, until: { $0.time == 100 * day }, obey)
    #expect(moves.first == "\((50 + 30) * 24 + 2) CSK 15 ready")
  }

  @Test func `of a key that somebody adds is as of one that is asked for`() throws {
    var world = try World([Self.csk])
    try world.make(Self.otherCSK)
    try world.pass()
    let moves = try run(&world, until: isDone, obey)
    #expect(moves.last == "55 CSK 15 gone")
  }

  @Test func `waits as long as the TTL that was, after it has become shorter`() throws {
    var world = try World([Self.csk, Self.zsk])
    world.policy.longestTTL = 7 * day
    try world.pass()
    world.policy.longestTTL = hour
    world.rollover.wish(for: Self.zsk)
    let moves = try run(&world, until: isDone, obey)
    #expect(moves.last == "\(7 * 24 + 2) ZSK 15 gone")
  }

  /// Whatever is asked for, whenever, whatever the parent does and however TTLs change.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func `leaves validators nothing to doubt in simulated years`(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    var world = try World(seed % 2 == 0 ? [Self.csk] : [Self.csk, Self.zsk])
    for hours in 0..<24 * 200 {
      if hours % 24 == 0 { try disturb(&world, &random) }
      if random.chance(1, in: 40) { world.passWithoutSigning() } else { try world.pass() }
      if random.chance(1, in: 100) { world.delegation = world.announced }
      if random.chance(9, in: 10) { world.rollover.note(parentHas: world.delegation) }
      if let flaw = world.flaw { throw Flaw(seed: seed, hours: hours, what: flaw) }
    }
    world.policy.keepsStandby = false
    for _ in 0..<24 * 60 {
      try world.pass()
      obey(&world)
      if let flaw = world.flaw { throw Flaw(seed: seed, hours: 0, what: flaw) }
    }
    // Each that was asked for has come to its end.
    #expect(world.moves.count { $0.key.stage == .active } > 3)
    #expect(world.rollover.wishes.isEmpty)
    #expect(
      !world.rollover.keys.contains { $0.stage != .active && $0.stage != .standby }, "\(world.rollover)")
  }

  private struct Flaw: Error { let seed: UInt64, hours: Int, what: String }

  private func disturb(_ world: inout World, _ random: inout SplitMix) throws {
    if random.chance(1, in: 30) { world.policy.keyTTL = random.pick([hour, 12 * hour, 2 * day]) }
    if random.chance(1, in: 30) { world.policy.longestTTL = random.pick([hour, day, 7 * day]) }
    if random.chance(1, in: 30) { world.policy.parentTTL = random.pick([hour, day, 2 * day]) }
    if random.chance(1, in: 60) { world.policy.keepsStandby.toggle() }
    if random.chance(1, in: 100) { try world.make(random.pick([Self.csk, Self.zsk, Self.otherCSK])) }
    guard random.chance(1, in: 20) else { return }
    let algorithm: UInt8 = random.pick([13, 15])
    world.rollover.wish(for: ZoneRollover.Wish(isEntryPoint: true, algorithm: algorithm))
    if world.keys.contains(where: { !$0.record.isEntryPoint }) {
      world.rollover.wish(for: ZoneRollover.Wish(isEntryPoint: false, algorithm: algorithm))
    }
  }
}

/// SplitMix64: the same numbers for a seed each time.
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }

  mutating func chance(_ count: UInt64, in all: UInt64) -> Bool { next() % all < count }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[Int(next() % UInt64(values.count))] }
}
