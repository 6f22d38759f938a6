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
  let program = try RunningProgram(executable, arguments, environment, output: output)
  let text = LineReader(output.fileHandleForReading)
  let (status, _) = await program.end()
  await text.end()
  await program.errors.end()
  return (status, text.text, program.errors.text)
}
