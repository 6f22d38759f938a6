/// What a question asks for: a TYPE, or one of the QTYPEs that no record has (RFC 1035 §3.2.3).
package struct QTYPE: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Asks for the records of one type.
  package init(_ type: RRType) { rawValue = type.rawValue }

  /// What has changed in a zone (RFC 1995).
  package static let ixfr = QTYPE(rawValue: 251)
  /// All of a zone (RFC 5936).
  package static let axfr = QTYPE(rawValue: 252)
  /// MB, MG or MR records (RFC 1035 §3.2.3).
  package static let mailb = QTYPE(rawValue: 253)
  /// MD or MF records (RFC 1035 §3.2.3).
  package static let maila = QTYPE(rawValue: 254)
  /// Records of any type, `*` in RFC 1035 §3.2.3; RFC 8482 on what to answer.
  package static let any = QTYPE(rawValue: 255)

  /// Whether records of `type` are asked for by name, not by ANY.
  package static func == (qtype: QTYPE, type: RRType) -> Bool { qtype.rawValue == type.rawValue }

  /// For patterns of a `switch`.
  package static func ~= (type: RRType, qtype: QTYPE) -> Bool { qtype == type }
}

/// The class of a record or of a question: QCLASS is a superset of CLASS (RFC 1035 §3.2.5).
package struct QCLASS: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Reserved (RFC 6895 §3.2).
  package static let zero = QCLASS(rawValue: 0)
  /// The Internet.
  package static let `in` = QCLASS(rawValue: 1)
  /// CHAOS: what servers say about themselves (RFC 4892).
  package static let ch = QCLASS(rawValue: 3)
  /// Of use in UPDATE alone (RFC 2136 §2.4).
  package static let none = QCLASS(rawValue: 254)
  /// Any class; only in questions, TSIG and UPDATE.
  package static let any = QCLASS(rawValue: 255)
}

extension QCLASS: CustomStringConvertible {
  package var description: String {
    switch self {
    case .in: "IN"
    case .ch: "CH"
    case .none: "NONE"
    case .any: "ANY"
    default: "CLASS\(rawValue)"
    }
  }
}
