/// Names right below a zone's that tell something of the client or the server.
package struct InformationalNames: Equatable, Sendable {
  /// `ip`: the client's address.
  package var hasClient: Bool
  /// `version`: a text of at most 255 octets; nil for none.
  package var version: [UInt8]?
  /// `status`: the serial of the zone.
  package var hasStatus: Bool

  /// None, unless more is given.
  package init(hasClient: Bool = false, version: [UInt8]? = nil, hasStatus: Bool = false) {
    self.hasClient = hasClient
    self.version = version
    self.hasStatus = hasStatus
  }
}
