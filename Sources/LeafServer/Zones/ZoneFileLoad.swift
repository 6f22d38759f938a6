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
  let problems: ZoneFileProblems

  /// - Parameter read: What is in a file.
  init(
    _ apex: DomainName, _ settings: ZoneSettings, file: String,
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
    self.init(ordered, settings)
  }

  private init(problems: ZoneFileProblems) {
    self.problems = problems
    (zone, serial, recordCount) = (nil, 0, 0)
  }

  private init(_ ordered: OrderedZone, _ settings: ZoneSettings) {
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
