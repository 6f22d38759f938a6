/// The fields of an NSEC RR (RFC 4034 §4.1).
struct NSEC: Sendable {
  let owner: Name
  let next: Name
  let bitmap: TypeBitmap

  init?(_ record: Record) {
    guard record.type == .nsec, record.data.fields.count == 2, case .name(let next) = record.data.fields[0],
      case .octets(let bits) = record.data.fields[1], let bitmap = TypeBitmap(bits)
    else { return nil }
    owner = record.owner.lowercased
    self.next = next
    self.bitmap = bitmap
  }

  /// Whether the name lies between the owner and the next name, whichever of them is the last of the zone.
  func covers(_ name: Name) -> Bool {
    guard owner.precedes(name) else { return false }
    return name.precedes(next) || !owner.precedes(next)
  }

  /// Whether it shows that the name does not exist; one from the parent side of a cut, or of a DNAME RR, says
  /// nothing about what is below (RFC 6840 §4.1).
  func provesAbsence(of name: Name) -> Bool {
    let isAbove = name.isInside(owner) && (bitmap.isDelegation || bitmap.contains(.dname))
    return covers(name) && !next.isInside(name) && !isAbove
  }

  /// Whether the name exists only through those below it.
  func provesEmptyNonTerminal(_ name: Name) -> Bool { covers(name) && next.isInside(name) }

  /// The longest name above `name` that the owner or the next name shows to exist.
  func closestEncloser(of name: Name) -> Name {
    let count = max(name.commonLabels(owner), name.commonLabels(next))
    return Name(labels: Array(name.labels.suffix(count)))
  }
}

extension Name {
  /// The canonical order (RFC 4034 §6.1).
  func precedes(_ other: Name) -> Bool {
    let (own, others) = (lowercased.labels.reversed(), other.lowercased.labels.reversed())
    return own.lexicographicallyPrecedes(others) { $0.lexicographicallyPrecedes($1) }
  }

  /// How many labels the two have in common at their ends.
  func commonLabels(_ other: Name) -> Int {
    zip(lowercased.labels.reversed(), other.lowercased.labels.reversed()).prefix { $0 == $1 }.count
  }

  /// The wildcard right below this name.
  var wildcard: Name { under("*") }
}
