/// All that leaf answers from, made once and never changed.
package final class Authority: Sendable {
  package let zones: ZoneSet
  package let identity: Identity

  package init(_ zones: ZoneSet, _ identity: Identity) {
    self.zones = zones
    self.identity = identity
  }
}
