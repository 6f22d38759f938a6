import Foundation
import TestPrograms
import Testing

/// Every input of the corpora, those that broke something once among them, is run by the ordinary tests.
@Suite(.sideBySide) struct `The corpora` {
  @Test(arguments: FuzzedTarget.all)
  func `hold nothing that breaks a property`(target: FuzzedTarget) async throws {
    let inputs = try FileManager.default.contentsOfDirectory(atPath: target.corpus.path)
    let run = try await runProcess(target.program, [target.corpus.path])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "replayed \(inputs.count) inputs\n")
    #expect(inputs.count > 10)
  }

  @Test func `are there for every target`() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      at: FuzzedTarget.corpora, includingPropertiesForKeys: [.isDirectoryKey])
    let names = try folders.filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
      .map(\.lastPathComponent)
    #expect(Set(names) == Set(FuzzedTarget.all.map(\.name)))
  }
}

struct FuzzedTarget: CustomTestStringConvertible, Sendable {
  let name: String

  static let all = [
    "configuration", "dnssec", "http", "key", "ldns", "message", "name", "probe", "respond", "tcp",
    "zonefile",
  ]
  .map(FuzzedTarget.init)

  static let corpora = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("corpus")

  var program: URL { builtProgram("fuzz-\(name)") }
  var corpus: URL { Self.corpora.appendingPathComponent(name) }
  var testDescription: String { name }
}
