/// The zone that `--zone-file` prints: where a run finds what it needs in it.
struct PrintedZone: Sendable {
  let zone: Name

  /// What the marker's TXT RR says; the number changes with what stands at which name.
  static let version = "leaf-probe zone 1"

  /// Has the TXT RR by which a run knows the zone.
  var marker: Name { zone.under("leaf-probe") }

  /// Has an A RRset, and empty non-terminals above it.
  var existing: Name { zone.under("host", "below", "ent") }

  /// Aliases that lead to themselves and each other.
  var circle: [Name] { ["loop", "loop1", "loop2"].map { zone.under($0) } }

  var names: SpecialNames {
    SpecialNames(
      wildcard: zone.under("*", "wild"), alias: zone.under("alias"), dname: zone.under("dname"),
      delegation: zone.under("cut"), large: zone.under("large"))
  }

  /// Below `label`: what is hard to write.
  static let hardLabels: [[UInt8]] =
    ["dot.in", "backslash\\in", "nul\0in", "space in", "semicolon;in"].map { Array($0.utf8) }
    + [Array("eight".utf8) + [200, 255] + Array("bit".utf8)]

  /// TXT RRs of 255 octets at some names: more than 512, 1232 and 4096 octets hold, but for the first.
  static let strings = [("string", 1), ("strings", 4), ("larger", 6), ("large", largeCount)]
  static let largeCount = 20

  /// Name servers of a cut, which have more addresses than 512 octets hold.
  static let manyServers = 13

  /// Outside the zone, where some of its names lead (RFC 2606 §2).
  static let outside = Name(labels: ["leaf-probe", "invalid"].map { Array($0.utf8) })

  /// What a DNAME RR leads to: of 200 octets, so that not much may stand before it.
  static let overlongTarget = Name(
    labels: [("b", 63), ("c", 63), ("d", 51)].map { Array(String(repeating: $0.0, count: $0.1).utf8) }
      + outside.labels)

  /// So many octets may a label have before that name: 255 in all, with the label's length.
  static let longestLabelBelowTooLong = 255 - overlongTarget.wire.count - 1

  /// Whether the response to TXT of the marker is this zone's.
  func isMarked(_ response: Response) -> Bool {
    response.section(.answer).contains {
      $0.type == .txt && $0.owner.isSame(as: marker) && $0.data.strings == [Array(Self.version.utf8)]
    }
  }
}
