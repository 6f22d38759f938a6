import DNSWire

/// What leaf says about itself: in class CH (RFC 4892), in its OPT records, and by its cookies.
package final class Identity: Sendable {
  /// What there is to say.
  package struct Settings: Sendable {
    /// So that question and OPT record fit 512 octets whatever is asked.
    package static let maximumServerIDLength = 128
    /// What one character string holds (RFC 1035 §3.3).
    package static let maximumTextLength = 255

    /// For NSID and the CHAOS names of the server; at most `maximumServerIDLength` octets.
    package var serverID: [UInt8]?
    /// For `version.bind` and `version.server`; at most `maximumTextLength` octets.
    package var versionText: [UInt8]?
    /// nil turns cookies off.
    package var cookieSecret: CookieSecret?
    /// What edns-tcp-keepalive tells TCP clients.
    package var tcpIdleTimeout = Duration.seconds(10)

    package init() {}
  }

  /// What it was made from.
  package let settings: Settings
  /// A TXT record for each name of the server that the settings have a text for.
  let texts: NameTable<RRsetIndex>
  let records: RecordStore
  /// TIMEOUT of edns-tcp-keepalive, in units of 100 milliseconds (RFC 7828 §3.1).
  let keepaliveTimeout: UInt16

  /// Prepares the records that say it.
  package init(_ settings: Settings) {
    self.settings = settings
    keepaliveTimeout = UInt16(clamping: Int64(settings.tcpIdleTimeout / .milliseconds(100)))
    var store = RecordStoreBuilder(apex: .root, .ch)
    var texts: [(name: DomainName, value: RRsetIndex)] = []
    for (labels, text) in [
      (["id", "server"], settings.serverID), (["hostname", "bind"], settings.serverID),
      (["version", "server"], settings.versionText), (["version", "bind"], settings.versionText),
    ] {
      guard let text else { continue }
      let rrset = store.add(.txt, ttl: 0, [[UInt8(text.count)] + text])
      texts.append((DomainName(labels: labels), rrset))
    }
    self.texts = NameTable(texts)
    records = store.build()
  }
}
