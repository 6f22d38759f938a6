import Foundation
import TestPrograms
import Testing

@testable import LeafServer

/// Resolvers as Debian ships them.
enum ResolverProgram: String, CaseIterable, Sendable {
  /// As strict as it can be: it asks for no more labels than it has to (RFC 9156), takes an NXDOMAIN for all names below
  /// (RFC 8020), and changes the case of letters.
  case unbound
  case powerDNS
  case bind
  case knot

  var executable: String {
    switch self {
    case .unbound: "/usr/sbin/unbound"
    case .powerDNS: "/usr/sbin/pdns_recursor"
    case .bind: "/usr/sbin/named"
    case .knot: "/usr/sbin/kresd"
    }
  }

  var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: executable) }

  /// Where leaf is, at the port that the resolver has on 127.0.0.1: BIND asks all servers at its own, and listens on
  /// no address that is not an interface's.
  static let server = "127.0.0.3"

  /// - Parameter port: Of leaf and the resolver.
  fileprivate func configuration(_ folder: String, port: UInt16, zones: [String]) -> String {
    switch self {
    case .unbound:
      """
      server:
        interface: 127.0.0.1@\(port)
        username: ""
        chroot: ""
        directory: "\(folder)"
        pidfile: "\(folder)/pid"
        use-syslog: no
        do-daemonize: no
        module-config: "iterator"
        do-not-query-localhost: no
        qname-minimisation: yes
        qname-minimisation-strict: yes
        use-caps-for-id: yes
        harden-below-nxdomain: yes
        harden-large-queries: yes
        harden-referral-path: yes
        aggressive-nsec: yes
      remote-control:
        control-enable: no

      """
        + zones.map { "stub-zone:\n  name: \"\($0)\"\n  stub-addr: \(Self.server)@\(port)\n" }.joined()
    case .powerDNS:
      """
      local-address=127.0.0.1
      local-port=\(port)
      socket-dir=\(folder)
      dnssec=off
      security-poll-suffix=
      dont-query=
      qname-minimization=yes
      forward-zones=\(zones.map { "\($0)=\(Self.server):\(port)" }.joined(separator: ","))
      """
    case .bind:
      """
      options {
        directory "\(folder)";
        pid-file none;
        session-keyfile "\(folder)/session.key";
        port \(port);
        listen-on { 127.0.0.1; };
        listen-on-v6 { none; };
        recursion yes;
        dnssec-validation no;
        empty-zones-enable no;
        qname-minimization strict;
      };
      controls { };

      """
        + zones.map {
          "zone \"\($0)\" { type static-stub; server-addresses { \(Self.server); }; };\n"
        }.joined()
    case .knot:
      """
      net.listen('127.0.0.1', \(port), { kind = 'dns' })
      trust_anchors.remove('.')
      cache.open(10 * MB, 'lmdb://\(folder)/cache')
      policy.add(policy.suffix(policy.STUB('\(Self.server)@\(port)'), policy.todnames({
        \(zones.map { "'\($0)'" }.joined(separator: ", "))
      })))
      """
    }
  }
}

@Suite(.alone) struct `A resolver in front` {
  private static let zones = [
    "leaf.example.net", "nip.example.net", "sslip.example.net", "8.8.8.in-addr.arpa", "0.0.6.2.ip6.arpa",
  ]

  private static let configuration = """
    ipv6 = true
    [zone.'leaf.example.net']
    records = ['@ CAA 0 issue "ca.example"', 'www HTTPS 1 . alpn=h2', 'www A 192.0.2.80']
    [zone.'nip.example.net']
    dialect = 'nip'
    [zone.'sslip.example.net']
    dialect = 'sslip'
    [zone.'8.8.8.in-addr.arpa']
    synthesize = 'reverse'
    reverse_zone = 'leaf.example.net'
    [zone.'0.0.6.2.ip6.arpa']
    synthesize = 'reverse'
    reverse_zone = 'leaf.example.net'

    """

  private static let nothing = "NOERROR"

