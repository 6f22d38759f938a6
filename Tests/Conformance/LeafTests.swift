import Foundation
import TestPrograms
import Testing

/// leaf keeps to all that its own probe asks of it.
@Suite(.sideBySide) struct `leaf conforms` {
  @Test(arguments: ["127.0.0.1", "::1"], ["authoritative", "leaf"])
  func `over UDP and TCP, with ANY refused`(address: String, profile: String) async throws {
    let run = try await probe(address, profile)
    #expect(run.keys("non-strict") == ["ANY-02/udp", "ANY-02/tcp"])
  }

  @Test(arguments: ["127.0.0.1", "::1"], ["authoritative", "leaf"])
  func `over UDP and TCP, strictly, with ANY answered`(address: String, profile: String) async throws {
    let run = try await probe(address, profile, leaf: ["--any", "hinfo"], ["--strict"])
    #expect(run.keys("non-strict") == [])
  }

  @Test(arguments: [
    ("sslip", ["--dialect", "sslip"]), ("nip", ["--dialect", "nip"]),
    ("nip", ["--dialect", "nip", "--absent", "nodata", "--ipv6", "true"]),
  ])
  func `in the dialects of others, too`(profile: String, options: [String]) async throws {
    let run = try await probe("127.0.0.1", profile, leaf: options + ["--any", "hinfo"], ["--strict"])
    #expect(run.keys("non-strict") == [])
  }

  /// With names that carry an address beside those of the file, as the profile wants them.
  @Test(arguments: [("authoritative", "hinfo"), ("authoritative", "all"), ("leaf", "hinfo")])
  func `with the zone that the probe prints`(profile: String, any: String) async throws {
    let folder = FileManager.default.temporaryDirectory
    let name = "leaf-\(UUID().uuidString)"
    let (file, zoneFile) = (
      folder.appendingPathComponent("\(name).toml"), folder.appendingPathComponent("\(name).zone")
    )
    defer { for url in [file, zoneFile] { try? FileManager.default.removeItem(at: url) } }
    try await printedZone(probeZone).write(to: zoneFile, atomically: true, encoding: .utf8)
    try "[zone.'\(probeZone)']\nfile = '\(zoneFile.path)'\ndialect = 'leaf'\n".write(
      to: file, atomically: true, encoding: .utf8)
    let server = try await ServerProcess(zones: [], ["--config", file.path, "--any", any])
    await server.readZones()
    let run = try await ProbeRun(
      port: server.port, zone: probeZone, ["--profile", profile, "--strict"])
    #expect(run.status == 0)
    let bad = run.keys("fail").union(run.keys("inconclusive")).union(run.keys("non-strict"))
    #expect(bad.isEmpty, "\(run.account(of: bad))")
    #expect(
      run.keys("pass").isSuperset(of: ["WC-01/udp", "CN-01/tcp", "DN-01/udp", "DEL-01/udp", "TRUNC-04/tcp"]))
  }

  @Test(arguments: [["--signed"], ["--signed", "--nsec3"]])
  func `with that zone signed, and the DS RR of its key`(options: [String]) async throws {
    let zoneFile = FileManager.default.temporaryDirectory.appendingPathComponent(
      "leaf-\(UUID().uuidString).zone")
    defer { try? FileManager.default.removeItem(at: zoneFile) }
    try await printedZone(signedZone, options).write(to: zoneFile, atomically: true, encoding: .utf8)
    let ds = try await runProcess(
      URL(fileURLWithPath: "/usr/bin/ldns-key2ds"), ["-n", "-2", zoneFile.path]
    ).output.split(separator: "\n").map {
      $0.split(whereSeparator: \.isWhitespace).dropFirst(4).joined(separator: ",")
    }
    let server = try await ServerProcess(zones: [], ["--zone-file", "\(signedZone)=\(zoneFile.path)"])
    await server.readZones()
    let run = try await ProbeRun(
      port: server.port, zone: signedZone, ["--strict"] + ds.flatMap { ["--ds", $0] })
    let bad = run.keys("fail").union(run.keys("inconclusive")).union(run.keys("non-strict"))
    #expect(bad.subtracting(["ANY-02/udp", "ANY-02/tcp"]).isEmpty, "\(run.account(of: bad))")
    #expect(run.keys("pass").isSuperset(of: ["SEC-04/udp", "SEC-07/tcp", "SEC-15/udp", "SEC-19/udp"]))
  }

  private func probe(
    _ address: String, _ profile: String, leaf: [String] = [], _ arguments: [String] = []
  ) async throws -> ProbeRun {
    let listen = address.contains(":") ? "[\(address)]:0" : "\(address):0"
    let server = try await ServerProcess(
      listen: [listen], ["--hosts", "ns1.dev.example.com=127.0.0.1"] + leaf)
    let run = try await ProbeRun(address, port: server.port, ["--profile", profile] + arguments)
    print("leaf, profile \(profile), \(address): \(run.results.count) checks in \(run.time)")
    #expect(run.status == 0)
    #expect(Set(run.results.map(\.transport)) == ["udp", "tcp"])
    #expect(run.unreachable.isEmpty)
    let bad = run.keys("fail").union(run.keys("inconclusive"))
    #expect(bad.isEmpty, "\(run.account(of: bad))")
    return run
  }
}
