import DNSWire
import DNSZoneFile

// The digest that a zone is given (RFC 8976 §3).
extension OrderedZone {
  private static let algorithm = ZoneDigestAlgorithm.sha384

  /// The zone without the digests that its file has: they are not of what it becomes.
  ///
  /// - Parameter isTold: Whether that is worth a warning.
  consuming func withoutDigests(isTold: Bool) -> OrderedZone {
    if isTold, let first = recordsOfApex(.zonemd).first {
      report(
        .warning, at: first,
        "\(zone.apex) has a ZONEMD of the zone without signatures, which is left out; set zonemd to have one made"
      )
    }
    return removing(.zonemd)
  }

  /// Has the TTL of the SOA record (RFC 8976 §3.1).
  func appendPlaceholder(to records: inout AddedRecords) {
    guard let apex = owners.first, let soa = zone.records.first else { return }
    let rdata = zonemd([UInt8](repeating: 0, count: Self.algorithm.length)).rdata
    records.append(.zonemd, ttl: soa.ttl, ownerAt: name(of: apex), rdata: rdata)
  }

  /// Puts the digest of the zone as it is in the placeholder's place.
  mutating func fillPlaceholder() {
    guard let placeholder = recordsOfApex(.zonemd).first else { return }
    replaceRDATA(of: placeholder, with: zonemd(digest(Self.algorithm)).rdata)
  }

  private func zonemd(_ digest: [UInt8]) -> ZONEMD { ZONEMD(serial: serial, Self.algorithm, digest: digest) }
}

extension OrderedZone {
  /// The zone with a ZONEMD record in place of those that it has; nil where it would have more octets than it may.
  ///
  /// - Parameter zone: Not signed, and with an SOA record at its name.
  package consuming func withDigest() -> OrderedZone? {
    let zone = removing(.zonemd)
    var records = AddedRecords()
    zone.appendPlaceholder(to: &records)
    var digested = zone.adding([records])
    digested?.fillPlaceholder()
    return digested
  }
}
