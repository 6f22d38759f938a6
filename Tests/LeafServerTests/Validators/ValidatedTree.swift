import DNSWire
import Foundation
import TestPrograms
import Testing

@testable import LeafServer

/// leaf with a root zone of its own that it has signed, and below it zones of many kinds.
struct ValidatedTree {
  let server: ServerProcess
  let zones: [ValidatedZone]
  /// The RDATA of the root's DS record.
  let anchor: String
  private let kinds: [DomainName: ValidatedZone]

  init(_ zones: [ValidatedZone]) async throws {
    let folder = try ZoneFolder()
    for (index, zone) in zones.enumerated() { try folder.write("zone\(index)", zone.text ?? "") }
    let records = try await Self.sign(zones, in: folder)
    try folder.write("root", Self.root(zones, records.filter { !$0.hasPrefix(". ") }))
    try folder.write("leaf.toml", Self.configuration(zones))
    let port = try unusedPort()
    server = try await ServerProcess(
      zones: [], listen: ["\(ResolverProgram.server):\(port)"], ["--config", "\(folder.path)/leaf.toml"])
    await server.readZones()
    guard server.log.contains("refused=0"), let anchor = records.first(where: { $0.hasPrefix(". ") }) else {
      throw NotReady(log: server.log)
    }
    self.anchor = String(anchor.dropFirst(". IN DS ".count))
    self.zones = zones
    kinds = Dictionary(uniqueKeysWithValues: try zones.map { (try DomainName(presentation: $0.apex), $0) })
  }

  /// The zone that says whether a name has a type; nil for the root.
  func zone(of name: DomainName, _ type: QTYPE) -> ValidatedZone? {
    name.suffixes.dropFirst(type == .ds ? 1 : 0).lazy.compactMap { kinds[$0] }.first
  }

  /// Makes the keys, and signs what leaf does not sign as it loads it.
  ///
  /// - Returns: The DS records, the root's among them.
  private static func sign(_ zones: [ValidatedZone], in folder: ZoneFolder) async throws -> [String] {
    let leaf = "LEAF_STATE_DIR=. \(builtProgram("leaf").path)"
    let commands = zones.enumerated().map { $1.signing("zone\($0)", leaf) }
    let run = try await runProcess(
      URL(fileURLWithPath: "/bin/sh"),
      [
        "-ec",
        (["cd \(folder.path)", "\(leaf) key generate . | tail -1"] + commands).joined(separator: "\n"),
      ])
    try #require(run.status == 0, "\(run.errors)")
    return run.output.split(separator: "\n").map { String($0.replacing("\t", with: " ")) }
  }

  private static func root(_ zones: [ValidatedZone], _ records: [String]) -> String {
    """
    $TTL 300
    @ SOA ns.root host.root 1 7200 3600 1209600 60
    @ NS ns.root
    ns.root A \(ResolverProgram.server)

    """
      + (zones.filter(\.isSigned).map { "\($0.apex). NS ns.root." } + records).joined(separator: "\n") + "\n"
  }

  private static func configuration(_ zones: [ValidatedZone]) -> String {
    "state_dir = '.'\n[dnssec]\nenabled = true\n[zone.'.']\nfile = 'root'\n"
      + zones.enumerated().map { $1.table("zone\($0)") }.joined()
  }
}

extension ValidatedZone {
  /// Commands that print its DS record last.
  fileprivate func signing(_ file: String, _ leaf: String) -> String {
    let generate = "\(leaf) key generate \(apex) --algorithm \(algorithm) | tail -1"
    switch signer {
    case .nobody: return ""
    case .server: return generate
    case .leaf(let denial):
      return
        "\(generate)\n\(leaf) zone print --signed --denial \(denial) \(apex) \(file) >signed\nmv signed \(file)"
    case .ldns(let options):
      let bits = algorithm.hasPrefix("rsa") ? "-b 2048" : ""
      return """
        key=$(ldns-keygen -r /dev/urandom -k -a \(algorithm.uppercased()) \(bits) \(apex))
        ldns-signzone -o \(apex) -f signed \(options) \(file) $key
        mv signed \(file)
        cat $key.ds
        """
    }
  }

  fileprivate func table(_ file: String) -> String {
    let source = text == nil ? "" : "file = '\(file)'\n"
    return "[zone.'\(apex)']\n\(source)\(settings)\n[zone.'\(apex)'.dnssec]\n\(security)"
  }

  private var security: String {
    switch signer {
    case .server(let mode, let denial): "mode = '\(mode)'\ndenial = '\(denial)'\nalgorithm = '\(algorithm)'\n"
    case .leaf, .ldns: "mode = 'presigned'\n"
    case .nobody: "enabled = false\n"
    }
  }
}
