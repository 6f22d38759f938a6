import DNSWire
import LeafCore
import TestMessages

/// A record of a zone as tests write it: `owner TYPE data`, names in the zone without its name, others with a dot at the
/// end.
private func record(_ line: String, in apex: DomainName) -> StoredRecord {
  let words = line.split(separator: " ").map(String.init)
  func wireForm(_ text: String) -> [UInt8] {
    guard !text.hasSuffix(".") else { return name(String(text.dropLast())).wireForm }
    return text == "@" ? apex.wireForm : name("\(text).\(apex)".dropLastDot).wireForm
  }
  let owner = DomainName(wireForm: wireForm(words[0])) ?? .root
  let (type, rdata): (RRType, [UInt8]) =
    switch words[1] {
    case "A": (.a, [192, 0, 2, UInt8(words[2]) ?? 0])
    case "AAAA": (.aaaa, [UInt8](repeating: 0, count: 15) + [UInt8(words[2]) ?? 0])
    case "TXT": (.txt, [UInt8(words[2].utf8.count)] + Array(words[2].utf8))
    case "DS": (.ds, [0, 1, 13, 2] + [UInt8](repeating: 7, count: 32))
    case "MX": (.mx, [0, 10] + wireForm(words[2]))
    case "SRV": (.srv, [0, 1, 0, 2, 0, 3] + wireForm(words[2]))
    case "NAPTR":
      (.naptr, [0, 1, 0, 2, 1] + Array(words[2].utf8) + [0, 0] + wireForm(words[3]))
    case "HTTPS": (.https, [0, UInt8(words[2]) ?? 0] + (words[3] == "." ? [0] : wireForm(words[3])))
    case "NS": (.ns, wireForm(words[2]))
    case "CNAME": (.cname, wireForm(words[2]))
    default: (.dname, wireForm(words[2]))
    }
  return StoredRecord(owner: owner, type, ttl: 300, rdata)
}

extension String {
  fileprivate var dropLastDot: String { hasSuffix(".") ? String(dropLast()) : self }
}

/// A zone of some records, with an SOA record and a name server.
func storedZone(
  _ apex: String, _ lines: [String], any: AnyPolicy = .one, order: RRsetOrder = .stored,
  synthesizer: Synthesizer? = nil, challenges: ChallengePolicy? = nil,
  informational: InformationalNames = InformationalNames()
) -> Zone {
  let apex = name(apex)
  let soa = SOA(
    mname: name("ns.test"), rname: name("admin.test"), serial: 1, refresh: 2, retry: 3, expire: 4, minimum: 60
  )
  return Zone(
    apex: apex,
    [StoredRecord(owner: apex, .soa, ttl: 3_600, soa.rdata)]
      + (["@ NS ns.test."] + lines).map { record($0, in: apex) },
    Zone.Policy(
      synthesizer: synthesizer, challenges: challenges, informational: informational, any: any, order: order))
}

extension Response.Record {
  fileprivate var typeText: String {
    guard type == .rrsig else { return "\(type)" }
    return "sig(\(RRType(rawValue: UInt16(rdata[0]) << 8 | UInt16(rdata[1]))))"
  }
}

extension Response {
  /// `RCODE`, the flags that are set, and of each record section, owner and type, of a signature what it signs.
  var text: String {
    let flags = summary.prefix { $0 != " " }
    return
      ([String(flags)]
      + records.map { record in
        "\(["an", "ns", "ar"][record.section]):\(record.owner.dropLastDot) \(record.typeText)"
      }).joined(separator: ", ")
  }
}
