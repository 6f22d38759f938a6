import ArgumentParser
import struct ProgramSupport.ThreadError

/// Where a command finds the servers that it asks, and how long it waits for them.
struct AddressOptions: ParsableArguments {
  @Option(help: .hidden) var server: [String] = []

  @Option(name: [.customShort("p"), .long], help: "The servers' port.")
  var port: UInt16 = 53

  @Flag(name: .customShort("4"), help: "Only IPv4 addresses of the servers.") var ipv4 = false

  @Flag(name: .customShort("6"), help: "Only IPv6 addresses of the servers.") var ipv6 = false

  @Option(help: ArgumentHelp("How long to wait for a response, in seconds.", valueName: "seconds"))
  var timeout: Double = 2

  /// Whether they make sense together. `validate()` would say so before a mistyped option is named.
  func check() throws {
    if ipv4 && ipv6 { throw ValidationError("-4 and -6 exclude each other; leave both out for both") }
    guard (0.05...60).contains(timeout) else { throw ValidationError("--timeout is 0.05 to 60 seconds") }
    guard port > 0 else { throw ValidationError("0 is no port: a port is 1 to 65535") }
    for argument in try server.map(ServerArgument.init) { try checkFamily(of: argument) }
  }
}

extension AddressOptions {
  /// The only one to ask; nil for both.
  var family: AddressFamily? { ipv4 ? .ipv4 : ipv6 ? .ipv6 : nil }

  private func checkFamily(of server: ServerArgument) throws {
    switch (family, server.family) {
    case (.ipv4, .ipv6): throw ValidationError("-4 leaves out \(server.host), which is an IPv6 address")
    case (.ipv6, .ipv4): throw ValidationError("-6 leaves out \(server.host), which is an IPv4 address")
    default: return
    }
  }

  var exchange: ExchangeOptions { ExchangeOptions(timeout: .milliseconds(Int(timeout * 1000))) }

  /// All addresses of a server.
  ///
  /// - Throws: `Interrupted` if `stop` is set before they are found; `Endpoint.ResolutionError` if there are none.
  func endpoints(of server: String, _ stop: Interruption) throws -> [Endpoint] {
    let argument = try ServerArgument(server)
    let (port, family) = (argument.port ?? port, family)
    let found = try unlessStopped(stop) {
      Result { () throws(Endpoint.ResolutionError) in
        try Endpoint.resolve(argument.host, port: port, family: family)
      }
    }
    guard let found else { throw Interrupted() }
    return try found.get()
  }

  /// Does what has to do with the addresses of `server`, and ends the program where they cannot be found.
  func reportingObstacles<Result>(of server: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch is Interrupted {
      writeError("leaf-probe: interrupted before the address of \(server) was found\n")
      throw ExitCode(130)
    } catch let error as Endpoint.ResolutionError {
      throw notTested(because: "\(error)")
    } catch let error as ThreadError {
      throw notTested(because: "\(error)")
    }
  }
}
