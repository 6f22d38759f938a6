import Foundation
import LeafConfiguration
import TestPrograms
import Testing

@testable import LeafServer

@Suite(.sideBySide) struct `README` {
  private static let text: String = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return (try? String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)) ?? ""
  }()

  /// Each example: the command, and what it prints.
  private static let examples = text.matches(of: #/```console\n\$ (.+)\n([^`]*)```/#).map {
    (command: String($0.1), output: String($0.2))
  }

  @Test func `there are examples`() { #expect(Self.examples.count >= 8) }

  @Test(arguments: examples)
  func `an example prints what it says, and no warning`(command: String, output: String) async throws {
    let server = try await ServerProcess(["--hosts", "ns1.dev.example.com=127.0.0.1"])
    var words = command.split(separator: " ").map(String.init)
    let program = words.removeFirst()
    let isLeaf = program == "leaf"
    let executable = isLeaf ? ServerProcess.executable : URL(fileURLWithPath: "/usr/bin/\(program)")
    let arguments = isLeaf ? words : words.map { $0 == "5300" ? "\(server.port)" : $0 }
    let run = try await runProcess(executable, arguments)
    let isProblem = output.hasPrefix("leaf: ")
    #expect(run.status == (isProblem ? 78 : 0) && (isProblem || run.errors.isEmpty), "\(run.errors)")
    #expect(!run.output.localizedCaseInsensitiveContains("warning"))
    #expect(Self.withoutWhatVaries(isProblem ? run.errors : run.output) == Self.withoutWhatVaries(output))
  }

  private static func withoutWhatVaries(_ output: String) -> String {
    output.replacing(#/id: [1-9][0-9]*/#, with: "id")
      .replacing(#/COOKIE: [0-9a-f]+/#, with: "COOKIE")
      .replacing(#/DiG [^ ]+/#, with: "DiG")
      .replacing(#/-p [0-9]+/#, with: "-p")
      .replacing(#/#[0-9]+\(/#, with: "#(")
      .replacing(#/;; (Query time|WHEN): .*/#, with: "")
      .trimmingCharacters(in: .newlines)
  }

  @Test func `the table of settings is the one of the code`() {
    let rows = Setting.all.map { setting in
      let variables = setting.variables.map { "`\($0)`" }.joined(separator: ", ")
      let keys = (setting.key.map { ["`\($0)`"] } ?? ["-"]) + setting.flatKeys.dropFirst().map { "`\($0)`" }
      let help = setting.help.replacing("|", with: "\\|")
      return
        "| \(variables) | \(keys.joined(separator: ", ")) | \(setting.defaultText.map { "`\($0)`" } ?? "-") | \(help) |"
    }
    let table = (["| variable | in the file | default | meaning |", "| --- | --- | --- | --- |"] + rows)
      .joined(separator: "\n")
    #expect(Self.text.contains(table), "README.md should have:\n\(table)")
  }
}
