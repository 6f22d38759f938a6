import ArgumentParser
import DNSSecurity
import DNSWire
import Glibc
import LeafConfiguration
import LeafStore
import ProgramSupport

struct KeyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Make, list, replace and remove the keys that zones are signed with (DNSSEC).",
    discussion: """
      Keys are in a folder that nobody else may read, in files as BIND has them: KZONE+ALGORITHM+TAG.key and .private.

      Exit status: 0, or 65 for a key or folder that cannot be used.
      """,
    subcommands: [
      GenerateKey.self, ListKeys.self, ShowDelegationSigners.self, ImportKey.self, ExportKey.self,
      RemoveKey.self, RollOver.self, ConfirmDelegation.self,
    ])
}

/// What a key of a zone is for (RFC 9499 §11).
enum KeyRole: String, CaseIterable, ExpressibleByArgument {
  /// Signs all, and the parent's DS leads to it.
  case csk
  /// Signs the keys, and the parent's DS leads to it.
  case ksk
  /// Signs all but the keys.
  case zsk

  var isEntryPoint: Bool { self != .zsk }
}

struct KeyFolderOptions: ParsableArguments {
  @Option(
    name: .customLong("keys"),
    help: ArgumentHelp(
      "The folder of keys; keys in state_dir of the configuration unless given.", valueName: "folder"))
  var named: String?

  func path() throws -> String {
    if let named { return named }
    do throws(ConfigurationError) {
      return try LoadedConfiguration.keyFolder(environment: processEnvironment(), readFile: readFile)
    } catch {
      for problem in error.problems { writeToStandardError("leaf: \(problem)\n") }
      throw ExitCode(EX_CONFIG)
    }
  }

  func folder() throws -> KeyFolder {
    let path = try path()
    return try endingWithDataError { () throws(KeyFolderError) in try KeyFolder(path) }
  }
}

struct GenerateKey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Make a new key of a zone.",
    discussion: "It says which files it has written, and for a CSK or KSK the DS record for the parent.")

  @OptionGroup var options: KeyFolderOptions
  @Argument(help: "The zone's name.") var zone: String
  @Option(help: ArgumentHelp("The algorithm: \(algorithmNames).", valueName: "name")) var algorithm =
    "ecdsap256sha256"
  @Option(help: ArgumentHelp("The length of an RSA key, 2048 to 4096.", valueName: "bits")) var bits = 2048
  @Option(help: "csk signs all; ksk the keys, and zsk all else.") var role = KeyRole.csk

  func run() async throws {
    let (zone, algorithm, path) = (try parseZone(zone), try parseAlgorithm(algorithm), try options.path())
    try endingWithDataError {
      let key = try KeyFolder.made(path).addNewKey(
        of: zone, algorithm, bits: bits, isEntryPoint: role.isEntryPoint)
      print("\(printable(path))/\(printable(key.fileName)).key")
      print("\(printable(path))/\(printable(key.fileName)).private")
      if role.isEntryPoint { print(key.delegationSigner) }
    }
  }
}

struct ListKeys: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the keys of a zone, or of all.",
    discussion: """
      A line for each key, with tabs between: zone, key tag, algorithm, role, and where leaf signs with it the stage that it \
      is in and what it waits for.
      """)

  @OptionGroup var options: KeyFolderOptions
  @Argument(help: "The zone's name.") var zone: String?

  func run() async throws {
    let zone = try zone.map(parseZone)
    let folder = try options.folder()
    let states = KeyStates(besideFolder: folder.path)
    for key in try endingWithDataError({ try folder.keys(of: zone) }) {
      let state = try endingWithDataError { try states?.description(of: key) }
      let fields = ["\(key.zone)", "\(key.record.tag)", key.signing.algorithm.mnemonic, key.role]
      print((fields + (state ?? [])).joined(separator: "\t"))
    }
  }
}

struct ShowDelegationSigners: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ds", abstract: "Print the DS records that the parent of a zone needs.")

  @OptionGroup var options: KeyFolderOptions
  @Argument(help: "The zone's name.") var zone: String

  func run() async throws {
    let zone = try parseZone(zone)
    let folder = try options.folder()
    let states = KeyStates(besideFolder: folder.path)
    let keys = try endingWithDataError {
      let (keys, rollover) = (try folder.keys(of: zone), try states?.entry(of: zone)?.rollover)
      return (rollover?.duties(of: keys) ?? KeyDuties(keys)).announced
    }
    guard !keys.isEmpty else {
      throw dataError(
        "\(printable(folder.path)) has no CSK or KSK of \(zone); make one: leaf key generate \(zone)")
    }
    for key in keys { print(key.delegationSigner) }
  }
}

