import Foundation
import TestPrograms
import Testing

@testable import LeafServer

/// Zones that ldns-signzone or leaf has signed, in a leaf that serves them, and delv, which validates what it says.
@Suite(.alone) struct `BIND's validator` {
  private static let parent = """
    $TTL 300
    @ SOA ns host 1 7200 3600 1209600 60
      NS ns
      MX 10 mail
    ns A 192.0.2.53
    mail A 192.0.2.1
    big TXT \((0..<8).map { "\"\($0)\(String(repeating: "x", count: 200))\"" }.joined(separator: " "))
    x.y.z A 192.0.2.2
    *.w TXT "wildcard"
    *.w MX 10 mail
    alias CNAME q.w
    gone CNAME nope
    old DNAME z
    plain NS ns.plain
    ns.plain A 192.0.2.3
    elsewhere NS ns
    elsewhere DS 1 13 2 \(String(repeating: "07", count: 32))

    """

  /// Zones below that are served too.
  private static let children = [
    (
      "safe",
      "$TTL 300\n@ SOA ns host 1 7200 3600 1209600 60\n NS ns\nns A 192.0.2.4\n* TXT t\nx.y A 192.0.2.5\n"
    ),
    ("hop", "$TTL 300\n@ SOA ns host 1 7200 3600 1209600 60\n NS ns.z.\n DNAME y.safe.signed.test.\n"),
  ]
  private static let plain = "$TTL 300\n@ SOA ns host 1 7200 3600 1209600 60\n NS ns\nns A 192.0.2.3\n"

  private static let secure = [
    ("@", "SOA"), ("@", "MX"), ("@", "DNSKEY"), ("mail", "A"), ("x.y.old", "A"), ("elsewhere", "DS"),
    ("big", "TXT"), ("safe", "DS"), ("safe", "SOA"), ("x.y.safe", "A"), ("hop", "DNAME"),
  ]
  private static let negative = [
    ("mail", "TXT", "nxrrset"), ("y.z", "A", "nxrrset"), ("z", "A", "nxrrset"), ("q.w", "A", "nxrrset"),
    ("plain", "DS", "nxrrset"), ("nope", "A", "nxdomain"), ("a.b.c", "A", "nxdomain"),
    ("x.mail", "A", "nxdomain"), ("n.z", "AAAA", "nxdomain"), ("zz", "A", "nxdomain"), ("0", "A", "nxdomain"),
    ("gone", "A", "nxdomain"), ("n.old", "A", "nxdomain"), ("y.safe", "A", "nxrrset"),
    ("n.y.safe", "TXT", "nxdomain"), ("NoPe.X.y.Z", "A", "nxdomain"), ("X.Y.z", "MX", "nxrrset"),
    ("\\000", "A", "nxdomain"), ("a\\000.mail", "A", "nxdomain"), ("\\@[.mail", "A", "nxdomain"),
    (Array(repeating: String(repeating: "l", count: 60), count: 3).joined(separator: "."), "A", "nxdomain"),
    (String(repeating: "\\255", count: 63), "A", "nxdomain"),
  ]
  private static let insecure = [("ns.plain", "A"), ("plain", "SOA")]

  private static let wildcards = [
    ("q.w", "TXT"), ("a.b.w", "MX"), ("alias", "TXT"), ("n.safe", "TXT"), ("a.b.safe", "TXT"),
  ]

  /// What signs them, and its options.
  enum Signer: Sendable {
    case ldns(_ options: String = "")
    case leaf(_ options: String = "")
    /// leaf itself, as it loads the zones, with other settings for all.
    case server(_ settings: String = "")

    /// With compact denial a name that is not there looks like one without records (RFC 9824 §3.1).
    var isCompact: Bool {
      if case .server(let settings) = self {
        settings.contains("online") && !settings.contains("denial")
      } else {
        false
      }
    }

    /// With Opt-Out a wildcard's answer is insecure (RFC 5155 §9.2).
    var hasOptOut: Bool { if case .ldns(let options) = self { options.contains("-p") } else { false } }
  }

  private struct Signed {
    let folder: ZoneFolder
    let signer: Signer
    let origin: String

    /// A name in the zone.
    func qualified(_ owner: String) -> String {
      owner == "@" ? origin : origin == "." ? "\(owner)." : "\(owner).\(origin)"
    }

    /// Signs a zone into `NAME.signed`, or has the server do so.
    ///
    /// - Returns: Its key's record, and its DS record.
    func sign(_ name: String, _ apex: String, _ text: String) async throws -> (key: String, ds: String) {
      try folder.write(name, text)
      func read(_ file: String) throws -> String {
        try String(contentsOfFile: "\(folder.path)/\(file)", encoding: .utf8)
      }
      switch signer {
      case .ldns(let options):
        let base = try await shell("ldns-keygen -r /dev/urandom -k -a ECDSAP256SHA256 \(apex)")
        _ = try await shell("ldns-signzone -o \(apex) \(options) \(name) \(base)")
        return try (read("\(base).key"), read("\(base).ds"))
      case .leaf(let options):
        let made = try await makeKey(apex)
        _ = try await shell("\(Self.leaf) zone print --signed \(options) \(apex) \(name) >\(name).signed")
        return (try read(made[0]), made[2] + "\n")
      case .server:
        let made = try await makeKey(apex)
        return (try read(made[0]), made[2] + "\n")
      }
    }

