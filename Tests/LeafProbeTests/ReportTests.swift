import Testing

@testable import LeafProbe

@Suite struct `Report of a run` {
  private let zone = Name(labels: [Array("example".utf8)])

  private func result(_ id: String, _ verdict: Verdict, transport: Transport = .udp) throws -> CaseResult {
    let test = try #require(Catalogue.cases.first { $0.id == id })
    let endpoint = try #require(try Endpoint.resolve("127.0.0.1", port: 53, family: nil).first)
    var result = CaseResult(test: test, endpoint: endpoint, transport: transport, verdict: verdict)
    if verdict == .fail || verdict == .nonStrict {
      result.findings = [Finding(expected: ["AA=1"], actual: "a < b & \"c\" # d", grade: .violation)]
    }
    return result
  }

  private func report(_ results: [CaseResult], strict: Bool = false, baseline: Baseline = Baseline())
    -> Report
  {
    Report(
      zone: zone, profile: .authoritative, outcome: Run.Outcome(results: results), isStrict: strict,
      baseline: baseline)
  }

  @Test func `a failure goes before all else`() throws {
    let failed = try [result("HDR-01", .fail), result("HDR-02", .inconclusive), result("HDR-13", .nonStrict)]
    #expect(report(failed).conclusion == .mustFailed)
    #expect(report([failed[2]]).conclusion == .conformant)
    #expect(report([failed[2]], strict: true).conclusion == .shouldFailed)
    #expect(report([failed[1]]).conclusion == .notTested)
  }

  @Test func `what is known does not count, over its transport`() throws {
    let results = try [result("HDR-01", .fail), result("HDR-01", .fail, transport: .tcp)]
    #expect(
      report(results, baseline: try Baseline(reading: "HDR-01 # since 2026\n\n")).conclusion == .conformant)
    #expect(report(results, baseline: try Baseline(reading: "hdr-01/udp")).conclusion == .mustFailed)
    #expect(try Baseline(reading: "HDR-01").stale([result("HDR-01", .pass)]).count == 1)
    #expect(try Baseline(reading: "HDR-01\r\n\r\nHDR-02\r\n").entries.count == 2)
  }

  @Test(arguments: ["HDR-01/sctp", "NOPE-01", "HDR-01/udp/tcp", "/udp"])
  func `a baseline's line that says nothing is refused`(line: String) {
    #expect(throws: Baseline.LineError.self) { try Baseline(reading: line) }
  }

  @Test func `JUnit and TAP quote what would be markup`() throws {
    let failed = report([try result("HDR-01", .fail)])
    #expect(failed.junit.contains("a &lt; b &amp; &quot;c&quot; # d"))
    #expect(failed.tap.contains("# actual a < b & \"c\" # d"))
    #expect(failed.tap.contains("\nnot ok 1 - HDR-01 udp "))
  }

  @Test func `TAP escapes hashes and backslashes of a reason, and keeps it on its line`() throws {
    var skipped = try result("HDR-01", .skip)
    skipped.reason = "# TODO a\\b ## c\nok 2"
    #expect(report([skipped]).tap.contains(" # SKIP \\# TODO a\\\\b \\#\\# c ok 2\n"))
  }

  @Test(arguments: [
    (Duration.zero, "0.000000"), (.microseconds(12), "0.000012"), (.nanoseconds(999), "0.000000"),
    (.milliseconds(61_005), "61.005000"),
  ])
  func `times are in fixed point`(time: Duration, text: String) { #expect(time.decimalSeconds == text) }

  @Test func `a run of nothing but skips has tested nothing`() throws {
    let skipped = report([try result("HDR-01", .skip), try result("HDR-02", .skip)])
    #expect(skipped.conclusion == .notTested)
    #expect(skipped.text(TextStyle()).contains("\nNot tested: each check was skipped\n"))
    #expect(skipped.tap.contains("\nBail out! not tested: each check was skipped\n"))
    #expect(report([]).conclusion == .conformant)
  }

  @Test func `what did not run for the same reason is told of once`() throws {
    var results = try ["HDR-01", "HDR-02", "HDR-03"].map { try result($0, .inconclusive) }
    for index in results.indices { results[index].reason = "the server stopped answering" }
    let text = report(results + [try result("HDR-04", .fail)]).text(TextStyle())
    #expect(text.contains("\n3 checks did not run at 127.0.0.1:53 over UDP: the server stopped answering\n"))
    #expect(!text.contains("HDR-01") && text.contains("HDR-04"))
  }

  @Test func `a server that is down is told of once for each transport`() throws {
    var outcome = Run.Outcome()
    for transport in Transport.allCases {
      let results = try ["HDR-01", "HDR-02"].map { try result($0, .inconclusive, transport: transport) }
      outcome.results += results + [try result("OP-13", .skip, transport: transport)]
      outcome.unreachable.append((results[0].endpoint, transport, "Connection refused"))
    }
    let report = Report(zone: zone, profile: .authoritative, outcome: outcome, isStrict: false)
    #expect(
      report.text(TextStyle()).split(separator: "\n") == [
        "Not tested: 127.0.0.1:53 over UDP: Connection refused",
        "Not tested: 127.0.0.1:53 over TCP: Connection refused",
        "0 pass, 0 non-strict, 0 fail, 4 inconclusive, 2 skip, 0 info; 0.0 s",
      ])
  }

  @Test func `JSON tells of a stray why and whence`() throws {
    var failed = try result("HDR-01", .fail)
    let message = Message.query(zone, .soa)
    var exchange = Exchange(
      to: failed.endpoint, over: .udp, message, message.octets(id: 1))
    let elsewhere = try Endpoint.resolve("127.0.0.2", port: 5, family: nil).first
    for (octets, source) in [([1, 2], elsewhere), ([3], failed.endpoint)] as [([UInt8], Endpoint?)] {
      let isAccepted = exchange.accept(octets, from: source)
      #expect(!isAccepted)
    }
    failed.exchanges = [exchange]
    let json = report([failed]).json
    #expect(json.contains("\"octets\": \"0102\""))
    #expect(
      json.contains("\"reason\": \"2 octets came from 127.0.0.2:5 that are no response to the query\""))
    #expect(json.contains("\"source\": \"127.0.0.2:5\""))
    #expect(json.contains("\"source\": \"127.0.0.1:53\""))
  }

  @Test func `a failure without a number is no success`() {
    #expect(SystemError(errno: 0).description == "ldns failed without a reason")
  }

  @Test func `JSON escapes what it must`() {
    #expect(JSON.string("\"\\\u{1}\n").text == "\"\\\"\\\\\\u0001\\n\"\n")
    #expect(JSON.array([]).text == "[]\n")
  }
}

