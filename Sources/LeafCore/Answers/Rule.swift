import DNSWire

/// Which rule decided an answer: one case for each ending of the steps that leaf goes through, in their order.
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
}

extension Rule {
  /// The number that the README's table of answers gives it.
  package var step: Int {
    switch self {
    case .slipped: 0
    case .opcodeNotImplemented: 1
    case .unreadable: 2
    case .malformedOPT: 3
    case .ednsVersion: 4
    case .malformedCookie, .cookieConfirmed, .cookieRejected: 5
    case .questionCount: 6
    case .malformedTSIG, .unknownKey: 7
    case .chaosText, .chaosRefused: 8
    case .reservedClass, .otherClass: 9
    case .metaType, .transfer: 10
    case .outsideZones: 11
    case .anyRefused, .anyHINFO: 12
    case .apex: 13
    case .host, .encodedName: 14
    case .noData: 15
    case .nameError: 16
    }
  }

  package var rcode: RCODE {
    switch self {
    case .opcodeNotImplemented: .notImp
    case .unreadable, .malformedOPT, .malformedCookie, .questionCount, .malformedTSIG, .reservedClass,
      .metaType:
      .formErr
    case .ednsVersion: .badVers
    case .cookieRejected: .badCookie
    case .unknownKey: .notAuth
    case .chaosRefused, .otherClass, .transfer, .outsideZones, .anyRefused: .refused
    case .slipped, .cookieConfirmed, .chaosText, .anyHINFO, .apex, .host, .encodedName, .noData: .noError
    case .nameError: .nxDomain
    }
  }

  /// AA: the answer comes from a zone's own data.
  package var isAuthoritative: Bool {
    switch self {
    case .anyHINFO, .apex, .host, .encodedName, .noData, .nameError: true
    case .slipped, .opcodeNotImplemented, .unreadable, .malformedOPT, .ednsVersion, .malformedCookie,
      .cookieConfirmed,
      .cookieRejected, .questionCount, .malformedTSIG, .unknownKey, .chaosText, .chaosRefused, .reservedClass,
      .otherClass, .metaType, .transfer, .outsideZones, .anyRefused:
      false
    }
  }

  /// The INFO-CODE of RFC 8914 that goes out with it.
  package var extendedError: ExtendedError? {
    switch self {
    case .opcodeNotImplemented: .notSupported
    case .outsideZones: .notAuthoritative
    case .anyRefused: .prohibited
    default: nil
    }
  }

  /// A message that is no query, or that cannot be read, has no question to be trusted.
  var echoesQuestion: Bool { self != .opcodeNotImplemented && self != .unreadable }

  var copiesRecursionDesired: Bool { self != .opcodeNotImplemented }
}

extension Rule: CustomStringConvertible {
  package var description: String {
    switch self {
    case .slipped: "over a limit, and told to come back over TCP"
    case .opcodeNotImplemented: "an OPCODE other than QUERY"
    case .unreadable: "a message that cannot be read to its end"
    case .malformedOPT: "a second OPT record, a misplaced one or one that cannot be read"
    case .ednsVersion: "an EDNS version above 0"
    case .malformedCookie: "a COOKIE option of a length that RFC 7873 rules out"
    case .cookieConfirmed: "no question, and a client cookie alone or with a valid server cookie"
    case .cookieRejected: "no question, and an invalid server cookie"
    case .questionCount: "not exactly one question"
    case .malformedTSIG: "a second TSIG record, a misplaced one or one that cannot be read"
    case .unknownKey: "a TSIG key: none are configured"
    case .chaosText: "a name of the server in class CH"
    case .chaosRefused: "class CH, and no text for this name and type"
    case .reservedClass: "a reserved class"
    case .otherClass: "a class other than IN"
    case .metaType: "a type that cannot be asked for"
    case .transfer: "a zone transfer"
    case .outsideZones: "outside every zone"
    case .anyRefused: "type ANY, refused"
    case .anyHINFO: "type ANY, answered with HINFO"
    case .apex: "the zone's own record"
    case .host: "a host's addresses"
    case .encodedName: "an encoded name"
    case .noData: "the name exists, but has no such record"
    case .nameError: "no such name"
    }
  }
}
