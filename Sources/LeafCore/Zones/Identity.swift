import DNSWire

/// The texts that leaf gives about itself in class CH (RFC 4892), and its answer to ANY (RFC 8482 §4.2).
/// They are numbers in `Authority.prepared`.
struct IdentityRecords: Sendable {
  /// A TXT record for each name of the server that the settings have a text for.
  let texts: NameTable<Int>
  let hinfo: Int

  init(_ settings: Authority.Settings, into prepared: inout [PreparedRecords]) {
    var texts: [(name: DomainName, value: Int)] = []
    for (labels, text) in [
      (["id", "server"], settings.serverID), (["hostname", "bind"], settings.serverID),
      (["version", "server"], settings.versionText), (["version", "bind"], settings.versionText),
    ] {
      guard let text else { continue }
      let name = DomainName(labels: labels)
      texts.append((name, prepared.add(Self.prepare(name, .txt, .ch, ttl: 0, .characterStrings([text])))))
    }
    self.texts = NameTable(texts)
    // Its owner is the QNAME, whatever that is, so the anchor stands for any name but the root.
    hinfo = prepared.add(
      Self.prepare(
        DomainName(labels: ["qname"]), .hinfo, .in, ttl: settings.ttl,
        .characterStrings([Array("RFC8482".utf8), []])))
  }

  private static func prepare(
    _ owner: DomainName, _ type: RRType, _ rrclass: QCLASS, ttl: UInt32, _ rdata: RDATA
  ) -> RecordPreparation {
    var preparation = RecordPreparation(anchor: owner)
    preparation.appendRRset(type, rrclass, ttl: ttl, [rdata])
    return preparation
  }
}
