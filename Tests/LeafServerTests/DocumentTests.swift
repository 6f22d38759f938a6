import Foundation
import LeafConfiguration
import LeafCore
import TestPrograms
import Testing

@testable import LeafServer

/// One block of a document in which commands are tried, with what each prints.
struct ConsoleExample: Sendable, CustomTestStringConvertible {
  let document: String
  let steps: [(command: String, output: String)]

  init(_ document: Document, _ block: String) {
    self.document = document.path
    steps = block.matches(of: #/(?m)^\$ (.+)\n((?:(?!\$ ).*\n)*)/#).map { (String($0.1), String($0.2)) }
  }

  static let all = Document.all.flatMap { document in
    document.blocks(of: "console").map { ConsoleExample(document, $0) }
  }

  var testDescription: String { "\(document): \(steps.first?.command ?? "")" }
}

@Suite(.sideBySide) struct `Documents` {
  @Test func `there are examples`() {
    #expect(ConsoleExample.all.flatMap(\.steps).count >= 15)
    for example in ConsoleExample.all { #expect(!example.steps.isEmpty, "\(example.document)") }
  }

  /// Commands are those of a shell, on a machine where `scripts/run` and metrics are. A status that no `echo $?` shows
  /// is 0.
  @Test(arguments: ConsoleExample.all)
  func `an example prints what it says`(example: ConsoleExample) async throws {
    let measured = try await MeasuredServer(["--hosts", "ns1.dev.example.com=127.0.0.1"])
    let ports = [("5300", "\(measured.server.port)"), ("9153", "\(measured.port)")]
    let programs = ServerProcess.executable.deletingLastPathComponent().path
    var status: Int32 = 0
    for (index, step) in example.steps.enumerated() {
      guard step.command != "echo $?" else {
        #expect(step.output == "\(status)\n")
        continue
      }
      let command = ports.reduce(step.command) { Self.replacing($1.0, with: $1.1, in: $0) }
      let run = try await runProcess(
        URL(fileURLWithPath: "/bin/bash"), ["-c", "exec 2>&1; \(command)"],
        ["PATH": "\(programs):/usr/bin:/bin"])
      let output = ports.reduce(run.output) { Self.replacing($1.1, with: $1.0, in: $0) }
      #expect(Self.withoutWhatVaries(output) == Self.withoutWhatVaries(step.output), "\(step.command)")
      status = run.status
      let isShown = example.steps.dropFirst(index + 1).first?.command == "echo $?"
      #expect(isShown || status == 0, "\(step.command)")
    }
    #expect(await measured.server.stop() == 0)
  }

  private static func replacing(_ number: String, with other: String, in text: String) -> String {
    text.split(separator: number, omittingEmptySubsequences: false).reduce(nil as String?) { text, part in
      guard let text else { return String(part) }
      let isWhole = text.last?.isNumber != true && part.first?.isNumber != true
      return text + (isWhole ? other : number) + part
    } ?? ""
  }

  private static func withoutWhatVaries(_ output: String) -> String {
    output.replacing(#/id: [1-9][0-9]*/#, with: "id")
      .replacing(#/COOKIE: [0-9a-f]+/#, with: "COOKIE")
      .replacing(#/DiG [^ ]+/#, with: "DiG")
      .replacing(#/;; (Query time|WHEN): .*/#, with: "")
      .replacing(#/; [0-9.]+ s\n/#, with: "\n")
      .trimmingCharacters(in: .newlines)
  }

  @Test(arguments: Document.all)
  func `a link leads somewhere`(document: Document) throws {
    let folder = Document.root.appendingPathComponent(document.path).deletingLastPathComponent()
    for link in document.links {
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let target = parts[0].isEmpty ? document : Document(Self.path(parts[0], from: folder))
      #expect(
        FileManager.default.fileExists(atPath: Document.root.appendingPathComponent(target.path).path),
        "\(document.path): \(link)")
      if parts.count > 1 { #expect(target.anchors.contains(parts[1]), "\(document.path): \(link)") }
    }
  }

  /// - Returns: From the root of the repository.
  private static func path(_ link: String, from folder: URL) -> String {
    let path = folder.appendingPathComponent(link).standardized.path
    return String(path.dropFirst(Document.root.standardized.path.count + 1))
  }

  @Test func `each document is reached from README`() {
    var reached: Set = ["README.md"], new = reached
    while let path = new.popFirst() {
      let folder = Document.root.appendingPathComponent(path).deletingLastPathComponent()
      let targets = Document(path).links.filter { $0.contains(".md") }
        .map { Self.path(String($0.prefix { $0 != "#" }), from: folder) }
      new.formUnion(Set(targets).subtracting(reached))
      reached.formUnion(targets)
    }
    #expect(Set(Document.all.map(\.path)).subtracting(reached).filter { $0.hasPrefix("docs/") } == [])
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
    #expect(
      Document("docs/configuration.md").text.contains("\n\(table)\n\n"),
      "docs/configuration.md should have:\n\(table)")
  }

  @Test func `the picture of rollovers is drawn from the state machine`() async throws {
    let drawn = try await runProcess(builtProgram("RolloverPicture"), [])
    #expect(drawn.output == Document("docs/rollover.svg").text, "scripts/rollover-picture draws it")
  }

  @Test func `the steps are those of the rules`() {
    let steps = Document("docs/response-policy.md").table("step", "query", "answer").map { $0[0] }
    #expect(steps == Set(Rule.allCases.map(\.step)).sorted().map { "\($0)" })
  }

  @Test func `each script is explained`() throws {
    let text = Document("docs/development.md").text
    let scripts = try FileManager.default.contentsOfDirectory(
      atPath: Document.root.appendingPathComponent("scripts").path
    ).filter { name in
      let path = Document.root.appendingPathComponent("scripts/\(name)").path
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
        && FileManager.default.isExecutableFile(atPath: path)
    }
    #expect(scripts.count > 20)
    for script in scripts {
      let isExplained = ["`", " "].contains { text.contains("`scripts/\(script)\($0)") }
      #expect(isExplained, "\(script)")
    }
  }

  @Test(arguments: ["limits.md", "troubleshooting.md"])
  func `each reason for a drop is explained`(document: String) {
    let text = Document("docs/\(document)").text
    let reasons = DropReason.allCases.filter { ![.noResponse, .clientGone].contains($0) }
    for reason in reasons { #expect(text.contains("| `\(reason.name)` |"), "\(reason)") }
  }
}
