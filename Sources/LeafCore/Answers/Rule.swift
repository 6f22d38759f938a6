import DNSWire

/// Which rule decided an answer: a label for each ending of the steps that leaf goes through, in their order.
package enum Rule: UInt8, Sendable, CaseIterable {
  case slipped
  case opcodeNotImplemented
  case unreadable
  case malformedOPT
  case ednsVersion
  case malformedCookie
  case cookieConfirmed
  case cookieRejected
  case questionCount
  case malformedTSIG
  case unknownKey
  case chaosText
  case chaosRefused
  case reservedClass
  case otherClass
  case metaType
  case transfer
  case outsideZones
  case anyRefused
  case anyHINFO
  case apex
  case host
  case encodedName
  case noData
  case nameError

  /// What there is to say about a rule.
  private struct Row {
    /// The number that the README's table of answers gives it.
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
    case .metaType: Row(10, "a type that cannot be asked for")
    case .transfer: Row(10, "a zone transfer")
    case .outsideZones: Row(11, "outside every zone", .notAuthoritative)
    case .anyRefused: Row(12, "type ANY, refused", .prohibited)
    case .anyHINFO: Row(12, "type ANY, answered with HINFO")
    case .apex: Row(13, "the zone's own record")
    case .host: Row(14, "a host's addresses")
    case .encodedName: Row(14, "an encoded name")
    case .noData: Row(15, "the name exists, but has no such record")
    case .nameError: Row(16, "no such name")
    }
  }

  package var step: Int { row.step }
  package var extendedError: ExtendedError? { row.extendedError }
}

extension Rule: CustomStringConvertible {
  package var description: String { row.text }
}