@Suite struct Messages {
  private let zone = Name(labels: [Array("example".utf8)])

  @Test func `a query is what RFC 1035 has it be`() {
    #expect(
      Query(zone, .soa, flags: [.rd, .z]).octets == [0, 0, 1, 0x40, 0, 1, 0, 0, 0, 0, 0, 0, 7]
        + Array("example".utf8)
        + [0, 0, 6, 0, 1])
  }

  @Test func `an OPT RR of size 0 is sent`() {
    let sent = Response(
      reading: Query(
        zone, .soa, edns: EDNS(payload: 0, version: 1, dnssecOK: true, options: [.cookie([1])])
      ).octets)
    #expect(sent.opt?.payload == 0)
    #expect(sent.opt?.version == 1)
    #expect(sent.opt?.dnssecOK == true)
    #expect(sent.opt?.options == [.cookie([1])])
  }

  @Test func `options that ldns cannot print are shown all the same`() throws {
    // A CHAIN option without data ended the program.
    let options = [EDNS.Option(code: 13, data: []), EDNS.Option(code: 3, data: [0xAB])]
    let query = Query(zone, .soa, edns: EDNS(options: options)).octets
    let text = try presentationForm(of: Response(reading: query)).get()
    #expect(text.contains(";; OPTION 13: \n;; OPTION 3: ab\n"))
  }

  @Test func `QTYPE 0 and class 0 stay 0`() {
    let sent = Response(reading: Query(zone, 0, 0).octets)
    #expect(sent.questions == [Question(name: zone, type: 0, qclass: 0)])
  }

  @Test func `a name takes its labels from the presentation form`() {
    #expect(Name("a.b.")?.labels == [[97], [98]])
    #expect(Name(".") == .root)
    #expect(Name("a..b") == nil)
    #expect(Name("") == nil)
    #expect(Name(String(repeating: "a", count: 64)) == nil)
    #expect(Name(labels: [[0, 46, 0x41]]).description == "\\000\\.A.")
  }

  @Test func `case mixes and makes no other name`() {
    let name = zone.under("abcdef")
    let mixed = (1...8).map { name.mixedCase(seed: $0) }
    #expect(Set(mixed).count > 3)
    #expect(mixed.allSatisfy { $0.isSame(as: name) })
  }
}
