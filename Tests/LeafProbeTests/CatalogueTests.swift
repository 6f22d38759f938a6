import Testing

@testable import LeafProbe

@Suite struct `Catalogue of cases` {
  @Test func `every case has an ID of its own, an area and a source`() {
    let cases = Catalogue.cases
    #expect(Set(cases.map(\.id)).count == cases.count)
    for test in cases {
      #expect(test.id.wholeMatch(of: #/[A-Z]+-[0-9]{2}/#) != nil)
      #expect(!test.sources.isEmpty && test.requirement.hasSuffix("."), "\(test.id)")
      #expect(Area.names[test.area.prefix] != nil, "\(test.id)")
    }
  }

  @Test(
    arguments: [
      "8.1.1", "8.1.2", "8.1.3.1", "8.1.3.2", "8.1.3.3", "8.1.3.4", "8.1.4", "8.1.5", "8.2.1", "8.2.2",
      "8.2.3",
      "8.2.4", "8.2.5", "8.2.6", "8.2.7", "8.2.8", "8.2.9", "8.2.10", "8.3",
    ])
  func `every test of RFC 8906 §8 has a case that cites it`(section: String) {
    #expect(Catalogue.cases.contains { $0.sources.contains(.rfc(8906, section)) })
  }

  @Test(arguments: [
    ("NEG", 15), ("negative", 15), ("NEG-06", 1), ("rfc8906/8.1.1", 3), ("RFC9824", 3), ("out-of-zone", 6),
  ])
  func `selectors choose by area, ID, RFC and section`(text: String, count: Int) throws {
    let selector = try #require(Selector(text))
    #expect(Catalogue.cases.count(where: selector.chooses) == count)
  }

  @Test(arguments: ["", "NEG-99", "RFC", "RFC1", "RFC8906/8.1.1.1.1", "nothing"])
  func `what chooses nothing is no selector`(text: String) {
    #expect(Selector(text) == nil)
  }

  @Test func `no ID is asked for twice where they are what is tried`() throws {
    let test = try #require(Catalogue.cases.first { $0.id == "HDR-02" })
    let endpoint = try #require(try Endpoint.resolve("127.0.0.1", port: 53, family: .ipv4).first)
    let target = Target(endpoint: endpoint, transport: .tcp, profile: .authoritative, zone: .root)
    // Any two of fourteen are the same once in 700 times.
    for _ in 0..<10_000 {
      let ids = test.steps(target).map(\.id)
      #expect(Set(ids).count == ids.count)
    }
  }

  @Test func `a section is not another that begins with the same digits`() {
    #expect(Selector.rfc(8906, section: "8.1").chooses(Catalogue.cases[0]))
    #expect(!Selector.rfc(8906, section: "8.1.1.1").chooses(Catalogue.cases[0]))
    #expect(!Selector.rfc(8906, section: "8.").chooses(Catalogue.cases[0]))
  }
}

@Suite struct `Command line` {
  @Test func `dig's way of writing is understood`() throws {
    let arguments = digArguments(
      ["@192.0.2.1", "-p", "5300", "example.com", "+tcp", "EDNS", "NEG", "-x", "NEG-06"].filter {
        $0 != "EDNS"
      })
    let options = try ProbeOptions.parse(arguments)
    #expect(options.servers.addresses.server == ["192.0.2.1"])
    #expect(options.servers.addresses.port == 5300)
    #expect(try options.plan(for: "192.0.2.1", Interruption()).transports == [.tcp])
    #expect(try options.cases.count == 13)
  }

  @Test(arguments: [
    ["example.com"], ["@192.0.2.1"], ["@192.0.2.1", "a..b"], ["@192.0.2.1", "example.com", "NOPE"],
    ["@192.0.2.1", "example.com", "-4", "-6"], ["@192.0.2.1", "@192.0.2.2", "example.com"],
    ["@192.0.2.1", "example.com", "--diff"], ["@192.0.2.1", "example.com", "--qps", "0"],
    ["@", "example.com"], ["@#5300", "example.com"], ["@192.0.2.1", "example.com", "-p", "0"],
    ["@192.0.2.1#0", "example.com"], ["@192.0.2.1#x", "example.com"], ["@192.0.2.1#", "example.com"],
    ["@192.0.2.1", "example.com", "-6"], ["@2001:db8::1", "example.com", "-4"],
    ["@fe80::1%lo", "example.com", "-4"],
    ["@192.0.2.1", "example.com", "LOOP-01", "+tcp"], ["@192.0.2.1", "example.com", "NEG", "-x", "negative"],
    ["--list", "NOPE"], ["--list", "RFC8906/8.1.9"], ["--list", "example.com", "NOPE"],
    ["--list", "LOOP-01", "+tcp"], ["--list", "LEAF"], ["@192.0.2.1", "example", "--list", "NOPE"],
  ])
  func `a bad command line is refused`(arguments: [String]) {
    #expect(throws: (any Error).self) { try ProbeOptions.parse(digArguments(arguments)).check() }
  }

  @Test(arguments: [
    (["LOOP", "+tcp"], ["LOOP-06"]), (["example.com", "HDR-01", "HDR-02", "-x", "HDR-02"], ["HDR-01"]),
    (["LEAF-01", "HDR-01"], ["HDR-01"]), (["LEAF-01", "--profile", "leaf"], ["LEAF-01"]),
    (["@192.0.2.1", "example", "UDP-01"], ["UDP-01"]), (["ZONE-03"], ["ZONE-03"]),
  ])
  func `the list is of what would run`(arguments: [String], ids: [String]) throws {
    #expect(try ProbeOptions.parse(digArguments(["--list"] + arguments)).listed.map(\.id) == ids)
  }

  @Test func `a server may have a port of its own`() throws {
    let options = try ProbeOptions.parse(digArguments(["@127.0.0.1#5301", "example.com"]))
    #expect(try options.plan(for: "127.0.0.1#5301", Interruption()).endpoints.map(\.port) == [5301])
  }
}
