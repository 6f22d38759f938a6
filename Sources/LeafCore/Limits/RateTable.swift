import Synchronization

/// How often something happened since its window began: at most one second, from the first time on.
struct RateWindow: RawRepresentable {
  /// The start in the upper 40 bits, in milliseconds of `Now.milliseconds`; the count in the lower 24.
  let rawValue: UInt64

  init(rawValue: UInt64) { self.rawValue = rawValue }

  init(start: UInt64, count: UInt64) { rawValue = start << 24 | count }

  static let length: UInt64 = 1_000
  static let maximumCount: UInt64 = 0xFF_FFFF

  var start: UInt64 { rawValue >> 24 }
  private var count: UInt64 { rawValue & Self.maximumCount }

  /// The window with one more event; nil when it has as many as the limit allows.
  func counting(at now: UInt64, limit: UInt64) -> RateWindow? {
    // Threads read the clock before they come here, so a window may have begun after `now`.
    guard now < start + Self.length else { return RateWindow(start: now, count: 1) }
    return count < limit ? RateWindow(start: start, count: count + 1) : nil
  }
}

/// Counts what happens in windows of one second, on all threads together and without a lock.
package struct RateCounter: ~Copyable, Sendable {
  private let window = Atomic<UInt64>(0)

  package init() {}

  /// Counts one event. Whether it is within the limit.
  package func admits(at now: Now, limit: UInt64) -> Bool {
    window.admits(at: now.milliseconds, limit: limit)
  }
}

extension Atomic where Value == UInt64 {
  /// Counts one event in the window that is stored here. Whether it is within the limit.
  fileprivate borrowing func admits(at now: UInt64, limit: UInt64) -> Bool {
    var current = load(ordering: .relaxed)
    // Another thread's progress is all that makes this go round.
    while let next = RateWindow(rawValue: current).counting(at: now, limit: limit) {
      let (exchanged, original) = weakCompareExchange(
        expected: current, desired: next.rawValue, ordering: .relaxed)
      if exchanged { return true }
      current = original
    }
    return false
  }
}

/// Counts for each of many keys what happens in windows of one second, on all threads together and without a
/// lock, in memory that never grows.
///
/// A key can be in one of eight places. When all are taken the one whose window began first is forgotten, so
/// that an unseen key always gets in. There are twice as many places as keys that should be remembered: then
/// few of those share their eight with more than seven others.
struct RateTable: ~Copyable, Sendable {
  private static let places = 8

  private final class Places: Sendable {
    /// 0 where there is none.
    let keys = InlineArray<8, Atomic<UInt64>> { _ in Atomic(0) }
    let windows = InlineArray<8, Atomic<UInt64>> { _ in Atomic(0) }
  }

  private let sets: [Places]

  init(keys: Int) {
    sets = (0..<(2 * keys + Self.places - 1) / Self.places).map { _ in Places() }
  }

  /// How many keys there are places for.
  var capacity: Int { sets.count * Self.places }

  /// How many keys have a window that has not ended.
  func used(at now: Now) -> Int {
    sets.reduce(0) { used, set in
      (0..<Self.places).reduce(used) { used, place in
        let window = RateWindow(rawValue: set.windows[place].load(ordering: .relaxed))
        let isOpen =
          set.keys[place].load(ordering: .relaxed) != 0 && now.milliseconds < window.start + RateWindow.length
        return isOpen ? used + 1 : used
      }
    }
  }

  /// Counts one event of a key. Whether it is within the limit.
  ///
  /// - Parameter key: Spread over all 64 bits.
  func admits(_ key: UInt64, at now: Now, limit: UInt64) -> Bool {
    let key = max(key, 1)
    let set = sets[Int(truncatingIfNeeded: ((key >> 32) * UInt64(sets.count)) >> 32)]
    for _ in 0..<Self.places {
      var stalest = 0
      var stalestStart = UInt64.max
      var stalestKey: UInt64 = 0
      for place in 0..<Self.places {
        let found = set.keys[place].load(ordering: .relaxed)
        if found == key { return set.windows[place].admits(at: now.milliseconds, limit: limit) }
        let start = RateWindow(rawValue: set.windows[place].load(ordering: .relaxed)).start
        if start < stalestStart { (stalest, stalestStart, stalestKey) = (place, start, found) }
      }
      let (exchanged, _) = set.keys[stalest].compareExchange(
        expected: stalestKey, desired: key, ordering: .relaxed)
      if exchanged {
        set.windows[stalest].store(RateWindow(start: now.milliseconds, count: 1).rawValue, ordering: .relaxed)
        return true
      }
    }
    // Other threads took each place that was chosen: an event that is not counted harms less than one lost.
    return true
  }
}
