/// Metrics of one name: what they are, and the value of each set of labels.
package struct MetricFamily: Equatable, Sendable {
  package enum Kind: String, Sendable {
    /// Only goes up, but for a restart.
    case counter
    case gauge
    case histogram
  }

  package struct Label: Equatable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package enum Value: Equatable, Sendable {
    case count(UInt64)
    case number(Double)
    case distribution(Distribution)
  }

  package struct Sample: Equatable, Sendable {
    package var labels: [Label]
    package var value: Value

    package init(_ labels: [Label] = [], _ value: Value) {
      self.labels = labels
      self.value = value
    }
  }

  /// Without the `_total` that counters have in their samples.
  package var name: String
  package var kind: Kind
  package var help: String
  /// Of one kind of value, each with other labels.
  package var samples: [Sample]

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
  package var sum: Double

  package init(bounds: [Double], counts: [UInt64], sum: Double) {
    precondition(counts.count == bounds.count + 1)
    self.bounds = bounds
    self.counts = counts
    self.sum = sum
  }
}
