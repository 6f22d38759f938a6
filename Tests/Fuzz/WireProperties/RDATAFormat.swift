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
  /// Octets to the end, or none.
  case restOrNone
  /// A name without compression.
  case wholeName
  /// Octets to the end that pass a check.
  case checked(RDATACheck)

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
    11: [.octets(4), .checked(.services)],
    12: [.name],
    13: [.characterString, .characterString],
    14: [.name, .name],
    15: [.octets(2), .name],
    16: [.characterStrings],
    17: [.name, .name],
    18: [.octets(2), .name],
    19: [.characterString],
    20: [.checked(.oneOrTwoStrings)],
    21: [.octets(2), .name],
    22: [.rest],
    23: [.wholeName],
    24: [.octets(18), .name, .rest],
    25: [.octets(4), .restOrNone],
    26: [.octets(2), .name, .name],
    27: [.characterString, .characterString, .characterString],
    28: [.octets(16)],
    29: [.checked(.location)],
    30: [.name, .checked(.oldTypes)],
    31: [.rest],
    32: [.rest],
    33: [.octets(6), .name],
    34: [.checked(.atmAddress)],
    35: [.octets(4), .characterString, .characterString, .characterString, .name],
    36: [.octets(2), .name],
    37: [.octets(5), .rest],
    39: [.name],
    42: [.checked(.addressRanges)],
    43: [.octets(3), .checked(.digest)],
    44: [.octets(2), .rest],
    45: [.checked(.ipsecKey)],
    46: [.octets(18), .name, .rest],
    47: [.wholeName, .checked(.types)],
    48: [.octets(4), .rest],
    49: [.rest],
    50: [.octets(4), .characterString, .checked(.hashAndTypes)],
    51: [.octets(4), .characterString],
    52: [.octets(3), .rest],
    53: [.octets(3), .rest],
    55: [.checked(.hostIdentity)],
    56: [.characterStrings],
    57: [.octets(4), .rest],
    58: [.wholeName, .wholeName],
    59: [.octets(3), .checked(.digest)],
    60: [.octets(4), .rest],
    61: [.rest],
    62: [.octets(6), .checked(.types)],
    63: [.octets(5), .checked(.zoneDigest)],
    64: [.octets(2), .wholeName, .checked(.serviceParameters)],
    65: [.octets(2), .wholeName, .checked(.serviceParameters)],
    66: [.octets(5), .wholeName],
    67: [.rest],
    68: [.rest],
    99: [.characterStrings],
    104: [.octets(10)],
    105: [.octets(6)],
    106: [.octets(10)],
    107: [.octets(2), .wholeName],
    108: [.octets(6)],
    109: [.octets(8)],
    256: [.octets(4), .restOrNone],
    257: [.octets(1), .checked(.tagAndValue)],
    258: [.characterStrings],
    259: [.octets(9), .characterString, .restOrNone],
    260: [.octets(1), .checked(.relay)],
    261: [.characterStrings],
    262: [.characterStrings],
    263: [.characterStrings],
    264: [.octets(8)],
    32_768: [.octets(3), .checked(.digest)],
    32_769: [.octets(3), .checked(.digest)],
  ]
}
