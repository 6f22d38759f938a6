/// The number of an RR type, a QTYPE or a meta type.
struct RRType: RawRepresentable, Hashable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
  let rawValue: UInt16

  init(rawValue: UInt16) { self.rawValue = rawValue }
  init(integerLiteral value: UInt16) { rawValue = value }

  static let a: RRType = 1
  static let ns: RRType = 2
  static let cname: RRType = 5
  static let soa: RRType = 6
  static let hinfo: RRType = 13
  static let mx: RRType = 15
  static let txt: RRType = 16
  static let aaaa: RRType = 28
  static let srv: RRType = 33
  static let naptr: RRType = 35
  static let dname: RRType = 39
  static let opt: RRType = 41
  static let ds: RRType = 43
  static let rrsig: RRType = 46
  static let nsec: RRType = 47
  static let dnskey: RRType = 48
  static let nsec3: RRType = 50
  static let nsec3param: RRType = 51
  static let tlsa: RRType = 52
  static let cds: RRType = 59
  static let cdnskey: RRType = 60
  static let csync: RRType = 62
  static let svcb: RRType = 64
  static let https: RRType = 65
  /// In an NSEC RR: the name does not exist (RFC 9824 §2).
  static let nxname: RRType = 128
  static let tkey: RRType = 249
  /// One that no name has RRs of.
  static let unassigned: RRType = 1000
  static let tsig: RRType = 250
  static let ixfr: RRType = 251
  static let axfr: RRType = 252
  static let mailb: RRType = 253
  static let maila: RRType = 254
  static let any: RRType = 255
  static let caa: RRType = 257

  /// The mnemonic, or TYPE and the number (RFC 3597 §5).
  var description: String { Self.mnemonics[rawValue] ?? "TYPE\(rawValue)" }

  private static let mnemonics: [UInt16: String] = [
    1: "A", 2: "NS", 5: "CNAME", 6: "SOA", 12: "PTR", 13: "HINFO", 15: "MX", 16: "TXT", 28: "AAAA", 33: "SRV",
    35: "NAPTR", 39: "DNAME", 41: "OPT", 43: "DS", 46: "RRSIG", 47: "NSEC", 48: "DNSKEY", 50: "NSEC3",
    51: "NSEC3PARAM", 128: "NXNAME",
    52: "TLSA", 59: "CDS",
    60: "CDNSKEY", 62: "CSYNC", 64: "SVCB", 65: "HTTPS", 249: "TKEY", 250: "TSIG", 251: "IXFR", 252: "AXFR",
    253: "MAILB", 254: "MAILA", 255: "ANY", 257: "CAA",
  ]
}

/// The number of a class or QCLASS.
struct RRClass: RawRepresentable, Hashable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
  let rawValue: UInt16

  init(rawValue: UInt16) { self.rawValue = rawValue }
  init(integerLiteral value: UInt16) { rawValue = value }

  static let `in`: RRClass = 1
  static let ch: RRClass = 3
  static let hs: RRClass = 4
  static let none: RRClass = 254
  static let any: RRClass = 255

  var description: String {
    switch self {
    case .in: "IN"
    case .ch: "CH"
    case .hs: "HS"
    case .none: "NONE"
    case .any: "ANY"
    default: "CLASS\(rawValue)"
    }
  }
}

/// An RCODE, with the eight upper bits that an OPT RR adds (RFC 6891 §6.1.3).
struct RCODE: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  let rawValue: UInt16

  static let noError = RCODE(rawValue: 0)
  static let formErr = RCODE(rawValue: 1)
  static let servFail = RCODE(rawValue: 2)
  static let nxDomain = RCODE(rawValue: 3)
  static let notImp = RCODE(rawValue: 4)
  static let refused = RCODE(rawValue: 5)
  static let yxDomain = RCODE(rawValue: 6)
  static let notAuth = RCODE(rawValue: 9)
  static let badVers = RCODE(rawValue: 16)
  static let badCookie = RCODE(rawValue: 23)

  var description: String { Self.mnemonics[rawValue] ?? "RCODE\(rawValue)" }

  private static let mnemonics: [UInt16: String] = [
    0: "NOERROR", 1: "FORMERR", 2: "SERVFAIL", 3: "NXDOMAIN", 4: "NOTIMP", 5: "REFUSED", 6: "YXDOMAIN",
    7: "YXRRSET", 8: "NXRRSET", 9: "NOTAUTH", 10: "NOTZONE", 11: "DSOTYPENI", 16: "BADVERS", 23: "BADCOOKIE",
  ]
}

/// An OPCODE, 0...15.
struct Opcode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  let rawValue: UInt8

  static let query = Opcode(rawValue: 0)
  static let iquery = Opcode(rawValue: 1)
  static let status = Opcode(rawValue: 2)
  static let notify = Opcode(rawValue: 4)
  static let update = Opcode(rawValue: 5)
  static let dso = Opcode(rawValue: 6)

  var description: String {
    switch self {
    case .query: "QUERY"
    case .iquery: "IQUERY"
    case .status: "STATUS"
    case .notify: "NOTIFY"
    case .update: "UPDATE"
    case .dso: "DSO"
    default: "OPCODE\(rawValue)"
    }
  }
}

/// The bits of the header's second word that are flags, where they stand in it (RFC 1035 §4.1.1, RFC 4035 §3).
struct Flags: OptionSet, Hashable, Sendable, CustomStringConvertible {
  let rawValue: UInt16

  static let qr = Flags(rawValue: 0x8000)
  static let aa = Flags(rawValue: 0x0400)
  static let tc = Flags(rawValue: 0x0200)
  static let rd = Flags(rawValue: 0x0100)
  static let ra = Flags(rawValue: 0x0080)
  static let z = Flags(rawValue: 0x0040)
  static let ad = Flags(rawValue: 0x0020)
  static let cd = Flags(rawValue: 0x0010)

  static let all: Flags = [.qr, .aa, .tc, .rd, .ra, .z, .ad, .cd]
  static let named: [(flag: Flags, name: String)] = [
    (.qr, "QR"), (.aa, "AA"), (.tc, "TC"), (.rd, "RD"), (.ra, "RA"), (.z, "Z"), (.ad, "AD"), (.cd, "CD"),
  ]

  var description: String { Flags.named.filter { contains($0.flag) }.map(\.name).joined(separator: " ") }
}

/// The message's sections, in their order.
enum Section: Int, CaseIterable, Sendable, CustomStringConvertible {
  case question, answer, authority, additional

  var description: String {
    switch self {
    case .question: "question"
    case .answer: "answer"
    case .authority: "authority"
    case .additional: "additional"
    }
  }
}
