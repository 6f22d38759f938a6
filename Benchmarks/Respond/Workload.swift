import DNSWire
import LeafCore
import TestMessages

/// One kind of message, and what is done with it.
struct Workload: Sendable {
  enum Work: Sendable {
    /// All of `respond`.
    case respond(RateLimits)
    /// Header, question and records.
    case read
    /// Finding the zone, and what the name is in it.
    case locate
  }

  enum RateLimits: Sendable {
    case off
    /// Counted, and far away.
    case far
    /// Nearly every query is over one of them, and every second one of those is told to come back over TCP.
    case exceeded
  }

  let name: String
  let work: Work
  let message: [UInt8]
  /// Of the zone that is served.
  let dialect: Dialect
  /// Which addresses that gives out.
  let filter: Filter?
  /// Whether that tells of its clients.
  let isInformational: Bool
  /// What shows that something is not there in that, if it is signed as it is asked for.
  let denial: OnlineDenial?

  enum Filter: Sendable {
    /// None of somebody's own network.
    case groups
    /// None that a block list has, of so many lines.
    case list(Int)
  }

  private init(
    _ name: String, _ message: Message, _ work: Work = .respond(.off), in dialect: Dialect = .leaf,
    filter: Filter? = nil, isInformational: Bool = false, denial: OnlineDenial? = nil
  ) {
    self.name = name
    self.message = message.octets
    self.work = work
    self.dialect = dialect
    self.filter = filter
    self.isInformational = isInformational
    self.denial = denial
  }

  private static let encodedName = "192-168-100-200.dev.example.com"
  private static let publicName = "www-app.8-168-100-200.dev.example.com"
  private static let everything = opt(option(3), cookie(24), option(11), option(65_001, [1, 2, 3]))

  static let all: [Workload] = [
    Workload("positive", .query(encodedName)),
    Workload("positive-dotted", .query("api.1.2.3.4.dev.example.com")),
    Workload("positive-edns", .query(encodedName, additional: [opt()])),
    Workload("positive-edns-new-cookie", .query(encodedName, additional: [opt(cookie(8))])),
    Workload("positive-edns-server-cookie", .query(encodedName, additional: [opt(cookie(24))])),
    Workload("positive-edns-everything", .query(encodedName, additional: [everything])),
    Workload("positive-limits", .query(encodedName), .respond(.far)),
    Workload("positive-over-limit", .query(encodedName), .respond(.exceeded)),
    Workload("nodata", .query(encodedName, .aaaa)),
    Workload("empty-non-terminal", .query("4.dev.example.com")),
    Workload("nxdomain", .query("nope.dev.example.com")),
    Workload("nxdomain-limits", .query("nope.dev.example.com"), .respond(.far)),
    Workload("nxdomain-over-limit", .query("nope.dev.example.com"), .respond(.exceeded)),
    Workload("nxdomain-everything", .query("nope.dev.example.com", additional: [everything])),
    Workload("nip-positive", .query(encodedName), in: .nip),
    Workload("nip-nxdomain", .query("nope.dev.example.com"), in: .nip),
    Workload("sslip-positive", .query(encodedName), in: .sslip),
    Workload("sslip-positive-aaaa", .query("www.2001-db8--1.dev.example.com", .aaaa), in: .sslip),
    Workload("sslip-nodata", .query(encodedName, .aaaa), in: .sslip),
    Workload("filter-groups", .query(publicName), filter: .groups),
    Workload("filter-list", .query(publicName), filter: .list(10)),
    Workload("filter-long-list", .query(publicName), filter: .list(100_000)),
    Workload(
      "information",
      .query("ip.dev.example.com", .txt, additional: [opt(option(8, [0, 1, 24, 0, 192, 0, 2]))]),
      isInformational: true),
    Workload("signed-positive", .query(encodedName, additional: [opt(flags: 0x8000)]), denial: .compact),
    Workload(
      "signed-nxdomain", .query("nope.dev.example.com", additional: [opt(flags: 0x8000)]), denial: .compact),
    Workload(
      "signed-nxdomain-nsec", .query("nope.dev.example.com", additional: [opt(flags: 0x8000)]), denial: .nsec),
    Workload(
      "signed-nxdomain-nsec3", .query("nope.dev.example.com", additional: [opt(flags: 0x8000)]),
      denial: .nsec3),
    Workload("soa", .query("dev.example.com", .soa)),
    Workload("ns", .query("dev.example.com", .ns)),
    Workload("host", .query("ns1.dev.example.com")),
    Workload("any", .query("dev.example.com", .any)),
    Workload("refused", .query("www.example.org")),
    Workload("refused-everything", .query("www.example.org", additional: [everything])),
    Workload("chaos", .query("version.bind", .txt, .ch)),
    Workload("notimp", .query(encodedName, flags: 2 << 11)),
    Workload("badvers", .query(encodedName, additional: [opt(version: 1)])),
    Workload("tsig", .query(encodedName, additional: [tsig()])),
    Workload("cookie-alone", Message(additional: [everything])),
    Workload("formerr", .query(encodedName).with { $0.trailing = [0] }),
    Workload("formerr-two-opt", .query(encodedName, additional: [opt(), opt()])),
    Workload("formerr-pointer-loop", Message(questions: [[0xC0, 0x0C, 0, 1, 0, 1]])),
    Workload("response", .query(encodedName, flags: 0x8000)),
    Workload("part-read", .query(encodedName), .read),
    Workload("part-read-edns", .query(encodedName, additional: [opt(cookie(8))]), .read),
    Workload("part-locate", .query(encodedName), .locate),
  ]
}
