import ArgumentParser
import DNSSecurity
import DNSWire
import DNSZoneFile
import LeafConfiguration

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

  @ArgumentParser.Flag(
    name: .customLong("zonemd"),
    help: "Add a ZONEMD record, a digest of all records (RFC 8976), in place of those that the file has.")
  var hasDigest = false

  func validate() throws {
    guard (1...365).contains(lifetime) else {
      throw ValidationError("--lifetime is \(lifetime); allowed are 1 to 365 days.")
    }
  }

  func apply(to zone: OrderedZone) throws -> OrderedZone {
    guard isWanted else { return hasDigest ? try withDigest(zone) : zone }
    let signed = try sign(zone)
    for problem in signed.problems.told.dropFirst(zone.problems.told.count) {
      writeToStandardError("leaf: warning: \(printable("\(problem)"))\n")
    }
    return signed
  }

  /// Nothing would sign the digest of a zone that is signed.
  private func withDigest(_ zone: OrderedZone) throws -> OrderedZone {
    let apex = zone.zone.apex
    guard zone.recordsOfApex(.rrsig).isEmpty else {
      throw dataError(
        "\(apex) is signed, and its ZONEMD would not be; leave out --zonemd, or sign the unsigned zone with --signed"
      )
    }
    guard let digested = zone.withDigest() else {
      throw dataError("\(apex) would have more than \(OrderedZone.maximumOctets) octets; leave out --zonemd")
    }
    return digested
  }

  private func sign(_ zone: OrderedZone) throws -> OrderedZone {
    let apex = zone.zone.apex
    let folder = try keys.folder()
    let keys = try endingWithDataError { try folder.keys(of: apex) }
    guard !keys.isEmpty else {
      throw dataError("\(printable(folder.path)) has no key of \(apex); make one: leaf key generate \(apex)")
    }
    var policy = SigningPolicy()
    policy.denial = denial
    policy.hasDigest = hasDigest
    policy.lifetime = UInt32(lifetime) * 86_400
    let now = UInt32(truncatingIfNeeded: readClocks().unixTime)
    var zone = zone
    if serial == .unixtime { try raiseSerial(of: &zone, to: now) }
    do {
      return try ZoneSigner(KeyDuties(keys), policy).sign(zone, at: now)
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
