/// How a zone that is signed as it is asked for shows that something is not there.
package enum OnlineDenial: Sendable {
  /// One NSEC record at the name itself, which says so of the name too (RFC 9824).
  case compact
  /// NSEC records that cover no name but those which are not there (RFC 4470).
  case nsec
  /// NSEC3 records that cover one hash each (RFC 7129 appendix B), without salt and iterations (RFC 9276 §3.1).
  case nsec3
}

/// A record to be made, which shows something of a name.
struct DeniedName: Equatable {
  enum Extent: UInt8 {
    /// Which types the name has.
    case types
    /// That it is not there, nor what would be below it.
    case name
    /// The same of the name `*` below it.
    case wildcard
  }

  var extent = Extent.types
  /// Those of the record's owner.
  var types = DeniedTypes()
  /// Whose types of the store are meant.
  var source = NameIndex.none
  /// How many labels before the name are not its own, at most 127.
  var skipped = 0
}
