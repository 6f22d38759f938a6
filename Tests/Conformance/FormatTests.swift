import Foundation
import TestPrograms
import Testing

/// The programs that the reports are for read them: real ones, with every verdict and what is hard to quote in them.
@Suite(.sideBySide) struct `report formats` {
  /// Over UDP it cannot be tested; over TCP it sets RA, and says control characters of itself.
  private static let spoiler = Spoiler.deliveries("is wrong in many ways", []) { _, delivery in
    var delivery = delivery
    delivery.source = .otherPort
    if delivery.transport == .tcp {
      delivery.octets[3] |= 0x80
      let text = Data([4] + Array("leaf".utf8))
      if let place = Data(delivery.octets).range(of: text) {
        delivery.octets.replaceSubrange(place.dropFirst(), with: [0x1, 0x23, 0xA, 0x5C])
      }
    }
    return [delivery]
  }

  private func report(_ format: String, of spoiler: Spoiler? = spoiler) async throws -> (
    status: Int32, output: String, errors: String
  ) {
    let leaf = try await ServerProcess(["--hosts", "ns1.dev.example.com=127.0.0.1"])
    let server = try spoiler.map { try SpoilingServer($0, before: leaf.port) }
    defer { withExtendedLifetime((leaf, server)) {} }
    return try await ProbeRun.start([
      "@127.0.0.1", "-p", "\(server?.port ?? leaf.port)", "dev.example.com", "--qps", "off", "--timeout",
      "0.3",
      "--format", format,
    ])
  }

  /// Runs a program on a report, which it reads from the file `$0`.
  private func read(_ report: String, with command: String) async throws -> (status: Int32, output: String) {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("leaf-\(UUID().uuidString)")
    try Data(report.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try await runProcess(URL(fileURLWithPath: "/bin/sh"), ["-c", command, file.path])
    return (run.status, run.output + run.errors)
  }

  private static func path(_ relative: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(relative).path
  }

  @Test(arguments: [true, false])
  func `JUnit is what Jenkins' schema allows`(isWrong: Bool) async throws {
    let run = try await report("junit", of: isWrong ? Self.spoiler : nil)
    let schema = Self.path("Schemas/junit.xsd")
    let read = try await read(run.output, with: "xmllint --noout --schema '\(schema)' \"$0\"")
    #expect(read.status == 0, "\(read.output.prefix(1000))")
    #expect(run.output.contains("<skipped message=\"inconclusive") == isWrong)
    #expect(run.output.contains("<failure type=\"fail\"") == isWrong)
    #expect(run.output.contains("<error type=\"not-tested\"") == isWrong)
    #expect(run.output.contains("<skipped message=\"runs only when"))
    #expect(run.errors.contains("not tested: 127.0.0.1:") == isWrong)
  }

  @Test func `TAP is what prove reads, and fails where the run does`() async throws {
    let good = try await report("tap", of: nil)
    let readGood = try await read(good.output, with: "prove -e cat \"$0\"")
    #expect(good.status == 0 && readGood.status == 0, "\(readGood.output)")
    #expect(readGood.output.contains("Result: PASS"))
    let bad = try await report("tap")
    let readBad = try await read(bad.output, with: "prove -v -e cat \"$0\"")
    #expect(bad.status == 1 && readBad.status != 0)
    #expect(
      readBad.output.contains("Further testing stopped:  not tested: 127.0.0.1:"),
      "\(readBad.output.suffix(500))")
    #expect(!readBad.output.contains("Parse errors"))
  }

  @Test(arguments: [true, false])
  func `Prometheus' text is what promtool accepts`(isWrong: Bool) async throws {
    let run = try await report("prometheus", of: isWrong ? Self.spoiler : nil)
    let read = try await read(run.output, with: "promtool check metrics < \"$0\"")
    #expect(read.status == 0 && read.output.isEmpty, "\(read.output)")
    #expect(run.output.contains("\nleaf_probe_success \(isWrong ? 0 : 1)\n"))
  }

  @Test(arguments: [true, false])
  func `JSON is what its schema says`(isWrong: Bool) async throws {
    let run = try await report("json", of: isWrong ? Self.spoiler : nil)
    let schema = Self.path("../../Sources/LeafProbe/Report/report.schema.json")
    let read = try await read(run.output, with: "/usr/bin/python3 -m jsonschema -i \"$0\" '\(schema)'")
    #expect(read.status == 0, "\(read.output.prefix(1000))")
    // What nothing else came of is in it too: the strays of a server that answers from another port.
    let discovery = try #require(run.output.firstMatch(of: #/\n  "discovery": \[(?s:(.*?))\n  \]/#)?.1)
    #expect(discovery.contains("\"transport\": \"tcp\"") && discovery.contains("\"transport\": \"udp\""))
    #expect(discovery.contains("\"reason\": \"a response came from 127.0.0.1:") == isWrong)
  }

  @Test(arguments: [true, false])
  func `HTML is well-formed XML, and its policy knows its script and its style`(isWrong: Bool) async throws {
    let run = try await report("html", of: isWrong ? Self.spoiler : nil)
    let read = try await read(run.output, with: "xmllint --noout \"$0\"")
    #expect(read.status == 0 && read.output.isEmpty, "\(read.output.prefix(1000))")
    for element in ["style", "script"] {
      let command = """
        xmllint --xpath 'string(//*[local-name()="\(element)"])' "$0" |
          head -c -1 | openssl dgst -sha256 -binary | base64
        """
      let hash = try await self.read(run.output, with: command).output
      #expect(run.output.contains("\(element)-src &#39;sha256-\(hash.dropLast())&#39;"), "\(hash)")
    }
    #expect(run.output.contains("Not tested: 127.0.0.1:") == isWrong)
    #expect(run.output.contains("<section id=\"fail\">") == isWrong)
  }

  @Test func `a server that is down is said to be so once for each transport`() async throws {
    let run = try await ProbeRun.start(["@127.0.0.1", "-p", "\(try unusedPort())", "dev.example.com"])
    #expect(run.status == 3)
    let lines = run.output.split(separator: "\n")
    #expect(
      lines.count == 3 && lines.filter { $0.contains("Connection refused") }.count == 2, "\(run.output)")
  }
}
