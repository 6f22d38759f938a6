import DNSWire
import LeafCore
import TestMessages

/// One kind of message, and what is done with it.
struct Workload: Sendable {
  enum Work: Sendable {
    /// All of `respond`, with limits that are never reached, or without any.
    case respond(limits: Bool)
    /// Header, question and records.
    case read
    /// Finding the zone, and what the name is in it.
    case locate
  }

  let name: String
  let work: Work
  let message: [UInt8]

  private init(_ name: String, _ message: Message, _ work: Work = .respond(limits: false)) {
    self.name = name
    self.message = message.octets
    self.work = work
  }

  static let all: [Workload] = [
    Workload("positive", .query(encodedName)),
    Workload("positive-dotted", .query("api.1.2.3.4.dev.example.com")),
    Workload("positive-edns", .query(encodedName, additional: [opt()])),
    Workload("positive-edns-new-cookie", .query(encodedName, additional: [opt(cookie(8))])),
    Workload("positive-edns-server-cookie", .query(encodedName, additional: [opt(cookie(24))])),
    Workload("positive-limits", .query(encodedName), .respond(limits: true)),
    Workload("nodata", .query(encodedName, .aaaa)),
    Workload("nxdomain", .query("nope.dev.example.com")),
    Workload("nxdomain-limits", .query("nope.dev.example.com"), .respond(limits: true)),
    Workload("ns", .query("dev.example.com", .ns)),
    Workload("refused", .query("www.example.org")),
    Workload("formerr", .query(encodedName).with { $0.trailing = [0] }),
    Workload("notimp", .query(encodedName, flags: 2 << 11)),
    Workload("response", .query(encodedName, flags: 0x8000)),
    Workload("part-read", .query(encodedName), .read),
    Workload("part-read-edns", .query(encodedName, additional: [opt(cookie(8))]), .read),
    Workload("part-locate", .query(encodedName), .locate),
  ]

  private static let encodedName = "192-168-100-200.dev.example.com"
}
