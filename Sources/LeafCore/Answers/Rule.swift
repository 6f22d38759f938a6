import DNSWire

/// Which rule decided an answer: a label for each ending of the steps that leaf goes through, in their order.
package enum Rule: UInt8, Sendable, CaseIterable {
  /// Over a limit: an empty response with TC, whatever was asked.
  case slipped
  /// NOTIMP.
  case opcodeNotImplemented
  /// FORMERR: it cannot be read to its last octet.
  case unreadable
  /// FORMERR: OPT twice, in a wrong place, or unreadable (RFC 6891 §6.1.1).
  case malformedOPT
  /// BADVERS (RFC 6891 §6.1.3).
  case ednsVersion
  /// FORMERR: COOKIE of an illegal length (RFC 7873 §5.2.2).
  case malformedCookie
  /// NOERROR: no question, and a cookie that is not wrong (RFC 7873 §5.4).
  case cookieConfirmed
  /// BADCOOKIE: no question, and an invalid server cookie (RFC 7873 §5.4).
  case cookieRejected
  /// FORMERR: not one question.
  case questionCount
  /// FORMERR: TSIG twice, not last, or unreadable (RFC 8945 §5.1).
  case malformedTSIG
  /// NOTAUTH with BADKEY (RFC 8945 §5.2.1): leaf has no keys.
  case unknownKey
  /// The text of a name of the server in class CH (RFC 4892).
  case chaosText
  /// REFUSED: anything else in class CH.
  case chaosRefused
  /// FORMERR: class 0 or NONE.
  case reservedClass
  /// REFUSED: any other class than IN.
  case otherClass
  /// FORMERR: a type that no question may have (RFC 6895 §3.1).
  case metaType
  /// REFUSED: AXFR or IXFR.
  case transfer
  /// REFUSED: no zone has the name.
  case outsideZones
  /// SERVFAIL: the zone's data has not come yet.
  case zoneNotReady
  /// REFUSED: type ANY.
  case anyRefused
  /// HINFO in place of all records (RFC 8482 §4.2).
  case anyHINFO
  /// One RRset of those that there are (RFC 8482 §4.1).
  case anyOne
  /// All RRsets.
  case anyAll
  /// NS of a zone cut, without authority (RFC 1034 §4.3.2).
  case referral
  /// Aliases, and at their end a name that no zone has.
  case alias
  /// Aliases that lead back to one of them, or too many.
  case aliasLoop
  /// YXDOMAIN: a DNAME record makes a name of over 255 octets (RFC 6672 §2.2).
  case aliasTooLong
  /// A record of the zone's own name.
  case apex
  /// A record of a name below.
  case stored
  /// A record of a wildcard (RFC 4592 §3.3).
  case wildcard
  /// The address that the name carries.
  case encodedName
  /// What a name tells of the client or the server.
  case information
  /// The address that the name carries is not given out.
  case filtered
  /// The name or its address is on the block list.
  case blocked
  /// NOERROR without an answer: the name exists (RFC 2308 §2.2).
  case noData
  /// NXDOMAIN (RFC 2308 §2.1).
  case nameError

  /// What there is to say about a rule.
  private struct Row {
    /// The number that docs/response-policy.md gives it.
    var step: Int
    var text: String
    /// The INFO-CODE of RFC 8914 that goes out with it.
    var extendedError: ExtendedError?

    init(_ step: Int, _ text: String, _ extendedError: ExtendedError? = nil) {
      self.step = step
      self.text = text
      self.extendedError = extendedError
    }
  }

  private var row: Row {
    switch self {
    case .slipped: Row(0, "over a limit, and told to come back over TCP")
    case .opcodeNotImplemented: Row(1, "an OPCODE other than QUERY", .notSupported)
    case .unreadable: Row(2, "a message that cannot be read to its end")
    case .malformedOPT: Row(3, "a second OPT record, a misplaced one or one that cannot be read")
    case .ednsVersion: Row(4, "an EDNS version above 0")
    case .malformedCookie: Row(5, "a COOKIE option of a length that RFC 7873 rules out")
    case .cookieConfirmed: Row(5, "no question, and a client cookie alone or with a valid server cookie")
    case .cookieRejected: Row(5, "no question, and an invalid server cookie")
    case .questionCount: Row(6, "not exactly one question")
    case .malformedTSIG: Row(7, "a second TSIG record, a misplaced one or one that cannot be read")
    case .unknownKey: Row(7, "a TSIG key: none are configured")
    case .chaosText: Row(8, "a name of the server in class CH")
    case .chaosRefused: Row(8, "class CH, and no text for this name and type")
    case .reservedClass: Row(9, "a reserved class")
    case .otherClass: Row(9, "a class other than IN")
    case .metaType: Row(10, "a type that cannot be asked for", .invalidQueryType)
    case .transfer: Row(10, "a zone transfer")
    case .outsideZones: Row(11, "outside every zone", .notAuthoritative)
    case .zoneNotReady: Row(11, "in a zone that is not loaded", .notReady)
    case .anyRefused: Row(12, "type ANY, refused", .prohibited)
    case .anyHINFO: Row(12, "type ANY, answered with HINFO")
    case .anyOne: Row(12, "type ANY, answered with one RRset")
    case .anyAll: Row(12, "type ANY, answered with all RRsets, over UDP with TC")
    case .referral: Row(13, "below a zone cut")
    case .alias: Row(14, "an alias of a name outside every zone")
    case .aliasLoop: Row(14, "aliases that lead in a circle, or too many")
    case .aliasTooLong: Row(14, "a DNAME record that makes too long a name")
    case .apex: Row(15, "the zone's own record")
    case .stored: Row(16, "a record of the zone")
    case .wildcard: Row(16, "a wildcard's record")
    case .encodedName: Row(16, "an encoded name")
    case .information: Row(16, "a name that tells of the client or the server")
    case .filtered: Row(16, "an encoded name whose address is not given out", .blocked)
    case .blocked: Row(16, "an encoded name that is on the block list", .blocked)
    case .noData: Row(17, "the name exists, but has no such record")
    case .nameError: Row(18, "no such name")
    }
  }

  /// Its number in docs/response-policy.md, 0...18; several rules may share one.
  package var step: Int { row.step }
  /// The INFO-CODE that goes out with it to who uses EDNS; nil for none.
  package var extendedError: ExtendedError? { row.extendedError }
}

extension Rule: CustomStringConvertible {
  package var description: String { row.text }
}
