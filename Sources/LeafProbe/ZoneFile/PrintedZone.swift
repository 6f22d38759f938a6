/// The zone that `--zone-file` prints: where a run finds what it needs in it.
struct PrintedZone: Sendable {
  let zone: Name

  /// What the marker's TXT RR says; the number changes with what stands at which name.
  static let version = "leaf-probe zone 1"

  /// Has the TXT RR by which a run knows the zone.
  var marker: Name { zone.under("leaf-probe") }

  /// Has an A RRset, and empty non-terminals above it.
  var existing: Name { zone.under("host", "below", "ent") }

  var names: SpecialNames {
    SpecialNames(
      wildcard: zone.under("*", "wild"), alias: zone.under("alias"), dname: zone.under("dname"),
      delegation: zone.under("cut"), large: zone.under("large"))
  }

  /// Whether the response to TXT of the marker is this zone's.
  func isMarked(_ response: Response) -> Bool {
    response.section(.answer).contains {
      $0.type == .txt && $0.owner.isSame(as: marker) && $0.data.strings == [Array(Self.version.utf8)]
    }
  }
}
