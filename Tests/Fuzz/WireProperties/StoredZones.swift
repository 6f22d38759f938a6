import DNSWire
import DNSZoneFile
import LeafCore

/// Zones of stored names, which have all that decides an answer.
package enum StoredZones {
  /// For each server its zones.
  package static var all: [[ZoneContent]] { [each, rotated, mixed, root] }

  /// Each zone with another policy.
  private static var each: [ZoneContent] {
    [
      zone("example", exampleZone, any: .one), zone("child.example", childZone, any: .hinfo),
      zone("kid.example", kidZone, any: .one), zone("in.outer.example", innerZone, any: .one),
      zone("other", otherZone, any: .all, order: .rotated),
      zone("refusing", otherZone, any: .refused), notReady("late.example"), notReady("late"),
    ]
  }

  private static var rotated: [ZoneContent] {
    each.map { zone in
      var zone = zone
      zone.policy.any = .all
      zone.policy.order = .rotated
      return zone
    }
  }

  /// Names that carry an address, and stored ones beside them.
  private static var mixed: [ZoneContent] {
    [
      zone("dev.example", devZone, any: .hinfo, synthesizer: .names(ttl: 60)),
      zone("example", exampleZone, any: .hinfo), zone("inner.wild.example", otherZone, any: .all),
      zone("all.example", devZone, any: .all, synthesizer: .names(ttl: 30)),
      zone("1.2.3.4.dev.example", otherZone, any: .one),
      zone("refusing", devZone, synthesizer: .names(ttl: 9)),
    ]
  }

  private static var root: [ZoneContent] {
    [
      zone(".", rootZone, any: .one), zone("test", otherZone, any: .one, order: .rotated),
      zone(longApex, longZone, any: .all), zone(deepApex, deepZone, any: .all),
    ]
  }

  private static func notReady(_ apex: String) -> ZoneContent { ZoneContent(apex: name(apex), nil) }

  private static func zone(
    _ apex: String, _ text: String, any: AnyPolicy = .refused, order: RRsetOrder = .stored,
    synthesizer: Synthesizer? = nil
  ) -> ZoneContent {
    let file = ZoneFile(reading: apex, apex: name(apex)) { _ in Array((start + text).utf8) }
    precondition(file.problems.told.isEmpty, "\(file.problems.told)")
    let records = file.records.map { record in
      StoredRecord(
        owner: file.owner(of: record), record.type, ttl: record.ttl, Array(file.octets[record.rdataRange]))
    }
    let policy = Zone.Policy(synthesizer: synthesizer, any: any, ttl: 3_600, order: order)
    return ZoneContent(apex: name(apex), records, policy)
  }

  private static func name(_ text: String) -> DomainName {
    do {
      return try DomainName(presentation: text)
    } catch {
      preconditionFailure("\(text): \(error)")
    }
  }

  /// What all zones begin with.
  private static let start = """
    $TTL 300
    @ 3600 SOA ns.example. admin.example. 1 300 60 86400 60

    """

  /// 191 octets.
  private static let longApex =
    Array(repeating: String(repeating: "x", count: 62), count: 3)
    .joined(separator: ".") + ".y"
  /// Of 100 labels.
  private static let deepApex = Array(repeating: "x", count: 100).joined(separator: ".")
}
