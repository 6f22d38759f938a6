/// All that leaf answers from, made once and never changed.
package final class Authority: Sendable {
  /// What it is authoritative for.
  package let zones: ZoneSet
  /// What it says about itself.
  package let identity: Identity

  /// Answers from these zones, in the name of this identity.
  package init(_ zones: ZoneSet, _ identity: Identity) {
    self.zones = zones
    self.identity = identity
  }
}
