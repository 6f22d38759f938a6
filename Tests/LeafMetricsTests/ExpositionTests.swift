import LeafMetrics
import Testing

@Suite struct `Metrics as text` {
  private static var families: [MetricFamily] {
    [
      MetricFamily(
        "leaf_queries", .counter, "Queries \\ \"received\".",
        [
          .init([.init("transport", "udp"), .init("family", "ipv4")], .count(18_446_744_073_709_551_615)),
          .init([.init("transport", "tcp"), .init("family", "ipv6")], .count(0)),
        ]),
      MetricFamily("leaf_open", .gauge, "Two\nlines.", [.init([], .number(1.5))]),
      MetricFamily(
        "leaf_size", .histogram, "Sizes.",
        [
          .init(
            [.init("zone", "a\\\"\nb")],
            .distribution(Distribution(bounds: [64, 0.5e-6], counts: [1, 2, 3], sum: 7)))
        ]
      ),
    ]
  }

  @Test func `Prometheus' form names a counter as its samples are named`() {
    #expect(
      ExpositionFormat.prometheus.text(of: Self.families) == """
        # HELP leaf_queries_total Queries \\\\ "received".
        # TYPE leaf_queries_total counter
        leaf_queries_total{transport="udp",family="ipv4"} 18446744073709551615
        leaf_queries_total{transport="tcp",family="ipv6"} 0
        # HELP leaf_open Two\\nlines.
        # TYPE leaf_open gauge
        leaf_open 1.5
        # HELP leaf_size Sizes.
        # TYPE leaf_size histogram
        leaf_size_bucket{zone="a\\\\\\"\\nb",le="64.0"} 1
        leaf_size_bucket{zone="a\\\\\\"\\nb",le="5e-07"} 3
        leaf_size_bucket{zone="a\\\\\\"\\nb",le="+Inf"} 6
        leaf_size_sum{zone="a\\\\\\"\\nb"} 7.0
        leaf_size_count{zone="a\\\\\\"\\nb"} 6

        """)
  }

  @Test func `OpenMetrics names it without the suffix, escapes quotes in help, and ends with EOF`() {
    let lines = ExpositionFormat.openMetrics.text(of: Self.families).split(separator: "\n")
    #expect(lines[0] == #"# HELP leaf_queries Queries \\ \"received\"."#)
    #expect(lines[1] == "# TYPE leaf_queries counter")
    #expect(lines[2] == #"leaf_queries_total{transport="udp",family="ipv4"} 18446744073709551615"#)
    #expect(lines[4] == #"# HELP leaf_open Two\nlines."#)
    #expect(lines.last == "# EOF")
    #expect(lines.count == 15)
  }

  @Test(arguments: [
    (nil, ExpositionFormat.prometheus), ("", .prometheus), ("*/*", .prometheus), ("text/html", .prometheus),
    ("text/plain;version=0.0.4", .prometheus), ("application/openmetrics-text", .openMetrics),
    // As Prometheus asks.
    (
      "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,"
        + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2", .openMetrics
    ),
    ("application/openmetrics-text;q=0.2, text/plain;q=0.3", .prometheus),
    ("application/openmetrics-text; q=0", .prometheus),
    ("APPLICATION/OpenMetrics-Text ; Q=0.9", .openMetrics),
    ("application/openmetrics-text;q=0.2, text/*;q=0.3", .prometheus), (",;,q=1", .prometheus),
    ("application/openmetrics-text;q=x", .openMetrics),
    ("application/openmetrics-text;q=7, text/plain", .openMetrics),
  ])
  func `the form is the one that the client puts first`(accept: String?, expected: ExpositionFormat) {
    #expect(ExpositionFormat(accepting: accept) == expected)
  }

  @Test func `each form says what it is`() {
    #expect(ExpositionFormat.prometheus.mediaType == "text/plain; version=0.0.4; charset=utf-8")
    #expect(
      ExpositionFormat.openMetrics.mediaType == "application/openmetrics-text; version=1.0.0; charset=utf-8")
  }
}
