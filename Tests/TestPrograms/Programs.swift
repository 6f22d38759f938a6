import Foundation

/// A program of this package, as the tests were built with it.
package func builtProgram(_ name: String) -> URL {
  // Tests are built next to the programs.
  let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
  return tests.deletingLastPathComponent().appendingPathComponent(name)
}

/// A program that did not become what a test waits for, and what it wrote.
package struct NotReady: Error, CustomStringConvertible {
  package let log: String

  package init(log: String) { self.log = log }

  package var description: String { "not ready: \(log)" }
}

/// Runs a program to its end.
package func runProcess(
  _ executable: URL, _ arguments: [String], _ environment: [String: String] = [:]
) async throws -> (status: Int32, output: String, errors: String) {
  let output = Pipe()
  let (process, errors) = try startProcess(executable, arguments, environment, output: output)
  let text = LineReader(output.fileHandleForReading)
  let status = await exitStatus(of: process)
  await text.end()
  await errors.end()
  return (status, text.text, errors.text)
}

package func startProcess(
  _ executable: URL, _ arguments: [String], _ environment: [String: String], output: Pipe? = nil
) throws -> (Process, LineReader) {
  let process = Process()
  process.executableURL = executable
  process.arguments = arguments
  // What sanitizers are told holds for the programs too.
  let sanitizers = ProcessInfo.processInfo.environment.filter { $0.key.hasSuffix("SAN_OPTIONS") }
  process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"].merging(sanitizers) { $1 }
    .merging(environment) { $1 }
  // No leaf.toml or .digrc of whoever runs the tests.
  process.currentDirectoryURL = FileManager.default.temporaryDirectory
  process.standardInput = FileHandle.nullDevice
  process.standardOutput = output ?? FileHandle.nullDevice
  let errors = Pipe()
  process.standardError = errors
  // Threads of Dispatch block signals, and a program that does not unblock them would never hear SIGTERM.
  var all = sigset_t()
  var before = sigset_t()
  sigfillset(&all)
  pthread_sigmask(SIG_UNBLOCK, &all, &before)
  defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
  try process.run()
  return (process, LineReader(errors.fileHandleForReading))
}

package func exitStatus(of process: Process) async -> Int32 {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread {
      process.waitUntilExit()
      continuation.resume(returning: process.status)
    }
  }
}

extension Process {
  /// The exit status, or the number of the signal that ended it as negative.
  package var status: Int32 { terminationReason == .exit ? terminationStatus : -terminationStatus }
}
