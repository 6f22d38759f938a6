import CMallocCount
import DNSWire
import LeafCore
import TestMessages
import Testing

/// What allocates nothing once it is optimized allocates much before.
private let isOptimized: Bool = {
  #if DEBUG
    false
  #else
    true
  #endif
}()

@Suite(.serialized, .enabled(if: isOptimized, "only an optimized build shows it: scripts/test-allocations"))
struct `Allocation` {
  private static let authority = Authority {
    $0.serverID = Array("leaf-1".utf8)
    $0.versionText = Array("leaf".utf8)
  }

  private static let everything = opt(option(3), cookie(24), option(11), option(65_001, [1, 2, 3]))

  @Test(arguments: [
    ("positive", Message.query("api.1-2-3-4.dev.example.com")),
    ("positive with EDNS", .query("api.1.2.3.4.dev.example.com", additional: [everything])),
    ("no data", .query("1-2-3-4.dev.example.com", .aaaa)),
    ("empty non-terminal", .query("4.dev.example.com")),
    ("NXDOMAIN", .query("nope.dev.example.com")),
    ("NXDOMAIN with EDNS", .query("nope.dev.example.com", additional: [everything])),
    ("SOA", .query("dev.example.com", .soa)),
    ("NS", .query("dev.example.com", .ns, additional: [everything])),
    ("host", .query("ns1.dev.example.com", .aaaa)),
    ("REFUSED", .query("example.org", additional: [everything])),
    ("ANY", .query("dev.example.com", .any)), ("NOTIMP", .query("dev.example.com", flags: 2 << 11)),
    ("FORMERR", .query("dev.example.com").with { $0.trailing = [0] }),
    ("FORMERR by its OPT", .query("dev.example.com", additional: [opt(), opt()])),
    ("a pointer loop", Message(questions: [[0xC0, 0x0C, 0, 1, 0, 1]])),
    ("BADVERS", .query("dev.example.com", additional: [opt(version: 1)])),
    ("TSIG", .query("dev.example.com", additional: [tsig()])),
    ("CHAOS", .query("version.bind", .txt, .ch)), ("a response", .query("dev.example.com", flags: 0x8000)),
    ("a cookie alone", Message(additional: [everything])),
  ])
  func `answering allocates nothing, with limits and over them`(name: String, message: Message) {
    var limits = Limits()
    limits.globalQueries = 1_000
    limits.queriesPerAddress = 40
    limits.invalidAnswersPerName = 20
    limits.slip = 2
    let limiter = Limiter(limits, hashKey: (1, 2))
    let octets = message.octets
    let client = IPAddress.ipv4(IPv4Address(192, 0, 2, 1))
    var count: UInt = 0
    malloc_count_without_error_reports(1)
    defer { malloc_count_without_error_reports(0) }
    _ = [UInt8](capacity: 1_232) { reply in
      // The first time, the runtime may set up what it needs once.
      for round in 0..<100 {
        let before = malloc_count()
        _ = respond(
          to: octets.span, from: client, over: .udp, at: .test, using: Self.authority, limits: limiter,
          into: &reply)
        if round >= 10 { count += malloc_count() - before }
        reply.removeAll()
      }
    }
    #expect(count == 0)
  }

  @Test func `the count counts`() {
    let before = malloc_count()
    let octets = [UInt8](repeating: 1, count: 1_000)
    #expect(octets.count == 1_000 && malloc_count() > before)
  }
}
