import DNSWire
import ProgramSupport

/// A question of which leaf and a resolver are to say the same.
struct AskedQuestion: Sendable {
  let name: DomainName
  let type: QTYPE
}

/// Questions at random about zones: names that are there and that are not, of all forms, in mixed case.
struct RandomQuestions {
  var random: SeededGenerator

  mutating func next() -> AskedQuestion {
    while true {
      let zones = number(below: 20) == 0 ? ValidatedZone.unsigned : ValidatedZone.signed
      let zone = zones[number(below: zones.count)]
      let (labels, ownType) = labels(in: zone)
      let text = (labels + [zone.apex]).joined(separator: ".")
      let type = number(below: 3) > 0 ? ownType : Self.types[number(below: Self.types.count)]
      if let name = try? DomainName(presentation: mixed(text)), Self.mayBeAsked(text, type, zone) {
        return AskedQuestion(name: name, type: type)
      }
    }
  }

  private static let types = [
    "A", "AAAA", "TXT", "MX", "NS", "SOA", "DS", "CNAME", "TYPE255", "PTR", "DNSKEY", "CDS", "CDNSKEY",
    "HINFO", "SRV",
    "DNAME", "NAPTR", "LOC", "SVCB", "HTTPS", "CAA", "NSEC3PARAM", "TYPE65300",
  ].map(type)

  private static func type(_ text: String) -> QTYPE {
    guard let type = RRType(presentation: text) else { fatalError("\(text) is no type") }
    return QTYPE(type)
  }

  /// Whether a resolver finds an answer to it: not where a delegation leads to somebody else.
  private static func mayBeAsked(_ name: String, _ type: QTYPE, _ zone: ValidatedZone) -> Bool {
    let labels = name.lowercased().split(separator: ".")
    let above = labels.dropFirst()
    let isDelegated = zone.settings.contains("delegate") && labels.contains("_acme-challenge")
    if isDelegated && (type != .ds || above.contains("_acme-challenge")) || above.contains("elsewhere") {
      return false
    }
    return labels.first != "elsewhere" || type == .ds
  }

  private mutating func labels(in zone: ValidatedZone) -> ([String], QTYPE) {
    if number(below: 10) == 0 { return ([], .soa) }
    switch zone.names {
    case .stored: return stored()
    case .encoded: return number(below: 3) == 0 ? stored() : encoded(zone)
    case .reverse(let octets): return (reverse(octets), QTYPE(.ptr))
    case .reverse6(let nibbles): return (reverse6(nibbles), QTYPE(.ptr))
    }
  }

  private static let otherOwners = [
    "y.z", "z", "w", "star", "ent.star", "wc", "*.odd", "odd", "old.old", "x.y.old", "y.older", "nope.older",
    "_udp",
    "nul", "nope", "ip", "version", "status", "_acme-challenge",
  ]

  private mutating func stored() -> ([String], QTYPE) {
    switch number(below: 6) {
    case 0: return (prefix() + [word()], .a)
    case 1: return (prefix() + [Self.otherOwners[number(below: Self.otherOwners.count)]], .a)
    default:
      let (owner, type) = ValidatedZone.stored[number(below: ValidatedZone.stored.count)]
      let isWildcard = owner.hasPrefix("*.")
      let labels = isWildcard ? prefix() + [word(), String(owner.dropFirst(2))] : owner == "@" ? [] : [owner]
      let isItself = isWildcard || number(below: 3) > 0
      return ((isItself ? [] : prefix()) + labels, Self.type(type))
    }
  }

  private static let prefixes = [
    "a", "*", "x", "y", "www", "_acme-challenge", #"\000"#, #"\255"#, "some-word",
  ]

  private mutating func prefix() -> [String] {
    (0..<max(0, number(below: 5) - 2)).map { _ in
      Self.prefixes[number(below: Self.prefixes.count)]
    }
  }

  private mutating func word() -> String {
    String(
      (0..<number(below: 12) + 1).map { _ in
        "abcdefghijklmnopqrstuvwxyz0123456789".randomElement(using: &random) ?? "a"
      })
  }

  private mutating func number(below end: Int) -> Int { .random(in: 0..<end, using: &random) }

  private mutating func mixed(_ text: String) -> String {
    String(text.map { Bool.random(using: &random) ? Character($0.uppercased()) : $0 })
  }
}

extension RandomQuestions {
  /// A name with an address, or one that only looks like it.
  private mutating func encoded(_ zone: ValidatedZone) -> ([String], QTYPE) {
    if number(below: 4) == 0 { return (prefix() + ipv6(), .aaaa) }
    let octets = octets()
    let dashed = octets.map(String.init).joined(separator: "-")
    let dotted = octets.map(String.init)
    let hexadecimal = octets.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    let forms = [
      [dashed], dotted, ["app-\(dashed)"], [hexadecimal], ["www-\(dashed)-com", "x"], ["0\(dashed)"],
      [dashed, word()],
      dotted.suffix(1 + number(below: 3)),
    ]
    return number(below: 10) == 0
      ? (["_acme-challenge", dashed], zone.settings.contains("delegate") ? .ds : .txt)
      : (prefix() + forms[min(number(below: forms.count), number(below: forms.count))], .a)
  }

  private mutating func octets() -> [UInt8] {
    switch number(below: 6) {
    case 0: [10, 0, 0, UInt8(number(below: 256))]
    case 1: [127, 0, 0, UInt8(number(below: 256))]
    case 2: [8, 8, UInt8(number(below: 2)), UInt8(number(below: 256))]
    case 3: [192, 0, 2, UInt8(number(below: 256))]
    default: (0..<4).map { _ in UInt8(number(below: 256)) }
    }
  }

  private mutating func ipv6() -> [String] {
    let last = String(number(below: 65_536), radix: 16)
    switch number(below: 5) {
    case 0: return ["2001-db8--\(last)"]
    case 1: return ["app-2001-db8--\(last)"]
    case 2: return ["fc00--\(last)"]
    case 3: return ["x", "--ffff-1", "2", "3", "4"]
    default: return [(0..<8).map { _ in String(number(below: 65_536), radix: 16) }.joined(separator: "-")]
    }
  }

  private mutating func reverse(_ octets: [UInt8]) -> [String] {
    let last = number(below: 300)
    return prefix() + [number(below: 10) == 0 ? "0\(last)" : "\(last)"]
  }

  /// Nibbles below a zone: all that there are, fewer, or some more.
  private mutating func reverse6(_ nibbles: [UInt8]) -> [String] {
    let rest = 32 - nibbles.count
    let count = number(below: 3) == 0 ? number(below: rest + 2) : rest
    return (0..<count).map { _ in
      number(below: 40) == 0
        ? "g" : String([0, 0, number(below: 16)].randomElement(using: &random) ?? 0, radix: 16)
    }
  }
}
