/// The two text forms that metrics go out in.
package enum ExpositionFormat: Sendable {
  /// Prometheus' own, version 0.0.4.
  case prometheus
  /// OpenMetrics 1.0.0.
  case openMetrics

  /// As a Content-Type.
  package var mediaType: String {
    switch self {
    case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
    case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
    }
  }

  /// The form that a client would rather have (RFC 9110 §12.5.1): Prometheus' unless it puts the other one first.
  ///
  /// - Parameter accept: The Accept header; nil where there is none.
  package init(accepting accept: String?) {
    let ranges = (accept ?? "").split(separator: ",").map { MediaRange(String($0)) }
    let openMetrics = Self.quality(of: "application/openmetrics-text", among: ranges, exactly: true)
    let plain = Self.quality(of: "text/plain", among: ranges, exactly: false)
    self = openMetrics > 0 && openMetrics >= plain ? .openMetrics : .prometheus
  }

  /// - Parameter exactly: Whether a wildcard does not mean this type.
  private static func quality(of type: String, among ranges: [MediaRange], exactly: Bool) -> Double {
    let wildcards = exactly ? [] : ["\(type.prefix { $0 != "/" })/*", "*/*"]
    for name in [type] + wildcards {
      if let range = ranges.first(where: { $0.type == name }) { return range.quality }
    }
    return 0
  }
}

/// One member of an Accept header, such as `text/plain;version=0.0.4;q=0.5`.
private struct MediaRange {
  let type: String
  let quality: Double

  init(_ text: String) {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false).map {
      String($0.filter { !$0.isWhitespace }).lowercased()
    }
    type = parts[0]
    let weight = parts.dropFirst().first { $0.hasPrefix("q=") }
    // A weight that cannot be read is as good as none.
    quality = weight.flatMap { Double($0.dropFirst(2)) }.map { min(max($0, 0), 1) } ?? 1
  }
}
