import Foundation
import TestPrograms
import Testing

@testable import LeafServer

/// Zones that ldns-signzone has signed, in a leaf that serves them, and delv, which validates what it says.
@Suite(.alone) struct `BIND's validator` {
  private static let zone = """
    $TTL 300
    @ SOA ns host 1 7200 3600 1209600 60
      NS ns
      MX 10 mail
    ns A 192.0.2.53
    mail A 192.0.2.1
    x.y.z A 192.0.2.2
    *.w TXT "wildcard"
    *.w MX 10 mail
    alias CNAME q.w
    gone CNAME nope
    old DNAME z
    cut NS ns.cut
    ns.cut A 192.0.2.3
    safe NS ns
    safe DS 1 13 2 \(String(repeating: "07", count: 32))

    """

  private static let secure = [
    ("@", "SOA"), ("@", "MX"), ("@", "DNSKEY"), ("mail", "A"), ("x.y.old", "A"), ("safe", "DS"),
  ]
  private static let negative = [
    ("mail", "TXT", "nxrrset"), ("y.z", "A", "nxrrset"), ("z", "A", "nxrrset"), ("q.w", "A", "nxrrset"),
    ("cut", "DS", "nxrrset"), ("nope", "A", "nxdomain"), ("a.b.c", "A", "nxdomain"),
    ("x.mail", "A", "nxdomain"), ("n.z", "AAAA", "nxdomain"), ("zz", "A", "nxdomain"), ("0", "A", "nxdomain"),
  ]

  /// With Opt-Out a wildcard's answer is insecure (RFC 5155 §9.2).
  private static let wildcards = [("q.w", "TXT"), ("a.b.w", "MX"), ("alias", "TXT")]

  @Test(arguments: [[], ["-n"], ["-n", "-p", "-s", "abcd", "-t", "5"]])
  func `is satisfied with answers, denials and delegations`(options: [String]) async throws {
    let folder = try ZoneFolder(["signed.zone": Self.zone])
    let anchor = try await Self.sign(folder, options)
    let server = try await ServerProcess(
      folder, "[zone.'signed.test']\nfile = 'signed.zone.signed'\n")
    #expect(await server.text { $0.contains(#"event="zones" loaded=1"#) })
    func verdict(_ owner: String, _ type: String) async throws -> String {
      let run = try await runProcess(
        URL(fileURLWithPath: "/usr/bin/delv"),
        [
          "@127.0.0.1", "-p", "\(server.port)", "-a", anchor, "+root=signed.test",
          owner == "@" ? "signed.test" : "\(owner).signed.test", type,
        ])
      return run.output + run.errors
    }
    for (owner, type) in Self.secure + (options.contains("-p") ? [] : Self.wildcards) {
      let text = try await verdict(owner, type)
      #expect(text.hasPrefix("; fully validated"), "\(owner) \(type): \(text)")
      #expect(!text.contains("unsigned answer"), "\(owner) \(type): \(text)")
    }
    for (owner, type, kind) in Self.negative {
      let text = try await verdict(owner, type)
      #expect(text.contains("resolution failed: ncache \(kind)"), "\(owner) \(type): \(text)")
      #expect(text.contains("; negative response, fully validated"), "\(owner) \(type): \(text)")
    }
    #expect(await server.stop() == 0)
  }

  /// - Returns: The path of a file with the key that delv trusts.
  private static func sign(_ folder: ZoneFolder, _ options: [String]) async throws -> String {
    let key = try await runProcess(
      URL(fileURLWithPath: "/bin/sh"),
      ["-c", "cd \(folder.path) && ldns-keygen -r /dev/urandom -k -a ECDSAP256SHA256 signed.test"])
    let base = key.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let signed = try await runProcess(
      URL(fileURLWithPath: "/bin/sh"),
      [
        "-c",
        "cd \(folder.path) && ldns-signzone -o signed.test \(options.joined(separator: " ")) signed.zone \(base)",
      ])
    #expect(signed.status == 0, "\(signed.errors)")
    let record = try String(contentsOfFile: "\(folder.path)/\(base).key", encoding: .utf8)
    let data = try #require(record.firstMatch(of: /257 3 13 ([A-Za-z0-9+\/=]+)/)?.1)
    try folder.write("anchor", "trust-anchors { \"signed.test\" static-key 257 3 13 \"\(data)\"; };\n")
    return "\(folder.path)/anchor"
  }
}
