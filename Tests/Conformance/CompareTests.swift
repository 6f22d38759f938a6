import Foundation
import TestPrograms
import Testing

/// `leaf-probe compare`: whether servers of one zone say the same.
@Suite(.sideBySide) struct `comparing servers` {
  private static let zone = "compared.example"

  private static func text(serial: Int = 1, mail: String = "192.0.2.2", more: String = "") -> String {
    """
    $ORIGIN compared.example.
    $TTL 300
    @ SOA ns1 hostmaster \(serial) 3600 600 86400 300
    @ NS ns1
    @ MX 10 post
    ns1 A 192.0.2.1
    post A \(mail)
    \(more)

    """
  }

  private struct Zone {
    let server: ServerProcess
    let file: URL

    init(_ text: String) async throws {
      file = FileManager.default.temporaryDirectory.appendingPathComponent("leaf-\(UUID().uuidString).zone")
      try text.write(to: file, atomically: true, encoding: .utf8)
      server = try await ServerProcess(zones: [], ["--zone-file", "\(zone)=\(file.path)"])
      await server.readZones()
    }

    func end() { try? FileManager.default.removeItem(at: file) }
  }

  private func compare(
    _ first: String, _ second: String, _ options: [String] = []
  ) async throws -> (status: Int32, output: String, errors: String) {
    let zones = [try await Zone(first), try await Zone(second)]
    defer { for zone in zones { zone.end() } }
    let servers = zones.map { "@127.0.0.1#\($0.server.port)" }
    return try await ProbeRun.start(["compare"] + servers + [Self.zone, "--qps", "off"] + options)
  }

  @Test func `that are the same differ nowhere`() async throws {
    let run = try await compare(Self.text(), Self.text())
    #expect(
      run.status == 0 && run.output.hasSuffix("0 of 23 answers differ, of 4 addresses and transports\n"),
      "\(run.output)\(run.errors)")
  }

  @Test func `of different serials says so, and shows the SOA RRs`() async throws {
    let run = try await compare(Self.text(), Self.text(serial: 2))
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("The serials differ, from which the rest may come:\n"), "\(run.output)")
    #expect(run.output.contains("\n    compared.example. 300 IN SOA ns1.compared.example. "))
    // Denials have that RR too, which says nothing more.
    #expect(
      run.output.hasSuffix("\n1 of 23 answers differ, of 4 addresses and transports\n"), "\(run.output)")
  }

  @Test func `asks for the names that the zone points to, and shows the records that not all have`()
    async throws
  {
    let run = try await compare(Self.text(), Self.text(mail: "192.0.2.3"), ["+udp"])
    #expect(run.status == 1)
    let lines = run.output.split(separator: "\n")
    #expect(lines.first == "post.compared.example. IN A", "\(run.output)")
    #expect(lines.contains("    post.compared.example. 300 IN A 192.0.2.2"))
    #expect(lines.contains("    post.compared.example. 300 IN A 192.0.2.3"))
    #expect(lines.last == "1 of 23 answers differ, of 2 addresses and transports")
  }

  @Test func `asks for names that are given`() async throws {
    let other = Self.text(more: "more A 192.0.2.4")
    #expect(try await compare(Self.text(), other).status == 0)
    let run = try await compare(Self.text(), other, ["more"])
    #expect(run.status == 1 && run.output.contains("more.compared.example. IN A\n  "), "\(run.output)")
    #expect(run.output.contains("\n  NXDOMAIN, AA, 1 records: "))
  }

  @Test func `tells in JSON which servers have what`() async throws {
    let run = try await compare(Self.text(), Self.text(mail: "192.0.2.3"), ["--format", "json", "+tcp"])
    struct Report: Decodable {
      let status: Int
      let servers: [Server]
      let differences: [Difference]
      struct Server: Decodable { let serial: Int }
      struct Difference: Decodable {
        let question: String
        let answers: [Answer]
      }
      struct Answer: Decodable {
        let servers: [String]
        let records: [String]
      }
    }
    let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    #expect(run.status == 1 && report.status == 1 && report.servers.map(\.serial) == [1, 1])
    #expect(report.differences.map(\.question) == ["post.compared.example. IN A"])
    let answers = try #require(report.differences.first?.answers)
    #expect(answers.flatMap(\.servers).allSatisfy { $0.hasSuffix(" over TCP") })
    #expect(
      Set(answers.flatMap(\.records)) == [
        "post.compared.example. 300 IN A 192.0.2.2", "post.compared.example. 300 IN A 192.0.2.3",
      ])
  }

  @Test func `of which one changes all the time says so`() async throws {
    let zone = try await Zone(Self.text())
    defer { zone.end() }
    let serial = Locked(UInt8(0))
    let changing = try SpoilingServer(
      .response("has another serial each time", []) { asked, message in
        guard asked.qtype == 6 else { return }
        let next = serial.change { number in
          number &+= 1
          return number
        }
        // REFRESH, RETRY, EXPIRE and MINIMUM come behind it.
        message.edit(where: { $0.type == 6 }) { $0.rdata[$0.rdata.count - 17] = next }
      }, before: zone.server.port)
    let run = try await ProbeRun.start([
      "compare", "@127.0.0.1#\(zone.server.port)", "@127.0.0.1#\(changing.port)", Self.zone, "+udp", "--qps",
      "off",
    ])
    withExtendedLifetime(changing) {}
    #expect(run.status == 1)
    #expect(
      run.output.contains("\nThe zone at 127.0.0.1:\(changing.port) over UDP changed while it was asked\n"),
      "\(run.output)")
    // Once before and once after the questions of each of two parts, and in one of them, in three rounds.
    #expect(serial.change { $0 } == 15)
  }

  @Test func `where one is not there says so`() async throws {
    let zone = try await Zone(Self.text())
    defer { zone.end() }
    let run = try await ProbeRun.start([
      "compare", "@127.0.0.1#\(zone.server.port)", "@127.0.0.1#\(try unusedPort())", Self.zone, "--qps",
      "off",
    ])
    #expect(run.status == 3)
    #expect(
      run.output.contains(#/Not tested: 127\.0\.0\.1:[0-9]+ over UDP: .*Connection refused/#), "\(run.output)"
    )
    #expect(run.output.hasSuffix("0 of 23 answers differ, of 2 addresses and transports\n"), "\(run.output)")
  }

  @Test func `that none of them serves is no agreement`() async throws {
    let zone = try await Zone(Self.text())
    defer { zone.end() }
    let server = "@127.0.0.1#\(zone.server.port)"
    let run = try await ProbeRun.start(["compare", server, server, "typo.example", "--qps", "off"])
    #expect(run.status == 3 && run.output.contains(" over UDP: REFUSED"), "\(run.output)")
  }

  @Test func `sees which of them are signed, and how they deny`() async throws {
    let (nsec, nsec3) = (["--signed"], ["--signed", "--nsec3"])
    let run = try await compare(
      try await printedZone(Self.zone, nsec), try await printedZone(Self.zone, nsec3))
    #expect(run.status == 1)
    #expect(run.output.contains("\n  NXDOMAIN, AA, signed, NSEC, 1 records: "), "\(run.output)")
    #expect(run.output.contains("\n  NXDOMAIN, AA, signed, NSEC3 with 0 iterations, salt -, 1 records: "))
    let other = try await compare(Self.text(), try await printedZone(Self.zone, nsec))
    #expect(other.output.contains("\n  NXDOMAIN, AA, 1 records: "), "\(other.output)")
  }
}
