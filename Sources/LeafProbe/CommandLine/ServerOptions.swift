import ArgumentParser
import struct ProgramSupport.ThreadError

/// What every command that asks servers is told: whom to ask, over what, and how patiently.
struct ServerOptions: ParsableArguments {
  @Option(help: .hidden) var server: [String] = []

  @Option(name: [.customShort("p"), .long], help: "The server's port.")
  var port: UInt16 = 53

  @Flag(name: .customLong("tcp"), help: ArgumentHelp("Only over TCP; also as +tcp.")) var tcp = false

  @Flag(name: .customLong("udp"), help: ArgumentHelp("Only over UDP; also as +udp.")) var udp = false

  @Flag(name: .customShort("4"), help: "Only IPv4 addresses of the server.") var ipv4 = false

  @Flag(name: .customShort("6"), help: "Only IPv6 addresses of the server.") var ipv6 = false

  @Option(
    help: ArgumentHelp("The most queries in a second, or off. (default: 100)", valueName: "n"),
    transform: QueryRate.init(reading:))
  var qps = QueryRate(limit: 100)

  @Option(help: ArgumentHelp("How long to wait for a response, in seconds.", valueName: "seconds"))
  var timeout: Double = 2

  @Option(help: ArgumentHelp("How often to send what is not answered, at least.", valueName: "n"))
  var tries: Int = 3

  /// Whether they make sense together. `validate()` would say so before a mistyped option is named.
  func check() throws {
    if ipv4 && ipv6 { throw ValidationError("-4 and -6 exclude each other; leave both out for both") }
    guard (0.05...60).contains(timeout) else { throw ValidationError("--timeout is 0.05 to 60 seconds") }
    guard (1...20).contains(tries) else { throw ValidationError("--tries is 1 to 20") }
    guard port > 0 else { throw ValidationError("0 is no port: a port is 1 to 65535") }
    for argument in try server.map(ServerArgument.init) { try checkFamily(of: argument) }
  }
}

extension ServerOptions {
  private var family: AddressFamily? { ipv4 ? .ipv4 : ipv6 ? .ipv6 : nil }

  private func checkFamily(of server: ServerArgument) throws {
    switch (family, server.family) {
    case (.ipv4, .ipv6): throw ValidationError("-4 leaves out \(server.host), which is an IPv6 address")
    case (.ipv6, .ipv4): throw ValidationError("-6 leaves out \(server.host), which is an IPv4 address")
    default: return
    }
  }

  var transports: [Transport] {
    Transport.allCases.filter { $0 == .udp ? udp || !tcp : tcp || !udp }
  }

  var exchange: ExchangeOptions {
    ExchangeOptions(timeout: .milliseconds(Int(timeout * 1000)), tries: tries)
  }

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
      throw notTested(because: error)
    } catch let error as ThreadError {
      throw notTested(because: error)
    }
  }
}

/// How many queries in a second.
struct QueryRate {
  /// nil for no limit.
  let limit: Int?

  init(limit: Int?) { self.limit = limit }

  init(reading text: String) throws {
    if text == "off" {
      limit = nil
    } else if let number = Int(text), (1...1_000_000).contains(number) {
      limit = number
    } else {
      throw ValidationError("--qps is a number from 1 to 1000000, or off")
    }
  }
}

/// Reads a DS RR of the command line.
func dsRecord(_ text: String) throws -> DS {
  guard let ds = DS(text) else {
    throw ValidationError(
      "--ds \(text) is no DS RR: give key tag, algorithm, digest type and digest, with commas between")
  }
  return ds
}

/// Reads a domain name of the command line.
func domainName(_ text: String) throws -> Name {
  guard let name = Name(text) else { throw ValidationError("\(text) is no domain name") }
  return name
}

/// A name given for the zone: a name in it, or labels that stand before it.
func domainName(_ text: String, in zone: Name) throws -> Name {
  let given = try domainName(text)
  if given.isInside(zone) { return given }
  guard !text.hasSuffix("."), let whole = Name("\(text).\(zone)") else {
    throw ValidationError("\(text) is not in \(zone)")
  }
  return whole
}

/// Says why the server could not be tested, and is the exit status for it.
func notTested(because error: any Error) -> ExitCode {
  writeError("leaf-probe: \(error)\n")
  return ExitCode(Report.Conclusion.notTested.rawValue)
}