  /// In this order: what has been denied must not hide what is below it.
  private static let questions: [(name: String, type: String, answer: String)] = [
    ("leaf.example.net", "CAA", #"0 issue "ca.example""#), ("www.leaf.example.net", "HTTPS", "1 . alpn"),
    ("www.leaf.example.net", "A", "192.0.2.80"),
    ("4.leaf.example.net", "A", nothing), ("3.4.leaf.example.net", "TXT", nothing),
    ("1.2.3.4.leaf.example.net", "A", "1.2.3.4"), ("a.b.1-2-3-4.leaf.example.net", "A", "1.2.3.4"),
    ("1-2-3-4.leaf.example.net", "AAAA", nothing), ("1-2-3-4.leaf.example.net", "CAA", nothing),
    ("1-2-3-4.leaf.example.net", "HTTPS", nothing), ("1-2-3-4.leaf.example.net", "TXT", nothing),
    ("x.2001-db8--1.leaf.example.net", "AAAA", "2001:db8::1"), ("nope.leaf.example.net", "A", "NXDOMAIN"),
    ("a.b.nope.leaf.example.net", "A", "NXDOMAIN"),
    ("4.nip.example.net", "A", nothing), ("nope.nip.example.net", "A", "NXDOMAIN"),
    ("a.b.1.2.3.4.nip.example.net", "A", "1.2.3.4"), ("app-7f000001.nip.example.net", "A", "127.0.0.1"),
    ("app-2001-db8--1.nip.example.net", "AAAA", "2001:db8::1"),
    ("app-1-2-3-4.nip.example.net", "CAA", nothing),
    ("at.all.sslip.example.net", "A", nothing), ("nothing.at.all.sslip.example.net", "A", nothing),
    ("1-2-3-4.nothing.at.all.sslip.example.net", "A", "1.2.3.4"),
    ("1.2.3.4.x.y.sslip.example.net", "A", "1.2.3.4"), ("y.sslip.example.net", "TXT", nothing),
    ("www-2001-db8--1-x.y.sslip.example.net", "AAAA", "2001:db8::1"),
    ("1.2.3.4.x.y.sslip.example.net", "HTTPS", nothing),
    ("5.8.8.8.in-addr.arpa", "PTR", "8-8-8-5.leaf.example.net."),
    ("05.8.8.8.in-addr.arpa", "PTR", "NXDOMAIN"), ("8-8-8-5.leaf.example.net", "A", "8.8.8.5"),
    ("0.6.0.0.6.2.ip6.arpa", "PTR", nothing),
    (
      "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.6.0.0.6.2.ip6.arpa", "PTR",
      "2600-6000--1.leaf.example.net."
    ),
    ("2600-6000--1.leaf.example.net", "AAAA", "2600:6000::1"),
  ]

  @Test(arguments: ResolverProgram.allCases.filter(\.isInstalled))
  func `finds what names of each dialect carry`(program: ResolverProgram) async throws {
    let folder = try ZoneFolder()
    try folder.write("leaf.toml", Self.configuration)
    let server = try await ServerProcess(
      zones: [], listen: ["\(ResolverProgram.server):\(try unusedPort())"],
      ["--config", "\(folder.path)/leaf.toml"])
    let resolver = try await ResolverProcess(program, port: server.port, first: Self.zones[0]) {
      program.configuration($0, port: server.port, zones: Self.zones)
    }
    for (name, type, answer) in Self.questions {
      let text = try await resolver.ask(name, type)
      let lines = text.split(separator: "\n").filter { !$0.hasPrefix(";") }
      switch answer {
      case Self.nothing:
        #expect(text.contains("status: NOERROR") && lines.isEmpty, "\(name) \(type): \(text)")
      case "NXDOMAIN": #expect(text.contains("status: NXDOMAIN"), "\(name) \(type): \(text)")
      default: #expect(lines.contains { $0.contains(answer) }, "\(name) \(type): \(text)")
      }
    }
    #expect(await server.stop() == 0)
  }

  @Test func `is installed, or else nothing is tried with it`() {
    #expect(ResolverProgram.allCases.contains { $0.isInstalled }, "scripts/test installs them")
  }
}