    private static let leaf = "LEAF_STATE_DIR=. \(builtProgram("leaf").path)"

    /// - Returns: The paths of its files, and its DS record.
    private func makeKey(_ apex: String) async throws -> [String] {
      try await shell("\(Self.leaf) key generate \(apex)").split(separator: "\n").map(String.init)
    }

    private func file(_ name: String) -> String {
      if case .server = signer { name } else { "\(name).signed" }
    }

    /// What the configuration says besides.
    var settings: String {
      guard case .server(let settings) = signer else { return "" }
      return """
        state_dir = "."
        [dnssec]
        enabled = true
        \(settings)
        [zone."\(qualified("plain"))".dnssec]
        enabled = false

        """
    }

    private func shell(_ command: String) async throws -> String {
      let run = try await runProcess(
        URL(fileURLWithPath: "/bin/sh"), ["-c", "cd \(folder.path) && \(command)"])
      #expect(run.status == 0, "\(run.errors)")
      return run.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Signs all zones.
    ///
    /// - Returns: The zones' files, as the configuration has them, and the key of the topmost.
    func signAll() async throws -> (files: [String], key: String) {
      var parent = `BIND's validator`.parent
      var files: [String] = []
      for (name, text) in `BIND's validator`.children {
        let text = text.replacing("signed.test.", with: origin == "." ? "" : "\(origin).")
        parent += try await sign(name, qualified(name), text).ds
        files.append("\(qualified(name))=\(file(name))")
      }
      try folder.write("plain", `BIND's validator`.plain)
      let key = try await sign("parent", origin, parent).key
      return (files + ["\(qualified("plain"))=plain", "\(origin)=\(file("parent"))"], key)
    }
  }

  @Test(
    arguments: [
      (.ldns(), "signed.test"), (.ldns(), "."), (.ldns("-n"), "signed.test"), (.ldns("-n"), "."),
      (.ldns("-n -p -s abcd -t 5"), "signed.test"), (.leaf(), "signed.test"), (.leaf(), "."),
      (.leaf("--denial nsec3"), "signed.test"), (.leaf("--denial nsec3"), "."),
      (.server(), "signed.test"), (.server("denial = 'nsec3'"), "."),
      (.server("mode = 'online'"), "signed.test"), (.server("mode = 'online'\nalgorithm = 'ed25519'"), "."),
      (.server("mode = 'online'\ndenial = 'nsec'"), "signed.test"),
      (.server("mode = 'online'\ndenial = 'nsec'"), "."),
      (.server("mode = 'online'\ndenial = 'nsec3'"), "signed.test"),
      (.server("mode = 'online'\ndenial = 'nsec3'"), "."),
    ] as [(Signer, String)])
  func `is satisfied with answers, denials and delegations`(signer: Signer, origin: String) async throws {
    let signed = Signed(folder: try ZoneFolder(), signer: signer, origin: origin)
    let (files, key) = try await signed.signAll()
    let data = try #require(key.firstMatch(of: /257 3 13 ([A-Za-z0-9+\/=]+)/)?.1)
    try signed.folder.write(
      "anchor", "trust-anchors { \"\(origin)\" static-key 257 3 13 \"\(data)\"; };\n")
    let server = try await ServerProcess(
      signed.folder, "zone_files = [\(files.map { "'\($0)'" }.joined(separator: ", "))]\n\(signed.settings)")
    #expect(await server.text { $0.contains(#"event="zones" loaded=4"#) })
    func verdict(_ owner: String, _ type: String) async throws -> String {
      let run = try await runProcess(
        URL(fileURLWithPath: "/usr/bin/delv"),
        [
          "@127.0.0.1", "-p", "\(server.port)", "-a", "\(signed.folder.path)/anchor", "+root=\(origin)",
          signed.qualified(owner), type,
        ])
      return run.output + run.errors
    }
    for (owner, type) in Self.secure + (signer.hasOptOut ? [] : Self.wildcards) {
      let text = try await verdict(owner, type)
      #expect(text.hasPrefix("; fully validated"), "\(owner) \(type): \(text)")
      #expect(!text.contains("unsigned answer"), "\(owner) \(type): \(text)")
    }
    for (owner, type, kind) in Self.negative {
      let text = try await verdict(owner, type)
      #expect(
        text.contains("resolution failed: ncache \(signer.isCompact ? "nxrrset" : kind)"),
        "\(owner) \(type): \(text)")
      let isAlias = text.contains("CNAME\t") || text.contains("DNAME\t")
      let validated = isAlias ? "; fully validated" : "; negative response, fully validated"
      #expect(text.contains(validated) && !text.contains("unsigned answer"), "\(owner) \(type): \(text)")
    }
    for (owner, type) in Self.insecure {
      let text = try await verdict(owner, type)
      #expect(text.hasPrefix("; unsigned answer"), "\(owner) \(type): \(text)")
    }
    #expect(await server.stop() == 0)
  }
}
