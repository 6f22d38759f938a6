import Foundation
import TestPrograms

extension ResolverProgram {
  fileprivate func arguments(_ folder: String) -> [String] {
    switch self {
    case .unbound: ["-d", "-d", "-c", "\(folder)/configuration"]
    case .powerDNS: ["--config-dir=\(folder)"]
    case .bind: ["-g", "-n", "1", "-c", "\(folder)/configuration"]
    case .knot: ["-n", "-q", "-c", "\(folder)/configuration", folder]
    }
  }

  /// PowerDNS insists on its file's name.
  fileprivate var configurationName: String { self == .powerDNS ? "recursor.conf" : "configuration" }
}

/// A resolver on a loopback address, that asks leaf.
final class ResolverProcess: Sendable {
  let port: UInt16
  private let process: RunningProgram
  private let folder: ZoneFolder

  /// Starts a resolver and waits until it answers.
  ///
  /// - Parameters:
  ///   - first: A name whose SOA record it finds as soon as it is ready.
  ///   - files: What the resolver reads besides, in its folder.
  ///   - configuration: The text of its file; it is given a folder of the resolver's own.
  init(
    _ program: ResolverProgram, port: UInt16, first: String, _ files: [String: String] = [:],
    configuration: (_ folder: String) -> String
  ) async throws {
    self.port = port
    folder = try ZoneFolder(files)
    try folder.write(program.configurationName, configuration(folder.path) + "\n")
    process = try RunningProgram(URL(fileURLWithPath: program.executable), program.arguments(folder.path))
    for _ in 0..<100 where process.isRunning {
      if try await ask(first, "SOA").contains("status: NOERROR") { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw NotReady(log: "\(program): \(process.errors.text)")
  }

  deinit { kill(process.identifier, SIGTERM) }

  /// What dig says of a question.
  func ask(_ name: String, _ type: String) async throws -> String {
    let run = try await runProcess(
      URL(fileURLWithPath: "/usr/bin/dig"),
      [
        "@127.0.0.1", "-p", "\(port)", "+tries=1", "+time=5", "+noall", "+comments", "+answer", name, type,
      ])
    return run.output
  }
}
