import LeafCore

/// What leaf says about itself, and its cookies.
package struct IdentitySettings: Sendable {
  /// For NSID, `id.server` and `hostname.bind`, at most 128 octets; nil for none.
  package var serverID: [UInt8]?
  /// For `version.bind` and `version.server`, at most 255 octets; nil for none.
  package var versionText: [UInt8]?
  /// Whether cookies are given out and checked.
  package var cookies = false
  /// nil for one that is made up at every start.
  package var cookieSecret: CookieSecret?
}

extension IdentitySettings {
  @Rows<IdentitySettings> static var rows: [Row<IdentitySettings>] {
    Row(
      "identity.server_id", "LEAF_SERVER_ID", .text(atMost: Identity.Settings.maximumServerIDLength),
      \.serverID,
      "This server's name in NSID and for id.server and hostname.bind, at most 128 octets.")
    Row(
      "identity.version", "LEAF_VERSION_TEXT", .text(atMost: Identity.Settings.maximumTextLength),
      \.versionText, "The answer to version.bind and version.server, at most 255 octets.")
    Row(
      "edns.cookies", "LEAF_COOKIES", .flag, \.cookies, default: true,
      "Whether DNS cookies are given out and checked.")
    Row(
      "edns.cookie_secret", "LEAF_COOKIE_SECRET", .cookieSecret, \.cookieSecret, traits: .secret,
      "The secret of the cookies, 32 hexadecimal digits, the same on all servers of an anycast address;"
        + " a random one at every start unless given.")
  }
}
