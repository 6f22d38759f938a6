import DNSWire
import DNSZoneFile
import Glibc
import LeafConfiguration
import LeafCore
import ProgramSupport

/// A zone as its file or the configuration has it now, or what is wrong with that.
struct ZoneLoad {
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

  /// - Parameters:
  ///   - dialect: Of names that carry an address, if the zone has any.
  ///   - read: What is in a file.
  init(
    _ apex: DomainName, _ settings: ZoneSettings, _ dialect: Dialect?, _ origin: ZoneOrigin,
    _ signing: LoadSigning, read: (String) throws(ZoneFileUnreadable) -> [UInt8] = readZoneFile
  ) {
    switch origin {
    case .configuration(let zone): self.init(zone, settings, dialect, signing)
    case .file(let file):
      let zone = ZoneFile(reading: file, apex: apex, octets: read)
      guard zone.problems.errorCount == 0 else {
        self.init(problems: zone.problems)
        return
      }
      var ordered = OrderedZone(consume zone)
      ordered.check(settings, dialect)
      guard ordered.problems.errorCount == 0 else {
        self.init(problems: ordered.problems)
        return
      }
      self.init(ordered, settings, dialect, signing)
    }
  }

  private init(problems: ZoneFileProblems, lacksSignatures: Bool = false) {
    self.problems = problems
    self.lacksSignatures = lacksSignatures
    (zone, serial, recordCount, security) = (nil, 0, 0, nil)
  }

  private init(
    _ ordered: OrderedZone, _ settings: ZoneSettings, _ dialect: Dialect?, _ signing: LoadSigning
  ) {
    let secured: SecuredZone
    do {
      secured = try signing.secure(ordered, settings)
    } catch {
      var refused = ordered
      refused.refuse(because: "\(ordered.zone.apex) cannot be signed: \(error)")
      self.init(problems: refused.problems, lacksSignatures: true)
      return
    }
    self.init(secured, settings, dialect)
  }

  private init(_ secured: SecuredZone, _ settings: ZoneSettings, _ dialect: Dialect?) {
    let ordered = secured.zone
    lacksSignatures = false
    security = secured.security
    problems = ordered.problems
    recordCount = ordered.zone.records.count
    serial = ordered.serial
    zone = Zone(ordered, settings, dialect, signer: secured.signer)
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
