/// The first twelve octets of every message (RFC 1035 §4.1.1).
package struct Header: Equatable, Sendable {
  package static let length = 12

  package var id: UInt16
  package var flags: Flags
  package var questionCount: UInt16
  package var answerCount: UInt16
  package var authorityCount: UInt16
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
  package static let authoritative = Flags(rawValue: 0x0400)
  package static let truncated = Flags(rawValue: 0x0200)
  package static let recursionDesired = Flags(rawValue: 0x0100)
  package static let recursionAvailable = Flags(rawValue: 0x0080)
  /// Z: reserved, zero in everything that is sent.
  package static let reserved = Flags(rawValue: 0x0040)
  package static let authenticData = Flags(rawValue: 0x0020)
  package static let checkingDisabled = Flags(rawValue: 0x0010)

  /// The flags of a message with this OPCODE and the low four bits of this RCODE.
  package init(opcode: Opcode, rcode: RCODE = .noError) {
    rawValue = UInt16(opcode.rawValue & 0xF) << 11 | rcode.rawValue & 0xF
  }

  package var opcode: Opcode { Opcode(rawValue: UInt8(rawValue >> 11 & 0xF)) }

  /// The header's four bits of the RCODE; an OPT record may carry eight more.
  package var rcode: RCODE { RCODE(rawValue: rawValue & 0xF) }
}

/// A kind of query (RFC 6895 §2.2), 0...15.
package struct Opcode: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let query = Opcode(rawValue: 0)
  package static let notify = Opcode(rawValue: 4)
  package static let update = Opcode(rawValue: 5)
}

/// A response code of up to twelve bits: four in the header, eight in the OPT record (RFC 6891 §6.1.3).
package struct RCODE: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let noError = RCODE(rawValue: 0)
  package static let formErr = RCODE(rawValue: 1)
  package static let nxDomain = RCODE(rawValue: 3)
  package static let notImp = RCODE(rawValue: 4)
  package static let refused = RCODE(rawValue: 5)
  package static let notAuth = RCODE(rawValue: 9)
  package static let badVers = RCODE(rawValue: 16)
  package static let badCookie = RCODE(rawValue: 23)
}

extension RCODE: CustomStringConvertible {
  /// The mnemonic of the registry (RFC 6895 §2.3), or `RCODE` and the number.
  package var description: String {
    switch self {
    case .noError: "NOERROR"
    case .formErr: "FORMERR"
    case .nxDomain: "NXDOMAIN"
    case .notImp: "NOTIMP"
    case .refused: "REFUSED"
    case .notAuth: "NOTAUTH"
    case .badVers: "BADVERS"
    case .badCookie: "BADCOOKIE"
    default: "RCODE\(rawValue)"
    }
  }
}
