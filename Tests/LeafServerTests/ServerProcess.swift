import Foundation
import Testing

/// The program `leaf`, run as users run it.
final class ServerProcess: Sendable {
  /// The address and port of each listener.
  let listeners: [(address: String, port: UInt16)]
  private let process: Process
  private let output: LineReader

  static let executable: URL = {
    // Tests are built next to the program.
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appendingPathComponent("leaf")
  }()

  static let withoutLimits = [
    "--global-qps-limit", "off", "--per-ip-qps-limit", "off", "--per-ip-invalid-qname-qps-limit", "off",
    "--tcp-max-connections-per-ip", "1024",
  ]

  /// Starts a server and waits until it listens.
  ///
  /// - Parameters:
  ///   - limits: Off, unless a test is about them.
  ///   - startsSilently: No line of its log tells the port.
  ///   - shell: What a shell does before it starts the program, and with its standard streams.
  init(
    zones: [String] = ["dev.example.com"], listen: [String] = ["127.0.0.1:0"], _ arguments: [String] = [],
    limits: [String] = withoutLimits, startsSilently: Bool = false,
    shell: (before: String, after: String)? = nil, environment: [String: String] = [:]
  ) async throws {
    let flags = zones.flatMap { ["--zone", $0] } + listen.flatMap { ["--listen", $0] } + limits
    if let shell {
      // What the shell is told goes for the program that takes its place.
      let command = "\(shell.before) exec \"$0\" \"$@\" \(shell.after)"
      (process, output) = try startProcess(
        URL(fileURLWithPath: "/bin/bash"), ["-c", command, Self.executable.path] + flags + arguments,
        environment)
    } else {
      (process, output) = try startProcess(Self.executable, flags + arguments, environment)
    }
    if startsSilently {
      // Without a line that tells the port, it is the one that the system knows of.
      listeners = [("127.0.0.1", try await udpPort(of: process.processIdentifier))]
      return
    }
    let line = try #require(
      await output.line { $0.contains(#/"startup"/#) }, "no start-up line: \(output.text)")
    let text = try #require(line.firstMatch(of: #/listen"?[=:]"([^"]*)"/#)?.1)
    listeners = try text.split(separator: ",").map { listener in
      let colon = try #require(listener.lastIndex(of: ":"))
      let port = try #require(UInt16(listener[listener.index(after: colon)...]))
      let address = listener[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
      return (address, port)
    }
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  var port: UInt16 { listeners[0].port }

  var identifier: pid_t { process.processIdentifier }

  /// What has been written to standard error.
  var log: String { output.text }

  func line(_ isWanted: @escaping @Sendable (String) -> Bool) async -> String? {
    await output.line(isWanted)
  }

  func text(_ isWanted: @escaping @Sendable (String) -> Bool) async -> Bool {
    await output.text(isWanted)
  }

  /// Sends a signal, waits for the end and returns the exit status (a signal's number as negative).
  func stop(_ signal: Int32 = SIGTERM) async -> Int32 { await timedStop(signal).status }

  /// The same, and how long it took.
  func timedStop(_ signal: Int32 = SIGTERM) async -> (status: Int32, time: Duration) {
    // On a thread that waits for nothing else, so that the time is the server's alone.
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [process] in
        let start = ContinuousClock.now
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        continuation.resume(returning: (process.status, ContinuousClock.now - start))
      }
    }
  }

  /// Runs the program to its end.
  static func run(
    _ arguments: [String], environment: [String: String] = [:]
  ) async throws -> (status: Int32, output: String, errors: String) {
    try await runProcess(executable, arguments, environment)
  }
}

/// Runs a program to its end.
func runProcess(
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

private func startProcess(
  _ executable: URL, _ arguments: [String], _ environment: [String: String], output: Pipe? = nil
) throws -> (Process, LineReader) {
  let process = Process()
  process.executableURL = executable
  process.arguments = arguments
  process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"].merging(environment) { $1 }
  // No leaf.toml or .digrc of whoever runs the tests.
  process.currentDirectoryURL = FileManager.default.temporaryDirectory
  process.standardInput = FileHandle.nullDevice
  process.standardOutput = output ?? FileHandle.nullDevice
  let errors = Pipe()
  process.standardError = errors
  try process.run()
  return (process, LineReader(errors.fileHandleForReading))
}

private func exitStatus(of process: Process) async -> Int32 {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread {
      process.waitUntilExit()
      continuation.resume(returning: process.status)
    }
  }
}

extension Process {
  /// The exit status, or the number of the signal that ended it as negative.
  fileprivate var status: Int32 { terminationReason == .exit ? terminationStatus : -terminationStatus }
}

/// Reads a pipe to its end, on a thread of its own, and tells of lines as they come.
final class LineReader: Sendable {
  private struct State {
    var octets: [UInt8] = []
    var hasEnded = false
    var waiting: [@Sendable (String, Bool) -> Bool] = []
  }

  private let state = Locked(State())

  init(_ handle: FileHandle) {
    Thread.detachNewThread { [self] in
      while true {
        let data = handle.availableData
        state.change { state in
          state.octets += data
          state.hasEnded = data.isEmpty
          let text = String(decoding: state.octets, as: UTF8.self)
          state.waiting.removeAll { $0(text, data.isEmpty) }
        }
        if data.isEmpty { return }
      }
    }
  }

  var text: String { state.change { String(decoding: $0.octets, as: UTF8.self) } }

  /// The first line that is wanted; nil when the pipe ends without it.
  func line(_ isWanted: @escaping @Sendable (String) -> Bool) async -> String? {
    await wait { text in text.split(separator: "\n").map(String.init).first(where: isWanted) }
  }

  /// Waits until the whole text is what is wanted; false when the pipe ends before.
  func text(_ isWanted: @escaping @Sendable (String) -> Bool) async -> Bool {
    await wait { isWanted($0) ? $0 : nil } != nil
  }

  func end() async { _ = await wait { _ in nil as String? } }

  private func wait(_ find: @escaping @Sendable (String) -> String?) async -> String? {
    await withCheckedContinuation { continuation in
      let isDone = Locked(false)
      let check: @Sendable (String, Bool) -> Bool = { text, isLast in
        isDone.change { isDone in
          if isDone { return true }
          let found = find(text)
          guard found != nil || isLast else { return false }
          continuation.resume(returning: found)
          isDone = true
          return true
        }
      }
      state.change { state in
        if !check(String(decoding: state.octets, as: UTF8.self), state.hasEnded) {
          state.waiting.append(check)
        }
      }
      // What never comes fails the test; it does not hang it.
      DispatchQueue.global().asyncAfter(deadline: .now() + 30) { [self] in _ = check(text, true) }
    }
  }
}

/// The port of the first UDP socket that a process has bound, once it has one.
private func udpPort(of process: pid_t) async throws -> UInt16 {
  for _ in 0..<1_000 {
    let links = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").compactMap {
      try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/fd/\($0)")
    }
    let sockets = try String(contentsOfFile: "/proc/\(process)/net/udp", encoding: .utf8)
    for line in sockets.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: " ")
      if links.contains("socket:[\(fields[9])]"), let port = fields[1].split(separator: ":").last {
        return try #require(UInt16(port, radix: 16))
      }
    }
    try await Task.sleep(for: .milliseconds(10))
  }
  throw Client.NoReply()
}
