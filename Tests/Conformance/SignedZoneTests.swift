import Foundation
import TestPrograms
import Testing

/// Zones that leaf signs, in every way it has, and what ldns in leaf-probe makes of their answers.
@Suite(.sideBySide) struct `Zones that leaf signs` {
  /// What is signed, how, and with what.
  struct Signing: Sendable, CustomStringConvertible {
    var mode: String
    var denial: String
    var algorithm: String
    /// Whether names carry an address, beside the zone's own.
    var dialect: String?
    /// Whether the zone has the file that the probe prints.
    var hasFile = true

    var description: String { "\(mode) \(denial) \(algorithm) \(dialect ?? "-") \(hasFile ? "file" : "-")" }
  }

  private static let signings =
    ["nsec", "nsec3"].flatMap { denial in
      ["rsasha256", "rsasha512", "ecdsap256sha256", "ecdsap384sha384", "ed25519"].map {
        Signing(mode: "load", denial: denial, algorithm: $0)
      }
    }
    + ["compact"].flatMap { denial in
      ["ecdsap256sha256", "ed25519"].flatMap { algorithm in
        [
          Signing(mode: "online", denial: denial, algorithm: algorithm),
          Signing(mode: "online", denial: denial, algorithm: algorithm, dialect: "leaf"),
        ]
          + ["leaf", "nip", "sslip"].map {
            Signing(mode: "online", denial: denial, algorithm: algorithm, dialect: $0, hasFile: false)
          }
      }
    }

  @Test(arguments: signings)
  func `pass all that the probe asks of DNSSEC`(signing: Signing) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("leaf-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ name: String, _ text: String) throws {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    if signing.hasFile { try write("zone", try await printedZone(probeZone)) }
    try write("leaf.toml", signing.configuration)
    let server = try await ServerProcess(
      zones: [], ["--config", folder.appendingPathComponent("leaf.toml").path])
    await server.readZones()
    let run = try await ProbeRun(
      port: server.port, zone: probeZone, ["--strict", "dnssec", "--ds", try #require(server.dsRecord)])
    let bad = run.keys("fail").union(run.keys("inconclusive")).union(run.keys("non-strict"))
    #expect(bad == signing.objections, "\(run.account(of: bad))")
    #expect(signing.checks.isSubset(of: run.keys("pass").union(bad)), "\(run.keys("pass").sorted())")
    #expect(await server.stop() == 0)
  }
}

extension `Zones that leaf signs`.Signing {
  fileprivate var configuration: String {
    """
    state_dir = "."
    [zone."\(probeZone)"]
    \(hasFile ? "file = 'zone'" : "")
    \(dialect.map { "dialect = '\($0)'" } ?? "")
    [zone."\(probeZone)".dnssec]
    enabled = true
    mode = "\(mode)"
    denial = "\(denial)"
    algorithm = "\(algorithm)"
    """
  }

  /// What must not have been skipped: keys, signatures, denials, the parent's DS record; with the file also wildcards and
  /// delegations.
  fileprivate var checks: Set<String> {
    Self.keys(
      [1, 2, 3, 4, 5, 8, 9, 13, 14, 17, 18, 19] + (mode == "online" ? [11] : []) + (hasFile ? [7, 15] : []))
  }

  /// What the probe would have otherwise: RSASHA512 is not recommended (RFC 9904), and sslip has no name that does not
  /// exist (RFC 8020), so that no denial says so.
  fileprivate var objections: Set<String> {
    algorithm == "rsasha512" ? Self.keys([18]) : dialect == "sslip" ? Self.keys([11]) : []
  }

  private static func keys(_ checks: [Int]) -> Set<String> {
    Set(checks.flatMap { number in ["udp", "tcp"].map { "SEC-\(number < 10 ? "0" : "")\(number)/\($0)" } })
  }
}

extension ServerProcess {
  /// The DS record of the key that has been made, as the probe takes it.
  fileprivate var dsRecord: String? {
    log.firstMatch(of: /ds="\S+ IN DS (\d+) (\d+) (\d+) ([0-9A-F]+)"/).map {
      "\($0.1),\($0.2),\($0.3),\($0.4)"
    }
  }
}
