/// Metrics of one name: what they are, and the value of each set of labels.
package struct MetricFamily: Equatable, Sendable {
  /// What its values are like.
  package enum Kind: String, Sendable {
    /// Only goes up, but for a restart.
    case counter
    /// Goes up and down.
    case gauge
    /// How often values came up to some bounds.
    case histogram
  }

  /// What tells samples of one family apart: `transport="udp"`.
  package struct Label: Equatable, Sendable {
    /// Letters, digits and underscores, no digit first.
    package var name: String
    /// Any text; it is escaped where it is written.
    package var value: String

    /// A label with this name and value.
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What has been measured.
  package enum Value: Equatable, Sendable {
    /// A whole number, exact.
    case count(UInt64)
    /// Any other number.
    case number(Double)
    /// Of histograms alone.
    case distribution(Distribution)
  }

  /// One value, with the labels that it has.
  package struct Sample: Equatable, Sendable {
    /// In the order in which they are written; each name once.
    package var labels: [Label]
    /// What was measured with these labels.
    package var value: Value

    /// A value, without labels unless they are given.
    package init(_ labels: [Label] = [], _ value: Value) {
      self.labels = labels
      self.value = value
    }
  }

  /// Without the `_total` that counters have in their samples.
  package var name: String
  /// What all its values are like.
  package var kind: Kind
  /// What it measures, in a sentence.
  package var help: String
  /// Of one kind of value, each with other labels.
  package var samples: [Sample]

  /// The metrics of one name.
  package init(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
    self.name = name
    self.kind = kind
    self.help = help
    self.samples = samples
  }
}

/// How often values came up to each of some bounds.
package struct Distribution: Equatable, Sendable {
  /// In ascending order.
  package var bounds: [Double]
  /// How many values lie at or under each bound and above the one before it; the last has those above all.
  package var counts: [UInt64]
  /// Of all values.
  package var sum: Double

  /// Has one count more than bounds.
  package init(bounds: [Double], counts: [UInt64], sum: Double) {
    precondition(counts.count == bounds.count + 1)
    self.bounds = bounds
    self.counts = counts
    self.sum = sum
  }
}
