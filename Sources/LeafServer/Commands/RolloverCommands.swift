import ArgumentParser
import DNSSecurity
import DNSWire
import LeafConfiguration
import LeafStore

/// What a rollover replaces.
enum RolloverRole: String, CaseIterable, ExpressibleByArgument {
  /// The CSK, or the KSK and the ZSK.
  case all
  case csk
  case ksk
  case zsk

  func includes(_ key: KeyState) -> Bool { self == .all || (self == .zsk) != key.isEntryPoint }
}

struct RollOver: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollover", abstract: "Have new keys take the place of those that a zone is signed with.",
    discussion: """
      leaf makes them within a second, if it runs, and goes on by itself; leaf key list shows how far it has come. A CSK or KSK \
      waits for the parent's DS record: leaf key confirm.
      """)

  @OptionGroup var options: KeyFolderOptions
  @Argument(help: "The zone's name.") var zone: String
  @Option(
    help: ArgumentHelp(
      "The algorithm of the new keys: \(algorithmNames); the same unless given.", valueName: "name"))
  var algorithm: String?
  @Option(help: "Which keys; another algorithm needs all.") var role = RolloverRole.all

  func run() async throws {
    let (zone, folder) = (try parseZone(zone), try options.folder())
    let algorithm = try algorithm.map { try parseAlgorithm($0).rawValue }
    guard algorithm == nil || role == .all else {
      throw ValidationError("Keys of another algorithm take the place of all others: leave out --role.")
    }
    let problem = try endingWithDataError {
      try KeyStates.known(besideFolder: folder.path).change(zone, at: readClocks().unixTime) { entry in
        entry.rollover.wish(for: role, algorithm, zone)
      }
    }
    if let problem { throw dataError(problem) }
  }
}

extension ZoneRollover {
  /// - Returns: Why it cannot be wished for.
  fileprivate mutating func wish(for role: RolloverRole, _ algorithm: UInt8?, _ zone: DomainName) -> String? {
    let old = keys.filter { $0.stage == .active && role.includes($0) }
    guard !old.isEmpty else {
      return "leaf signs \(zone) with no such key; leaf key list \(zone) shows which there are"
    }
    for key in old.sorted(by: { $0.isEntryPoint && !$1.isEntryPoint }) {
      wish(for: Wish(isEntryPoint: key.isEntryPoint, algorithm: algorithm ?? key.name.algorithm))
    }
    return nil
  }
}

struct ConfirmDelegation: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm", abstract: "Say that all servers of the parent have the DS record of a key.",
    discussion: """
      They have it, what else leaf key ds prints, and that of no other key of the zone. What waits for it goes on once caches have forgotten what they had \
      before.
      """)

  @OptionGroup var arguments: KeyArguments

  func run() async throws {
    let ((zone, folder), tag) = (try arguments.place(), arguments.tag)
    let isKnown = try endingWithDataError {
      let time = readClocks().unixTime
      return try KeyStates.known(besideFolder: folder.path).change(zone, at: time) { entry in
        entry.rollover.confirm(tag, in: KeyStates.delay(of: entry, at: time))
      }
    }
    guard isKnown else {
      throw dataError(
        "\(zone) is signed with no CSK or KSK with tag \(tag); leaf key list \(zone) shows which there are")
    }
  }
}

extension ZoneRollover {
  fileprivate mutating func confirm(_ tag: UInt16, in seconds: UInt64) -> Bool {
    guard let key = keys.first(where: { $0.name.tag == tag && $0.isEntryPoint }) else { return false }
    note(parentHas: Set(keys.filter(isAnnounced).map(\.name)).union([key.name]), in: seconds)
    return true
  }
}

extension KeyStates {
  /// The one beside a folder, if there is one.
  convenience init?(besideFolder folder: String) {
    let path = Self.path(besideFolder: folder)
    guard FileStamp(of: path) != nil else { return nil }
    self.init(path, isServing: false)
  }

  static func known(besideFolder folder: String) throws(KeyFolderError) -> KeyStates {
    if let states = KeyStates(besideFolder: folder) { return states }
    throw KeyFolderError(
      description:
        "leaf has signed nothing yet with the keys in \(printable(folder)): start it first, with dnssec.enabled"
    )
  }

  /// The stage of a key, and what it waits for.
  func description(of key: ZoneKey) throws(DatabaseError) -> [String]? {
    guard let entry = try entry(of: key.zone), let state = entry.rollover.state(of: key.name) else {
      return nil
    }
    var policy = RolloverPolicy()
    policy.propagation = entry.propagation
    let condition = entry.rollover.next(state, policy).condition
    let isAboutParent = condition == .parentToAdd || condition == .parentToRemove
    let seen = isAboutParent && !entry.parent.isEmpty ? ["; \(entry.parent)"] : []
    return [state.stage.rawValue, ([condition.text(of: state, key.zone)] + seen).joined()]
  }

  /// - Returns: Whether a key with that tag was known.
  func forget(_ tag: UInt16, of zone: DomainName) throws(DatabaseError) -> Bool {
    guard let name = try entry(of: zone)?.rollover.keys.first(where: { $0.name.tag == tag })?.name else {
      return false
    }
    try change(zone, at: readClocks().unixTime) { $0.rollover.forget(name) }
    return true
  }
}
