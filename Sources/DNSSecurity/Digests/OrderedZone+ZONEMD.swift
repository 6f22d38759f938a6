import DNSWire
import DNSZoneFile

extension OrderedZone {
  /// Verifies the zone by the ZONEMD records at its name, without their signatures (RFC 8976 §4).
  ///
  /// One that is right is enough. If there is none, those that are wrong are errors, and if there are only some that
  /// nobody can verify it by, these are warnings.
  package mutating func verifyDigests() {
    let verdicts = verdicts
    guard !verdicts.contains(where: { $0.verdict == .right }) else { return }
    let areWrong = verdicts.contains { $0.verdict == .wrong }
    for (record, verdict) in verdicts where !areWrong || verdict == .wrong {
      report(
        areWrong ? .error : .warning, at: record,
        "\(zone.apex) has a ZONEMD \(verdict); make it again, or take it out")
    }
  }

  private var verdicts: [(record: ZoneFileRecord, verdict: ZONEMDVerdict)] {
    let records = recordsOfApex(.zonemd)
    let digests = records.map { ZONEMD(rdata: zone.octets[$0.rdataRange]) }
    return zip(records, digests).map { record, digest in
      let others = digests.count { $0?.scheme == digest?.scheme && $0?.algorithm == digest?.algorithm } - 1
      return (record, digest.map { verdict(on: $0, others: others) } ?? .tooShort)
    }
  }

  /// - Parameter others: How many have the same scheme and algorithm.
  private func verdict(on zonemd: ZONEMD, others: Int) -> ZONEMDVerdict {
    guard zonemd.serial == serial else { return .serial(zonemd.serial, ofZone: serial) }
    guard zonemd.scheme == ZONEMD.simple else { return .scheme(zonemd.scheme) }
    guard let algorithm = ZoneDigestAlgorithm(rawValue: zonemd.algorithm) else {
      return .algorithm(zonemd.algorithm)
    }
    guard others == 0 else { return .ambiguous(zonemd.algorithm) }
    return digest(algorithm) == zonemd.digest ? .right : .wrong
  }
}

/// What a ZONEMD record says of its zone.
private enum ZONEMDVerdict: Equatable, CustomStringConvertible {
  case right
  case wrong
  case serial(UInt32, ofZone: UInt32)
  case scheme(UInt8)
  case algorithm(UInt8)
  /// There is another of the scheme and algorithm.
  case ambiguous(UInt8)
  case tooShort

  /// What follows the word ZONEMD.
  var description: String {
    switch self {
    case .right: "of its records"
    case .wrong:
      "with a digest of other records, so that some have been lost, added or changed since it was made"
    case .serial(let serial, let ofZone):
      "of serial \(serial), while that of the SOA is \(ofZone), so that nobody can verify the zone by it"
    case .scheme(let scheme): "of scheme \(scheme), by which leaf cannot verify the zone; known is 1"
    case .algorithm(let algorithm):
      "of hash algorithm \(algorithm), by which leaf cannot verify the zone; known are 1 and 2"
    case .ambiguous(let algorithm):
      "that is one of several with scheme 1 and hash algorithm \(algorithm), so that nobody can verify the zone by it"
    case .tooShort: "with a digest of less than 12 octets, by which nobody can verify the zone"
    }
  }
}
