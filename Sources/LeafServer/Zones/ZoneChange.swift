import DNSZoneFile
import LeafConfiguration
import LeafCore

/// What somebody hands in who has found out how a zone is to be: from its file, or from elsewhere.
struct ZoneChange: Sendable {
  /// What is to become of the zone.
  enum Outcome: Sendable {
    /// It has a new version.
    case version(ZoneVersion)
    /// What there is cannot be served.
    case refused
    /// It is as it was.
    case unchanged
  }

  let zone: KeptZone
  /// Where it comes from: the path of a file, or the configuration.
  let source: String
  let outcome: Outcome
  let findings: Findings
}

/// A version of a zone that can be served.
struct ZoneVersion: Sendable {
  let zone: Zone
  /// Of its SOA record.
  let serial: UInt32
  let recordCount: Int
  /// Whether its records are others than those of the version before: then secondaries need a higher serial.
  let isOther: Bool
  /// Of one that is signed.
  var security: ZoneSecurity?
}

/// What is wrong with a version.
struct Findings: Sendable {
  /// The first of them, a line each, errors before warnings.
  private(set) var told: [String] = []
  private(set) var errorCount = 0
  private(set) var warningCount = 0

  /// Nothing is.
  static let none = Findings(ZoneFileProblems())

  init(_ problems: ZoneFileProblems) {
    errorCount = problems.errorCount
    warningCount = problems.warningCount
    let errors = problems.told.filter { $0.severity == .error }
    let warnings = problems.told.filter { $0.severity == .warning }
    told = (errors + warnings).map { printable("\($0)") }
  }

  init(error: String) {
    told = [printable(error)]
    errorCount = 1
  }
}
