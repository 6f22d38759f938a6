extension RDATAField {
  /// What may stand in its place in a text, as the end of "…; allowed is …".
  var allowed: String {
    switch self {
    case .compressibleName, .name, .wholeName, .wholeNames: "a domain name"
    case .uint8: "a number from 0 to 255"
    case .uint16: "a number from 0 to 65535"
    case .uint32: "a number from 0 to 4294967295"
    case .uint64: "a number from 0 to 18446744073709551615"
    case .seconds: "seconds from 0 to 4294967295, or a time like 1h30m"
    case .ipv4: "an IPv4 address"
    case .ipv6: "an IPv6 address"
    case .characterString, .characterStrings, .characterStringOrNone: "a string of at most 255 octets"
    case .text: "a string"
    case .tag: "letters and digits, at most 255"
    case .type, .types: "a type, as its mnemonic or TYPEnnn"
    case .oldTypes: "a type of 1 to 127, as its mnemonic or TYPEnnn"
    case .time: "a time in UTC as YYYYMMDDHHmmSS, or in seconds since 1970"
    case .algorithm, .namedAlgorithm: "a number from 0 to 255, or the mnemonic of an algorithm"
    case .certificateType: "a number from 0 to 65535, or the mnemonic of a type of certificate"
    case .scheme: "a number from 0 to 255, or NOTIFY"
    case .signer: "a domain name with no more labels than the field of labels says"
    case .base64, .base64OrNone: "Base64"
    case .keyOrNone: "Base64, or nothing if the flags say that there is no key (49152 and above)"
    case .base64OrHyphen: "Base64, or - for no data"
    case .hexadecimal: "pairs of hexadecimal digits"
    case .digest, .zoneDigest: "pairs of hexadecimal digits, as many as a digest of its type has"
    case .salt: "pairs of hexadecimal digits, at most 255, or - for no salt"
    case .hashedName: "a hash in Base32 with the extended hexadecimal alphabet"
    case .services:
      "a protocol such as TCP or a number, and ports: numbers from 0 to 65535, or names of old services"
    case .nodeIdentifier: "four groups of one to four hexadecimal digits, with colons between them"
    case .eui48: "six pairs of hexadecimal digits, with hyphens between them"
    case .eui64: "eight pairs of hexadecimal digits, with hyphens between them"
    case .nsap: "0x and pairs of hexadecimal digits, with dots anywhere between them"
    case .atmAddress: "+ and digits, or pairs of hexadecimal digits"
    case .location: "a place like 52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m"
    case .addressRanges: "a range of addresses like 1:192.0.2.0/24 or !2:2001:db8::/32"
    case .gateway:
      "a gateway of the type before: . for 0, an IPv4 address for 1, an IPv6 address for 2, a name for 3"
    case .relayType: "0 or 1, and a type of relay from 0 to 127"
    case .relay:
      "a relay of the type before: . for 0, an IPv4 address for 1, an IPv6 address for 2, a name for 3"
    case .hostIdentity: "an algorithm from 0 to 255, a tag in hexadecimal digits, and a key in Base64"
    case .serviceParameters:
      "a parameter with a value of its key, each key once, with each that another asks for"
    }
  }
}
