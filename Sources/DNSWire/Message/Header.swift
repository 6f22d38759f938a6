/// The first twelve octets of every message (RFC 1035 §4.1.1).
package struct Header: Equatable, Sendable {
  /// In octets.
  package static let length = 12

  /// ID: what a response has of its query, so that its client knows it.
  package var id: UInt16
  /// All between ID and the counts, OPCODE and RCODE among them.
  package var flags: Flags
  /// QDCOUNT, as it stands: nobody has counted.
  package var questionCount: UInt16
  /// ANCOUNT.
  package var answerCount: UInt16
  /// NSCOUNT.
  package var authorityCount: UInt16
  /// ARCOUNT; OPT and TSIG are among them.
  package var additionalCount: UInt16

  package init(
    id: UInt16, flags: Flags, questionCount: UInt16 = 0, answerCount: UInt16 = 0,
    authorityCount: UInt16 = 0, additionalCount: UInt16 = 0
  ) {
    self.id = id
    self.flags = flags
    self.questionCount = questionCount
    self.answerCount = answerCount
    self.authorityCount = authorityCount
    self.additionalCount = additionalCount
  }

  /// Reads the header of a message.
  ///
  /// - Throws: `.truncated` when the message has fewer than twelve octets.
  package init(of message: Span<UInt8>) throws(WireError) {
    var offset = 0
    id = try message.readUInt16(at: &offset)
    flags = Flags(rawValue: try message.readUInt16(at: &offset))
    questionCount = try message.readUInt16(at: &offset)
    answerCount = try message.readUInt16(at: &offset)
    authorityCount = try message.readUInt16(at: &offset)
    additionalCount = try message.readUInt16(at: &offset)
  }
}

/// The header's second pair of octets: QR, OPCODE, AA, TC, RD, RA, Z, AD, CD and RCODE
/// (RFC 1035 §4.1.1, RFC 4035 §3.1.6 for AD and CD).
package struct Flags: OptionSet, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// QR: this message is a response.
  package static let response = Flags(rawValue: 0x8000)
  /// AA: the response comes from a zone that its server has.
  package static let authoritative = Flags(rawValue: 0x0400)
  /// TC: what is missing comes over TCP.
  package static let truncated = Flags(rawValue: 0x0200)
  /// RD: the client asks for recursion; copied into the response.
  package static let recursionDesired = Flags(rawValue: 0x0100)
  /// RA: the server offers recursion.
  package static let recursionAvailable = Flags(rawValue: 0x0080)
  /// Z: reserved, zero in everything that is sent.
  package static let reserved = Flags(rawValue: 0x0040)
  /// AD: all data is validated (RFC 4035 §3.1.6).
  package static let authenticData = Flags(rawValue: 0x0020)
  /// CD: the client validates by itself (RFC 4035 §3.1.6).
  package static let checkingDisabled = Flags(rawValue: 0x0010)

  /// The flags of a message with this OPCODE and the low four bits of this RCODE.
  package init(opcode: Opcode, rcode: RCODE = .noError) {
    rawValue = UInt16(opcode.rawValue & 0xF) << 11 | rcode.rawValue & 0xF
  }

  /// The header's four bits of the OPCODE.
  package var opcode: Opcode { Opcode(rawValue: UInt8(rawValue >> 11 & 0xF)) }

  /// The header's four bits of the RCODE; an OPT record may carry eight more.
  package var rcode: RCODE { RCODE(rawValue: rawValue & 0xF) }
}

/// A kind of query (RFC 6895 §2.2), 0...15.
package struct Opcode: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// QUERY (RFC 1035 §4.1.1).
  package static let query = Opcode(rawValue: 0)
  /// NOTIFY (RFC 1996).
  package static let notify = Opcode(rawValue: 4)
  /// UPDATE (RFC 2136).
  package static let update = Opcode(rawValue: 5)
}

/// A response code of up to twelve bits: four in the header, eight in the OPT record (RFC 6891 §6.1.3).
package struct RCODE: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// NOERROR: an answer, or none with this name and type.
  package static let noError = RCODE(rawValue: 0)
  /// FORMERR: the message breaks its format.
  package static let formErr = RCODE(rawValue: 1)
  /// SERVFAIL: the server has no answer now, and may have one later.
  package static let servFail = RCODE(rawValue: 2)
  /// NXDOMAIN: no such name, nor one below it (RFC 8020).
  package static let nxDomain = RCODE(rawValue: 3)
  /// NOTIMP: such an OPCODE is not served.
  package static let notImp = RCODE(rawValue: 4)
  /// REFUSED: the server does not want to answer this.
  package static let refused = RCODE(rawValue: 5)
  /// YXDOMAIN: with DNAME, a name that would be too long (RFC 6672 §2.2).
  package static let yxDomain = RCODE(rawValue: 6)
  /// NOTAUTH: with TSIG, a key or signature that does not hold (RFC 8945 §5.2).
  package static let notAuth = RCODE(rawValue: 9)
  /// BADVERS: an EDNS version that is not served (RFC 6891 §9).
  package static let badVers = RCODE(rawValue: 16)
  /// BADCOOKIE: the server cookie is not valid (RFC 7873 §8).
  package static let badCookie = RCODE(rawValue: 23)
}

extension RCODE: CustomStringConvertible {
  /// The mnemonic of the registry (RFC 6895 §2.3), or `RCODE` and the number.
  package var description: String {
    switch self {
    case .noError: "NOERROR"
    case .formErr: "FORMERR"
    case .servFail: "SERVFAIL"
    case .nxDomain: "NXDOMAIN"
    case .notImp: "NOTIMP"
    case .refused: "REFUSED"
    case .yxDomain: "YXDOMAIN"
    case .notAuth: "NOTAUTH"
    case .badVers: "BADVERS"
    case .badCookie: "BADCOOKIE"
    default: "RCODE\(rawValue)"
    }
  }
}
