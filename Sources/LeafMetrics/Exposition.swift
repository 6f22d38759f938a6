extension ExpositionFormat {
  /// All families in this form, one line a sample.
  package func text(of families: [MetricFamily]) -> String {
    var text = ""
    for family in families { append(family, to: &text) }
    if self == .openMetrics { text += "# EOF\n" }
    return text
  }

  private func append(_ family: MetricFamily, to text: inout String) {
    let name = metadataName(of: family)
    text += "# HELP \(name) \(escapedHelp(family.help))\n# TYPE \(name) \(family.kind.rawValue)\n"
    for sample in family.samples { append(sample, of: family, to: &text) }
  }

  /// OpenMetrics calls a counter by the name without the suffix of its samples.
  private func metadataName(of family: MetricFamily) -> String {
    self == .prometheus ? sampleName(of: family) : family.name
  }

  private func sampleName(of family: MetricFamily) -> String {
    family.kind == .counter ? family.name + "_total" : family.name
  }

  private func append(_ sample: MetricFamily.Sample, of family: MetricFamily, to text: inout String) {
    let name = sampleName(of: family)
    switch sample.value {
    case .count(let count): text += "\(name)\(braced(sample.labels)) \(count)\n"
    case .number(let number): text += "\(name)\(braced(sample.labels)) \(number)\n"
    case .distribution(let distribution): append(distribution, name, sample.labels, to: &text)
    }
  }

  /// Each bucket counts all values up to its bound.
  private func append(
    _ distribution: Distribution, _ name: String, _ labels: [MetricFamily.Label], to text: inout String
  ) {
    var count: UInt64 = 0
    for (bound, inBucket) in zip(distribution.bounds.map { "\($0)" } + ["+Inf"], distribution.counts) {
      count += inBucket
      text += "\(name)_bucket\(braced(labels + [.init("le", bound)])) \(count)\n"
    }
    text += "\(name)_sum\(braced(labels)) \(distribution.sum)\n"
    text += "\(name)_count\(braced(labels)) \(count)\n"
  }

  private func braced(_ labels: [MetricFamily.Label]) -> String {
    guard !labels.isEmpty else { return "" }
    return "{" + labels.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ",") + "}"
  }

  private func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing("\"", with: "\\\"")
  }

  private func escapedHelp(_ text: String) -> String {
    self == .openMetrics ? escaped(text) : text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
  }
}
