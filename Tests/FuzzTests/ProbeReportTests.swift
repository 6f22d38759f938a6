import FuzzDriver
import ProbeProperties
import Testing

/// Each kind of malformed report is found by the property that fuzz-probe checks.
@Suite struct `A report` {
  private static let wellFormed = [
    ("json", "{\"reason\": \"\\u0007\"}\n"),
    ("junit", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"a&lt;b\">\n</testsuites>\n"),
    ("tap", "TAP version 13\n1..2\nok 1 - a\n# actual b\nnot ok 2 - c # TODO known\nBail out! d\n"),
    (
      "prometheus",
      "# TYPE leaf_probe_check gauge\nleaf_probe_check{id=\"OP-02\",level=\"must\"} 1\nleaf_probe_success 0\n"
    ),
    (
      "html",
      "<!DOCTYPE html>\n<html><body><p title=\"a&lt;b\">src=\"c\"</p><script>f()</script></body></html>\n"
    ),
    ("text", "any <\"text\n"),
  ]

  @Test(arguments: wellFormed) func `can be read by whom it is for`(format: String, report: String) throws {
    try requireWellFormed(report, format)
  }

  @Test(arguments: wellFormed) func `holds no control characters`(format: String, report: String) {
    for control in ["\u{1B}", "\r", "\u{7F}", "\u{9B}"] {
      #expect(throws: Violation.self) { try requireWellFormed(report + control, format) }
    }
  }

  @Test(arguments: [
    ("json", "{\"reason\": \"a\"b\"}"), ("json", "{\"reason\": \"\\x\"}"), ("json", "{\"reason\": [}"),
    ("junit", "<testsuites name=\"a<b\"></testsuites>\n"),
    ("junit", "<testsuites name=\"a\"b\"></testsuites>\n"),
    ("junit", "<testsuites>a & b</testsuites>\n"), ("junit", "<testsuites><testcase></testsuites>\n"),
    ("junit", "<testsuites>\n"),
    ("html", "<html><p>a<p></html>\n"), ("html", "<html><script>a</script><script>b</script></html>\n"),
    ("html", "<html><script>a</script><img src=\"b\"/></html>\n"),
    ("html", "<html><script>a</script><p onclick=\"b\"/></html>\n"),
    ("tap", "TAP version 13\n1..2\nok 1 - a\n"), ("tap", "TAP version 13\n1..1\nok 1 - a\nb\n"),
    ("tap", "TAP version 13\n1..2\nok 1 - a\nok 1 - b\n"),
    ("prometheus", "leaf_probe_check{id=\"a\"b\"} 1\n"), ("prometheus", "leaf_probe_check{id=\"a\\\"} 1\n"),
    ("prometheus", "leaf_probe_check 1\nb\n"), ("yaml", ""),
  ]) func `that is malformed is found to be`(format: String, report: String) {
    #expect(throws: Violation.self) { try requireWellFormed(report, format) }
  }
}
