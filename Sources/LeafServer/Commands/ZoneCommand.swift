import ArgumentParser
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
    let printed = try signing.apply(to: arguments.read(isStrict: false, verifiesDigests: !signing.hasDigest))
    var error: Int32 = 0
    printed.write { lines in if error == 0 { error = writeAll(lines, to: STDOUT_FILENO) } }
    guard error == 0 else {
      writeToStandardError("leaf: the zone cannot be written: \(describe(errno: error))\n")
      throw ExitCode(EX_IOERR)
    }
  }
}

struct ZoneArguments: ParsableArguments {
  @Argument(help: "The zone's name, which is the origin at the start.") var origin: String
  @Argument(help: "The file; what it includes is relative to it.") var file: String

  /// The zone, in order and checked.
  ///
  /// - Parameter verifiesDigests: Not where they are to be made again.
  /// - Throws: The exit status if there are errors. All problems have been written to standard error then.
  func read(isStrict: Bool, verifiesDigests: Bool = true) throws -> OrderedZone {
    let read = ZoneFile(reading: file, apex: try parseZone(origin), octets: readZoneFile)
    guard read.problems.errorCount == 0 else { throw failure(read.problems) }
    var zone = OrderedZone(read)
    zone.check(isStrict: isStrict)
    if verifiesDigests, zone.problems.errorCount == 0 { zone.verifyDigests() }
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
