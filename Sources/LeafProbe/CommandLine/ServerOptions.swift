import ArgumentParser

/// What the commands are told that put questions to servers: whom to ask, over what, and how patiently.
struct ServerOptions: ParsableArguments {
  @OptionGroup var addresses: AddressOptions

  @Flag(name: .customLong("tcp"), help: ArgumentHelp("Only over TCP; also as +tcp.")) var tcp = false

  @Flag(name: .customLong("udp"), help: ArgumentHelp("Only over UDP; also as +udp.")) var udp = false

  @OptionGroup var pace: PaceOptions

  /// As of `AddressOptions`.
  func check() throws {
    try addresses.check()
    try pace.check()
  }
}

extension ServerOptions {
  var transports: [Transport] {
    Transport.allCases.filter { $0 == .udp ? udp || !tcp : tcp || !udp }
  }

  var exchange: ExchangeOptions { pace.applied(to: addresses.exchange) }
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
func notTested(because reason: String) -> ExitCode {
  writeError("leaf-probe: \(reason)\n")
  return ExitCode(Report.Conclusion.notTested.rawValue)
}
