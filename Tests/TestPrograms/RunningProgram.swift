import Foundation
import struct NIOConcurrencyHelpers.NIOLock

/// A program that has been started.
package final class RunningProgram: Sendable {
  package let process: Process
  /// What it writes to standard error.
  package let errors: LineReader
  private let ending: Ending

  package init(
    _ executable: URL, _ arguments: [String], _ environment: [String: String] = [:], output: Pipe? = nil
  ) throws {
    process = Process()
    process.executableURL = executable
    process.arguments = arguments
    // What sanitizers are told holds for the programs too.
    let sanitizers = ProcessInfo.processInfo.environment.filter { $0.key.hasSuffix("SAN_OPTIONS") }
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": home].merging(sanitizers) { $1 }
      .merging(environment) { $1 }
    // No leaf.toml of whoever runs the tests.
    process.currentDirectoryURL = FileManager.default.temporaryDirectory
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output ?? FileHandle.nullDevice
    let pipe = Pipe()
    process.standardError = pipe
    let ending = Ending()
    self.ending = ending
    process.terminationHandler = { _ in ending.set() }
    try start(process)
    errors = LineReader(pipe.fileHandleForReading)
  }

  package var identifier: pid_t { process.processIdentifier }

  package var isRunning: Bool { process.isRunning }

  /// Waits for the end: the exit status, or the number of the signal that ended it as negative, and when that was.
  package func end() async -> (status: Int32, time: ContinuousClock.Instant) {
    // Foundation's own waiting keeps a core busy.
    let time = await ending.wait()
    let status = process.terminationStatus
    return (process.terminationReason == .exit ? status : -status, time)
  }
}

/// The home of all programs. There dig is told to ask from another address than servers have: sockets of one user may share
/// a port (SO_REUSEPORT), so that the kernel may give dig the server's own, and dig would hear itself.
private let home: String = {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("leaf-tests-home")
  try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  try? "-b 127.0.0.2\n".write(
    to: folder.appendingPathComponent(".digrc"), atomically: true, encoding: .utf8)
  return folder.path
}()

private let starting = NIOLock()

/// For the moment in which a descriptor is open that programs are not to have, and does not say so yet.
package func whileNothingStarts<Result>(_ body: () -> Result) -> Result { starting.withLock(body) }

private func start(_ process: Process) throws {
  // Threads of Dispatch block signals, and a program that does not unblock them would never hear SIGTERM.
  var all = sigset_t()
  var before = sigset_t()
  sigfillset(&all)
  pthread_sigmask(SIG_UNBLOCK, &all, &before)
  defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
  try starting.withLock { try process.run() }
}

/// That a program has ended, and when.
private final class Ending: Sendable {
  private struct State {
    var time: ContinuousClock.Instant?
    var waiting: [CheckedContinuation<ContinuousClock.Instant, Never>] = []
  }

  private let state = Locked(State())

  func set() {
    let time = ContinuousClock.now
    state.change { state in
      state.time = time
      for test in state.waiting { test.resume(returning: time) }
      state.waiting = []
    }
  }

  func wait() async -> ContinuousClock.Instant {
    await withCheckedContinuation { continuation in
      state.change { state in
        if let time = state.time {
          continuation.resume(returning: time)
        } else {
          state.waiting.append(continuation)
        }
      }
    }
  }
}
