import Synchronization

/// How often values came up to each of at most fifteen bounds, and what they add up to.
package struct Histogram: Equatable, Sendable {
  /// Of messages, in octets: 512 and 1,232, what a response over UDP may have, are among them.
  package static let sizes: [UInt64] = [64, 128, 256, 512, 1_024, 1_232, 2_048, 4_096, 16_384, 65_535]
  /// From a microsecond to ten seconds, in nanoseconds.
  package static let durations: [UInt64] = [
    1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 10_000_000,
    100_000_000,
    1_000_000_000, 10_000_000_000,
  ]

  /// In ascending order.
  package let bounds: [UInt64]
  /// How many values lie at or under each bound and above the one before it; the last has those above all.
  package internal(set) var counts: [UInt64]
  /// Of all values, in the bounds' unit.
  package internal(set) var sum: UInt64 = 0

  init(_ bounds: [UInt64]) {
    self.bounds = bounds
    counts = [UInt64](repeating: 0, count: bounds.count + 1)
  }

  static func + (left: Histogram, right: Histogram) -> Histogram {
    var total = left
    total.counts = zip(left.counts, right.counts).map(+)
    total.sum += right.sum
    return total
  }
}

/// What one worker counts of a histogram: only it writes here.
struct HistogramCounters: ~Copyable, Sendable {
  private let bounds: [UInt64]
  private let counts = InlineArray<16, Atomic<UInt64>> { _ in Atomic(0) }
  private let sum = Atomic<UInt64>(0)

  /// - Parameter bounds: At most fifteen, in ascending order.
  init(_ bounds: [UInt64]) {
    precondition(bounds.count < 16)
    self.bounds = bounds
  }

  /// Counts a value so many times.
  borrowing func count(_ value: UInt64, times: Int = 1) {
    var slot = 0
    while slot < bounds.count, value > bounds[slot] { slot += 1 }
    counts[slot].add(times)
    sum.add(Int(clamping: value) * times)
  }

  var values: Histogram {
    var values = Histogram(bounds)
    for slot in values.counts.indices { values.counts[slot] = counts[slot].load(ordering: .relaxed) }
    values.sum = sum.load(ordering: .relaxed)
    return values
  }
}
