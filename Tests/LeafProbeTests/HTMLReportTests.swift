import Testing

@testable import LeafProbe

@Suite struct `Report as HTML` {
  private let hostile = "<script>alert(1)</script> \" ' & \u{0} \u{1B}[31m \u{9B} \u{202E} \u{E9}"
  private let harmless =
    "&lt;script&gt;alert(1)&lt;/script&gt; &quot; &#39; &amp; \u{FFFD} \u{FFFD}[31m \u{FFFD} \u{FFFD} \u{E9}"
  private let endpoint = Endpoint(address: "192.0.2.1", port: 53, family: .ipv4)

  private func result(_ id: String, _ verdict: Verdict, transport: Transport = .udp) throws -> CaseResult {
    let test = try #require(Catalogue.cases.first { $0.id == id })
    return CaseResult(test: test, endpoint: endpoint, transport: transport, verdict: verdict)
  }

  private func page(_ results: [CaseResult], withExchanges: Bool = false) -> String {
    Report(
      zone: Name(labels: [Array("<b>\"".utf8), [0, 0xFF]]), profile: .authoritative,
      outcome: Run.Outcome(results: results), isStrict: false
    ).html(withExchanges: withExchanges)
  }

  /// A query for a name full of markup, answered with the same.
  private func exchange() throws -> Exchange {
    let message = Message.query(Name(labels: [Array("<script>\"'&".utf8), [0, 0xFF]]), .soa)
    var octets = message.octets(id: 1)
    var exchange = Exchange(to: endpoint, over: .udp, message, octets)
    octets[2] |= 0x80
    let isAccepted = exchange.accept(octets, from: endpoint)
    #expect(isAccepted)
    return exchange
  }

  @Test func `text and attributes are escaped, and what cannot be shown is replaced`() {
    #expect(HTML(text: hostile).markup == harmless)
    #expect(HTML("p", [("title", hostile)], hostile).markup == "<p title=\"\(harmless)\">\(harmless)</p>")
    #expect(HTML(void: "meta", [("content", "\"")]).markup == "<meta content=\"&quot;\" />")
  }

  @Test func `nothing that a server says is markup`() throws {
    var failed = try result("HDR-01", .fail)
    failed.reason = hostile
    failed.note = hostile
    failed.exchanges = [try exchange()]
    failed.findings = [
      Finding(expected: [hostile], actual: hostile, grade: .violation, exchange: failed.exchanges[0])
    ]
    let page = page([failed], withExchanges: true)
    #expect(page.matches(of: /<script/).count == 1)
    #expect(page.matches(of: /alert\(1\)/).count == 4)
    #expect(page.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
  }

  @Test func `the worst comes first and stands open`() throws {
    let page = page(
      try [result("HDR-01", .pass), result("HDR-02", .fail), result("HDR-02", .pass, transport: .tcp)])
    let sections = page.matches(of: /<section id="([a-z-]+)"/).map { String($0.1) }
    #expect(sections == ["fail", "pass"])
    #expect(
      page.contains(
        "<details class=\"check\" id=\"HDR-02\" data-level=\"must\" data-area=\"header\" open=\"\">"))
    #expect(page.contains("<details class=\"check\" id=\"HDR-01\" data-level=\"must\" data-area=\"header\">"))
    #expect(page.matches(of: /<details class="check" id="HDR-02"/).count == 1)
    #expect(page.contains("data-verdict=\"pass\" data-address=\"192.0.2.1:53\" data-transport=\"tcp\""))
  }

  @Test func `RFCs lead to their sections`() throws {
    let page = page([try result("HDR-03", .pass)])
    #expect(
      page.contains("<a href=\"https://www.rfc-editor.org/rfc/rfc1035#section-4.1.1\">RFC 1035 §4.1.1</a>"))
  }

  @Test func `exchanges of checks that pass are there when all are asked for`() throws {
    var passed = try result("HDR-01", .pass)
    passed.exchanges = [try exchange()]
    #expect(!page([passed]).contains("class=\"exchange\""))
    #expect(page([passed], withExchanges: true).contains("class=\"exchange\""))
  }
}
