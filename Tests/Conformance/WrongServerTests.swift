import Foundation
import TestPrograms
import Testing

/// The probe finds each fault, and calls nothing else one: a server that does one thing wrong fails just the cases
/// about that.
///
/// Each is asked the cases of the areas that its faults are in, and an eighth of all others; with
/// `LEAF_WRONG_SERVERS=thorough` in the environment, all of them. With `LEAF_WRONG_SERVER` only those run whose names
/// contain it.
@Suite(.alone) struct `wrong servers` {
  private static let spoilers = [
    headerSpoilers, loopSpoilers, opcodeSpoilers, countSpoilers, zoneSpoilers, negativeSpoilers,
    outOfZoneSpoilers, qtypeSpoilers, anyClassChaosSpoilers, wireSpoilers, nipSpoilers,
    dialectSpoilers, dnssecSpoilers, streamSpoilers, transferSpoilers,
    truncationSpoilers, wildcardSpoilers, aliasSpoilers, dnameSpoilers, delegationSpoilers,
    recordTypeSpoilers,
    ednsSpoilers, ednsVersionSpoilers, ednsFormSpoilers, optionSpoilers,
    clientSubnetSpoilers, cookieSpoilers,
    malformedNameSpoilers, malformedPointerSpoilers, malformedRecordSpoilers, tsigSpoilers,
  ].flatMap { $0 }

  /// How many there are at a time: their runs wait far more than they compute.
  private static let width = 16
  /// As many as it takes for no queue of connections to overflow.
  private static let leafCount = 4

  @Test func `fail just what is about their fault`() async throws {
    var leaves: [ServerProcess] = []
    let zones = [
      probeZone: try await printedZone(probeZone),
      signedZone: try await printedZone(signedZone, ["--signed"]),
    ]
    for _ in 0..<Self.leafCount { leaves.append(try await Self.leaf(zones)) }
    let levels = try await ProbeRun.list()
    try await withThrowingTaskGroup(of: Void.self) { group in
      let chosen = ProcessInfo.processInfo.environment["LEAF_WRONG_SERVER"]
      // Those that wait for minutes go first.
      let order = Self.spoilers.filter(\.waitsLong) + Self.spoilers.filter { !$0.waitsLong }
      let spoilers = order.filter { chosen.map($0.name.contains) ?? true }
      for (index, spoiler) in spoilers.enumerated() {
        if index >= Self.width { try await group.next() }
        let port = leaves[index % leaves.count].port
        group.addTask { try await check(spoiler, before: port, levels) }
      }
      try await group.waitForAll()
    }
  }

  @Test func `there is one for each case that a server must or should pass`() async throws {
    let cases = try await ProbeRun.list().filter { ["must", "should"].contains($0.value) }.map(\.key).sorted()
    let killed = Set(Self.spoilers.flatMap(\.fails).map(caseID)).union([deploymentCase])
    let alive = cases.filter { !killed.contains($0) }
    print(
      "\(cases.count - alive.count) of \(cases.count) cases of level must and should have a wrong server that fails them"
    )
    #expect(alive.isEmpty, "no server fails \(alive.joined(separator: ", "))")
    #expect(killed.isSubset(of: cases), "\(killed.subtracting(cases)) are no cases of level must or should")
  }

  /// - Parameter printed: The files of the zones that the probe prints.
  private static func leaf(_ printed: [String: String]) async throws -> ServerProcess {
    let zones = ["dev.example.com", "deep.dev.example.com"]
    let hosts = (zones + [sslipZone, nipZone]).map { "ns1.\($0)=127.0.0.1" }.joined(separator: ",")
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("leaf-\(UUID().uuidString).toml")
    try "[zone.'\(sslipZone)']\ndialect = 'sslip'\n[zone.'\(nipZone)']\ndialect = 'nip'\n".write(
      to: file, atomically: true, encoding: .utf8)
    let zoneFiles = try printed.map { zone, text in
      let zoneFile = file.deletingPathExtension().appendingPathExtension(zone)
      try text.write(to: zoneFile, atomically: true, encoding: .utf8)
      return (zone: zone, file: zoneFile)
    }
    // They are read at the start.
    defer { for url in [file] + zoneFiles.map(\.file) { try? FileManager.default.removeItem(at: url) } }
    // All wrong servers come to it from one address.
    let connections = ["--tcp-max-connections-per-ip", "1024", "--tcp-idle-timeout-ms", "5000"]
    let server = try await ServerProcess(
      zones: zones,
      ["--any", "hinfo", "--hosts", hosts, "--config", file.path] + connections
        + zoneFiles.flatMap { ["--zone-file", "\($0.zone)=\($0.file.path)"] })
    await server.readZones()
    return server
  }

