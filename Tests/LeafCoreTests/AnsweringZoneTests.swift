import DNSWire
import LeafCore
import TestMessages
import Testing

@Suite struct `The zone that an outcome names` {
  private static let authority = Authority(["com", "example.com", "dev.example.com", "org"])

  /// The name of the zone in the outcome of a query.
  private static func zone(_ message: Message, over transport: Transport = .udp) throws -> String? {
    let exchange = try exchange(message.octets, with: authority, over: transport)
    guard case .response(let answered) = exchange.outcome else { return "no response" }
    return answered.zone.map { "\(authority.zones.apex(of: $0))" }
  }

  @Test(arguments: [
    ("com", QTYPE.soa, "com."), ("example.com", .soa, "example.com."), ("EXAMPLE.com", .ns, "example.com."),
    ("1-2-3-4.dev.example.com", .a, "dev.example.com."), ("4.example.com", .a, "example.com."),
    ("nope.example.com", .a, "example.com."), ("nope.org", .aaaa, "org."),
    ("dev.example.com", .txt, "dev.example.com."),
    ("dev.example.com", .ds, "example.com."), ("com", .ds, "com."),
  ])
  func `is the one that answers`(qname: String, qtype: QTYPE, apex: String) throws {
    #expect(try Self.zone(.query(qname, qtype)) == apex)
    #expect(try Self.zone(.query(qname, qtype), over: .tcp) == apex)
  }

  @Test(arguments: [
    ("x.dev.example.com", QTYPE.any), ("x.dev.example.com", .axfr), ("dev.example.com", .ixfr),
  ])
  func `is the one that refuses`(qname: String, qtype: QTYPE) throws {
    #expect(try Self.zone(.query(qname, qtype)) == "dev.example.com.")
  }

  @Test(arguments: [
    Message.query("example.net"), .query("."), .query("version.bind", .txt, .ch),
    .query("example.com", .a, .none),
    .query("example.com", flags: 4 << 11), Message(), Message(counts: [0: 1]),
    .query("example.com", additional: [tsig()]),
  ])
  func `is none where no zone is asked`(message: Message) throws {
    #expect(try Self.zone(message) == nil)
  }
}
