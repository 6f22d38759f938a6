import Foundation

/// The program `leaf`, run as users run it.
package final class ServerProcess: Sendable {
  /// The address and port of each listener.
  package let listeners: [(address: String, port: UInt16)]
  private let program: RunningProgram

  package static let executable = builtProgram("leaf")

  package static let withoutLimits = [
    "--global-qps-limit", "off", "--per-ip-qps-limit", "off", "--per-ip-invalid-qname-qps-limit", "off",
    "--tcp-max-connections-per-ip", "1024",
  ]

  /// Starts a server and waits until it listens.
  ///
  /// - Parameters:
  ///   - limits: Off, unless a test is about them.
  ///   - startsSilently: No line of its log tells the port.
  ///   - shell: What a shell does before it starts the program, and with its standard streams.
  package init(
    zones: [String] = ["dev.example.com"], listen: [String] = ["127.0.0.1:0"], _ arguments: [String] = [],
    limits: [String] = withoutLimits, startsSilently: Bool = false,
    shell: (before: String, after: String)? = nil, environment: [String: String] = [:]
  ) async throws {
    let flags = zones.flatMap { ["--zone", $0] } + listen.flatMap { ["--listen", $0] } + limits
    if let shell {
      // What the shell is told goes for the program that takes its place.
      let command = "\(shell.before) exec \"$0\" \"$@\" \(shell.after)"
      program = try RunningProgram(
        URL(fileURLWithPath: "/bin/bash"), ["-c", command, Self.executable.path] + flags + arguments,
        environment)
    } else {
      program = try RunningProgram(Self.executable, flags + arguments, environment)
    }
    if startsSilently {
      // Without a line that tells the port, it is the one that the system knows of.
      listeners = [("127.0.0.1", try await udpPort(of: program.identifier))]
      return
    }
    guard let line = await program.errors.line({ $0.contains(#/"startup"/#) }),
      let text = line.firstMatch(of: #/listen"?[=:]"([^"]*)"/#)?.1
    else { throw NotReady(log: program.errors.text) }
    listeners = text.split(separator: ",").compactMap { listener in
      guard let colon = listener.lastIndex(of: ":"),
        let port = UInt16(listener[listener.index(after: colon)...])
      else { return nil }
      return (listener[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]")), port)
    }
    guard !listeners.isEmpty else { throw NotReady(log: program.errors.text) }
  }

  deinit {
    if program.isRunning { kill(program.identifier, SIGKILL) }
  }

  package var port: UInt16 { listeners[0].port }

  package var identifier: pid_t { program.identifier }

  /// What has been written to standard error.
  package var log: String { program.errors.text }

  package func line(_ isWanted: @escaping @Sendable (String) -> Bool) async -> String? {
    await program.errors.line(isWanted)
  }

  /// Waits until all zone files have been read: before, what is asked of their zones gets SERVFAIL.
  package func readZones() async { _ = await line { $0.contains(#"event="zones""#) } }

  package func text(_ isWanted: @escaping @Sendable (String) -> Bool) async -> Bool {
    await program.errors.text(isWanted)
  }

  /// Sends a signal, waits for the end and returns the exit status (a signal's number as negative).
  package func stop(_ signal: Int32 = SIGTERM) async -> Int32 { await timedStop(signal).status }

  /// The same, and how long it took.
  package func timedStop(_ signal: Int32 = SIGTERM) async -> (status: Int32, time: Duration) {
    let start = ContinuousClock.now
    kill(program.identifier, signal)
    let (status, end) = await program.end()
    return (status, end - start)
  }

  /// Runs the program to its end.
  package static func run(
    _ arguments: [String], environment: [String: String] = [:]
  ) async throws -> (status: Int32, output: String, errors: String) {
    try await runProcess(executable, arguments, environment)
  }
}

/// The port of the first UDP socket that a process has bound, once it has one.
private func udpPort(of process: pid_t) async throws -> UInt16 {
  for _ in 0..<1_000 {
    let links = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").compactMap {
      try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/fd/\($0)")
    }
    let sockets = try procText("/proc/\(process)/net/udp")
    for line in sockets.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: " ")
      if links.contains("socket:[\(fields[9])]"), let port = fields[1].split(separator: ":").last {
        return UInt16(port, radix: 16) ?? 0
      }
    }
    try await Task.sleep(for: .milliseconds(10))
  }
  throw NotReady(log: "process \(process) has bound no UDP socket")
}
