import ArgumentParser
import DNSSecurity
import DNSWire
import DNSZoneFile
import Glibc
import LeafConfiguration
import ProgramSupport

struct ZoneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "zone", abstract: "Check zone files (RFC 1035 §5), or print their records.",
    subcommands: [CheckZone.self, PrintZone.self])
}

struct CheckZone: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say what is wrong with a zone file.",
    discussion: "Exit status: 0 if a server can serve the zone, 65 if not; 1 for warnings with --strict.")

  @OptionGroup var arguments: ZoneArguments
  @ArgumentParser.Flag(
    help: "Fail on warnings, and count a name server inside the zone without an address as an error.")
  var strict = false

  func run() async throws {
    let zone = try arguments.read(isStrict: strict)
    print("\(zone.zone.apex) has \(zone.zone.records.count) records")
    if strict, zone.problems.warningCount > 0 { throw ExitCode.failure }
  }
}

struct PrintZone: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "print",
    abstract: "Print the records of a zone file, one a line, in canonical order (RFC 4034 §6.1).",
    discussion:
      "Exit status: 0; 65 if a server could not serve the zone, or it cannot be signed; 74 if it cannot be written."
  )

  @OptionGroup var arguments: ZoneArguments
  @OptionGroup(title: "Signing (DNSSEC)") var signing: SigningOptions

  func run() async throws {
    let zone = try arguments.read(isStrict: false)
    let printed = signing.isWanted ? try await signing.sign(zone) : zone
    var error: Int32 = 0
    printed.write { lines in if error == 0 { error = writeToStandardOutput(lines) } }
    guard error == 0 else {
      writeToStandardError("leaf: the zone cannot be written: \(describe(errno: error))\n")
      throw ExitCode(EX_IOERR)
    }
  }
}

struct SigningOptions: ParsableArguments {
  @ArgumentParser.Flag(
    name: .customLong("signed"), help: "Sign the zone with its keys, as leaf key generate makes them.")
  var isWanted = false
  @OptionGroup var keys: KeyFolderOptions
  @Option(help: "What shows that names are not there: nsec, or nsec3, which does not show which ones are.")
  var denial = SigningPolicy.Denial.nsec
  @Option(
    help: "The serial: keep that of the file, or unixtime, the time, by which secondaries see new signatures."
  )
  var serial = SerialChoice.keep
  @Option(help: ArgumentHelp("How long signatures are valid, 1 to 365.", valueName: "days")) var lifetime = 14

  func validate() throws {
    guard (1...365).contains(lifetime) else {
      throw ValidationError("--lifetime is \(lifetime); allowed are 1 to 365 days.")
    }
  }

  func sign(_ zone: OrderedZone) async throws -> OrderedZone {
    let apex = zone.zone.apex
    let folder = try keys.folder()
    let keys = try endingWithDataError { try folder.keys(of: apex) }
    guard !keys.isEmpty else {
      throw dataError("\(printable(folder.path)) has no key of \(apex); make one: leaf key generate \(apex)")
    }
    var policy = SigningPolicy()
    policy.denial = denial
    policy.lifetime = UInt32(lifetime) * 86_400
    let now = UInt32(truncatingIfNeeded: readClocks().unixTime)
    var zone = zone
    if serial == .unixtime { try raiseSerial(of: &zone, to: now) }
    do {
      return try await ZoneSigner(keys, policy).sign(zone, at: now)
    } catch let problem as SigningProblem {
      throw dataError("\(problem)")
    } catch let problem as KeyProblem {
      throw dataError("\(apex): \(problem)")
    }
  }

  /// In the arithmetic of RFC 1982.
  private func raiseSerial(of zone: inout OrderedZone, to time: UInt32) throws {
    guard Int32(bitPattern: time &- zone.serial) >= 0 else {
      throw dataError(
        "the serial of \(zone.zone.apex) is \(zone.serial), above the time, \(time); leave out --serial and raise it in the file"
      )
    }
    zone.serial = time
  }
}

/// Where the serial of a zone that is signed comes from.
enum SerialChoice: String, CaseIterable, ExpressibleByArgument {
  case keep
  case unixtime
}

extension SigningPolicy.Denial: ExpressibleByArgument {}

struct ZoneArguments: ParsableArguments {
  @Argument(help: "The zone's name, which is the origin at the start.") var origin: String
  @Argument(help: "The file; what it includes is relative to it.") var file: String

  /// The zone, in order and checked.
  ///
  /// - Throws: The exit status if there are errors. All problems have been written to standard error then.
  func read(isStrict: Bool) throws -> OrderedZone {
    let apex: DomainName
    do {
      apex = try DomainName(presentation: origin)
    } catch {
      throw ValidationError("'\(printable(origin))' is not a domain name: \(error.explanation)")
    }
    let read = ZoneFile(reading: file, apex: apex, octets: readZoneFile)
    guard read.problems.errorCount == 0 else { throw failure(read.problems) }
    var zone = OrderedZone(read)
    zone.check(isStrict: isStrict)
    guard zone.problems.errorCount == 0 else { throw failure(zone.problems) }
    tell(zone.problems)
    return zone
  }

  private func failure(_ problems: ZoneFileProblems) -> ExitCode {
    tell(problems)
    return ExitCode(EX_DATAERR)
  }

  private func tell(_ problems: ZoneFileProblems) {
    for line in problems.lines { writeToStandardError("leaf: \(line)\n") }
  }
}
