import Foundation
import LeafConfiguration
import LeafMetrics
import Testing

@testable import LeafServer

/// Holds docs/metrics.md to what the page of metrics has.
@Suite struct `The documented metrics` {
  private static let document = Document("docs/metrics.md")

  // Made anew each time: the leak sanitizer does not see what enumerations of static arrays point to.
  private static var families: [MetricFamily] {
    guard let folder = try? ZoneFolder(["a.zone": ZoneFolder.zone()]) else { return [] }
    let flags = [
      "zone": ["a.example"], "zone-file": ["b.example=\(folder.path)/a.zone"], "config": ["leaf.toml"],
    ]
    let loaded = try? LoadedConfiguration(
      commandLine: CommandLineValues(flags: flags), environment: [:], coreCount: 1
    ) { _ in Array("state_dir = '\(folder.path)/state'\n[zone.'b.example']\ndnssec.enabled = true\n".utf8) }
    guard let configuration = loaded?.configuration, let log = try? EventLog(configuration.log) else {
      return []
    }
    defer { log.close() }
    let serving = Serving(SnapshotSource(Snapshot(configuration)), log)
    serving.zones.apply(configuration)
    while serving.zones.isLoading { usleep(1_000) }
    return MetricsPage(serving: serving, version: "1").families
  }

  private static func labels(_ family: MetricFamily) -> [String] {
    family.samples.first?.labels.map(\.name) ?? []
  }

  @Test func `are those of the code`() {
    let rows = Self.families.map { family in
      let name = family.kind == .counter ? "\(family.name)_total" : family.name
      let labels = Self.labels(family).map { "`\($0)`" }.joined(separator: " ")
      return "| `\(name)` | \(family.kind) | \(labels)\(labels.isEmpty ? "" : " ")| \(family.help) |"
    }
    let table = (["| name | type | labels | meaning |", "| --- | --- | --- | --- |"] + rows)
      .joined(separator: "\n")
    #expect(rows.count > 20)
    #expect(Self.document.text.contains("\n\(table)\n\n"), "docs/metrics.md should have:\n\(table)")
  }

  @Test func `have labels with these values`() {
    let rows = Self.document.table("label", "values")
    let documented = rows.flatMap { row in codeSpans(row[0]).map { (label: $0, values: row[1]) } }
    let values = Self.families.flatMap(\.samples).flatMap(\.labels).reduce(into: [String: Set<String>]()) {
      $0[$1.name, default: []].insert($1.value)
    }
    #expect(Set(documented.map(\.label)) == Set(values.keys))
    var listed = 0
    for (label, text) in documented {
      // A list of all values comes first where there are few.
      guard let list = text.prefixMatch(of: #/`[^`]+`(?:, `[^`]+`)*/#)?.0 else { continue }
      #expect(Set(codeSpans(String(list))) == values[label], "\(label)")
      listed += 1
    }
    #expect(listed >= 6)
  }

  @Test func `have the alerts that there are`() throws {
    let rules = try String(
      contentsOf: Document.root.appendingPathComponent("packaging/prometheus/leaf.rules.yml"), encoding: .utf8
    )
    let alerts = rules.matches(of: #/- alert: (\w+)/#).map { String($0.1) }
    #expect(Self.document.table("alert", "fires when").flatMap { codeSpans($0[0]) } == alerts)
  }
}