  private func check(_ spoiler: Spoiler, before leaf: UInt16, _ levels: [String: String]) async throws {
    let server = try SpoilingServer(spoiler, before: leaf)
    // Idle connections are what few are about.
    let idle = spoiler.waitsLong ? [] : ["--idle", "0.5"]
    let run = try await ProbeRun(
      port: server.port, zone: spoiler.target.zone,
      spoiler.target.arguments + spoiler.arguments + idle + spoiler.leavingOut(levels.keys))
    withExtendedLifetime(server) {}
    // A case is about all transports that it runs over, unless one is named.
    func keys(_ ids: Set<String>) -> Set<String> {
      Set(run.results.map(\.key).filter { ids.contains($0) || ids.contains(caseID($0)) })
    }
    let failed = run.keys("fail"), missed = run.keys("non-strict")
    let expected = keys(spoiler.fails), tolerated = keys(spoiler.tolerated)
    let expectedFailed = expected.filter {
      levels[caseID($0)] == "must" || failed.contains($0) && spoiler.kills
    }
    let expectedMissed = expected.subtracting(expectedFailed).union(tolerated)
    let found = Set(failed.union(missed).map(caseID))
    let wrong = failed.symmetricDifference(expectedFailed).union(missed.symmetricDifference(expectedMissed))
      // A server dies once, over whichever transport comes first.
      .filter { !spoiler.kills || !expected.contains($0) || !found.contains(caseID($0)) }
    #expect(
      wrong.isEmpty,
      """
      a server that \(spoiler.name)
      not expected: \(failed.union(missed).subtracting(expected).subtracting(tolerated).sorted().joined(separator: " "))
      expected: \(expected.union(tolerated).subtracting(failed.union(missed)).sorted().joined(separator: " "))
      \(run.account(of: wrong))
      """)
    if !spoiler.kills {
      #expect(
        run.keys("inconclusive").isEmpty,
        "a server that \(spoiler.name)\n\(run.account(of: run.keys("inconclusive")))")
    }
    #expect(run.status == (failed.isEmpty ? 0 : 1), "a server that \(spoiler.name)")
  }
}

extension Spoiler {
  private static let isThorough = ProcessInfo.processInfo.environment["LEAF_WRONG_SERVERS"] == "thorough"

  fileprivate var waitsLong: Bool { arguments.contains("--idle") }

  /// The options for seven eighths of the cases that have nothing to do with its faults.
  fileprivate func leavingOut(_ ids: some Sequence<String>) -> [String] {
    guard !Self.isThorough, fails.isDisjoint(with: foundElsewhere) else { return [] }
    let areas = Set(fails.union(tolerated).map(area))
    return ids.filter { !areas.contains(area($0)) && ($0 + name).utf8.reduce(0) { $0 + Int($1) } % 8 != 0 }
      .sorted().flatMap { ["-x", $0] }
  }
}

/// Cases about options, and about all messages, which what cases of other areas ask brings to light.
private let foundElsewhere: Set = [
  "COOK-07", "ECS-04", "EDE-03", "EDE-04", "MISC-04", "NSID-03", "PAD-04", "WIRE-01",
]

/// The part of `NEG-01/udp` that is the area's.
private func area(_ key: String) -> String { String(key.prefix { $0 != "-" }) }

/// The part of `NEG-01/udp` that is the case's.
private func caseID(_ key: String) -> String { String(key.prefix { $0 != "/" }) }

/// Only a public address makes it apply; `DeploymentTests` fails it.
let deploymentCase = "ZONE-03"