struct ImportKey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take a key from elsewhere into the folder.",
    discussion:
      "A PEM file says neither whose key it has nor what for: name the zone, and the role if it is no CSK.")

  @OptionGroup var options: KeyFolderOptions
  @Argument(help: "BIND's .key or .private, with the other one beside it, or a PEM file (PKCS#8).") var file:
    String
  @Argument(help: "The zone's name.") var zone: String?
  @Option(help: ArgumentHelp("What an RSA key of a PEM file signs with.", valueName: "name"))
  var algorithm = "rsasha256"
  @Option(help: "What the key of a PEM file is for.") var role = KeyRole.csk

  func run() async throws {
    let (zone, algorithm, path) = (try zone.map(parseZone), try parseAlgorithm(algorithm), try options.path())
    try endingWithDataError {
      let key = try read(zone, algorithm)
      try KeyFolder.made(path).add(key)
      print("\(printable(path))/\(printable(key.fileName)).private")
    }
  }

  private func read(_ zone: DomainName?, _ algorithm: SecurityAlgorithm) throws -> ZoneKey {
    let content = try text(of: file)
    if content.contains("-----BEGIN") {
      guard let zone else {
        throw ValidationError("A PEM file does not say whose key it has; name the zone behind it.")
      }
      return ZoneKey(try SigningKey(pem: content, rsa: algorithm), of: zone, isEntryPoint: role.isEntryPoint)
    }
    guard let ending = [".key", ".private"].first(where: file.hasSuffix) else {
      throw dataError("\(printable(file)) is neither a PEM file nor a .key or .private of BIND's")
    }
    let name = file.dropLast(ending.count)
    let key = try ZoneKey(publicText: text(of: "\(name).key"), privateText: text(of: "\(name).private"))
    if let zone, zone != key.zone {
      throw dataError("\(printable(file)) is a key of \(key.zone), and not of \(zone)")
    }
    return key
  }

  private func text(of file: String) throws -> String {
    do throws(FileReadingError) {
      let octets = try readRegularFile(file, atMost: 1 << 16)
      if let octets { return String(decoding: octets, as: UTF8.self) }
    } catch {
      throw dataError("\(printable(file)): \(error)")
    }
    throw dataError("\(printable(file)): \(describe(errno: ENOENT))")
  }
}

/// One key of a zone.
struct KeyArguments: ParsableArguments {
  @OptionGroup var options: KeyFolderOptions
  @Argument(help: "The zone's name.") var zone: String
  @Argument(help: "The key's tag, as leaf key list shows it.") var tag: UInt16

  func place() throws -> (zone: DomainName, folder: KeyFolder) { (try parseZone(zone), try options.folder()) }

  /// In a folder.
  func key(_ zone: DomainName, _ folder: KeyFolder) throws(KeyFolderError) -> ZoneKey? {
    try folder.keys(of: zone).first { $0.record.tag == tag }
  }

  func missing(_ zone: DomainName, _ folder: KeyFolder) -> ExitCode {
    dataError("\(printable(folder.path)) has no key of \(zone) with tag \(tag)")
  }
}

struct ExportKey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Print a private key as PEM (PKCS#8): keep it to yourself.")

  @OptionGroup var arguments: KeyArguments

  func run() async throws {
    let (zone, folder) = try arguments.place()
    guard let key = try endingWithDataError({ try arguments.key(zone, folder) }) else {
      throw arguments.missing(zone, folder)
    }
    let pem = key.signing.pem
    print(pem, terminator: pem.hasSuffix("\n") ? "" : "\n")
  }
}

struct RemoveKey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Destroy a key.",
    discussion: "While the parent has a DS record of it, validators need it. It cannot be had back.")

  @OptionGroup var arguments: KeyArguments

  func run() async throws {
    let (zone, folder) = try arguments.place()
    let isKnown = try endingWithDataError {
      let key = try arguments.key(zone, folder)
      if let key { try folder.remove(key) }
      return try KeyStates(besideFolder: folder.path)?.forget(arguments.tag, of: zone) == true || key != nil
    }
    guard isKnown else { throw arguments.missing(zone, folder) }
  }
}

let algorithmNames = SecurityAlgorithm.namesOfSigning.joined(separator: ", ")

/// A zone's name on the command line.
func parseZone(_ text: String) throws -> DomainName {
  do {
    return try DomainName(presentation: text)
  } catch {
    throw ValidationError("'\(printable(text))' is not a domain name: \(error.explanation)")
  }
}

func parseAlgorithm(_ text: String) throws -> SecurityAlgorithm {
  guard let algorithm = SecurityAlgorithm(text), algorithm.maySign else {
    throw ValidationError(
      "'\(printable(text))' is no algorithm that leaf signs with; allowed are \(algorithmNames).")
  }
  return algorithm
}

/// Writes an error to standard error; the exit status for it.
func dataError(_ text: String) -> ExitCode {
  writeToStandardError("leaf: \(text)\n")
  return ExitCode(EX_DATAERR)
}

/// Runs what may find a key or folder that cannot be used, and ends the program then.
func endingWithDataError<Result>(_ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let error as KeyProblem {
    throw dataError("\(error)")
  } catch let error as KeyFolderError {
    throw dataError("\(error)")
  } catch let error as DatabaseError {
    throw dataError("\(error)")
  }
}
