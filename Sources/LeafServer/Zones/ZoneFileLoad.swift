import DNSWire
import DNSZoneFile
import Glibc
import LeafConfiguration
import LeafCore
import ProgramSupport

/// A zone as its file has it now, or what is wrong with that.
struct ZoneFileLoad {
  /// nil where there is an error.
  let zone: Zone?
  /// Of the SOA record; 0 without a zone.
  let serial: UInt32
  let recordCount: Int
  /// Of a zone that is signed.
  let security: ZoneSecurity?
  let problems: ZoneFileProblems
  /// Whether its records are right, and yet it could not be signed.
  let lacksSignatures: Bool

  /// - Parameter read: What is in a file.
  init(
    _ apex: DomainName, _ settings: ZoneSettings, file: String, _ signing: LoadSigning,
    read: (String) throws(ZoneFileUnreadable) -> [UInt8] = readZoneFile
  ) {
    let zone = ZoneFile(reading: file, apex: apex, octets: read)
    guard zone.problems.errorCount == 0 else {
      self.init(problems: zone.problems)
      return
    }
    var ordered = OrderedZone(consume zone)
    ordered.check(settings, settings.dialect)
    guard ordered.problems.errorCount == 0 else {
      self.init(problems: ordered.problems)
      return
    }
    self.init(ordered, settings, signing)
  }

  private init(problems: ZoneFileProblems, lacksSignatures: Bool = false) {
    self.problems = problems
    self.lacksSignatures = lacksSignatures
    (zone, serial, recordCount, security) = (nil, 0, 0, nil)
  }

  private init(_ ordered: OrderedZone, _ settings: ZoneSettings, _ signing: LoadSigning) {
    var ordered = ordered
    let security: ZoneSecurity?
    do {
      security = try signing.secure(&ordered, settings)
    } catch {
      ordered.refuse(because: "\(error)")
      self.init(problems: ordered.problems, lacksSignatures: true)
      return
    }
    self.init(signed: ordered, security, settings)
  }

  private init(signed ordered: OrderedZone, _ security: ZoneSecurity?, _ settings: ZoneSettings) {
    self.security = security
    lacksSignatures = false
    problems = ordered.problems
    recordCount = ordered.zone.records.count
    serial = ordered.serial
    zone = Zone(ordered, settings, settings.dialect)
  }
}

/// The longest file of a zone, in octets.
private let maximumZoneFile = 1 << 31

/// What is in a file of a zone's.
func readZoneFile(_ path: String) throws(ZoneFileUnreadable) -> [UInt8] {
  let octets: [UInt8]?
  do throws(FileReadingError) {
    octets = try readRegularFile(path, atMost: maximumZoneFile)
  } catch {
    throw ZoneFileUnreadable(reason: error.description)
  }
  guard let octets else { throw ZoneFileUnreadable(reason: describe(errno: ENOENT)) }
  return octets
}
