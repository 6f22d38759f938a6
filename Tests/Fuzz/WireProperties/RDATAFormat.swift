/// What RDATA of one type is made of, in class IN.
package enum RDATAField: Equatable, Sendable {
  case octets(Int)
  case name
  /// A length octet and as many octets.
  case characterString
  /// One character string or more, to the end.
  case characterStrings
  /// One octet or more, to the end.
  case rest

  /// The fields by TYPE; of any other type leaf takes RDATA as it is.
  package static let formats: [UInt16: [RDATAField]] = [
    1: [.octets(4)],
    2: [.name],
    3: [.name],
    4: [.name],
    5: [.name],
    6: [.name, .name, .octets(20)],
    7: [.name],
    8: [.name],
    9: [.name],
    12: [.name],
    13: [.characterString, .characterString],
    14: [.name, .name],
    15: [.octets(2), .name],
    16: [.characterStrings],
    17: [.name, .name],
    18: [.octets(2), .name],
    21: [.octets(2), .name],
    28: [.octets(16)],
    33: [.octets(6), .name],
    35: [.octets(4), .characterString, .characterString, .characterString, .name],
    36: [.octets(2), .name],
    39: [.name],
    46: [.octets(18), .name, .rest],
  ]
}
