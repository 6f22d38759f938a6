/// Where metrics and health can be had.
package struct MetricsSettings: Equatable, Sendable {
  /// Nowhere, unless given.
  package var listen: [ListenAddress] = []
}

extension MetricsSettings {
  @Rows<MetricsSettings> static var rows: [Row<MetricsSettings>] {
    Row(
      "metrics.listen", "LEAF_METRICS_LISTEN", .listen, \.listen,
      traits: [.needsRestart, .onlyInTable, .inForce], example: #"# listen = ["127.0.0.1:9153"]"#,
      "Where /metrics, /healthz and /readyz are served over HTTP; nowhere, unless given. Not for the open internet."
    )
  }
}
