/// Options by their codes (IANA, DNS EDNS0 Option Codes).
extension EDNS.Option {
  static let nsidCode: UInt16 = 3
  static let clientSubnetCode: UInt16 = 8
  static let expireCode: UInt16 = 9
  static let cookieCode: UInt16 = 10
  static let keepaliveCode: UInt16 = 11
  static let paddingCode: UInt16 = 12
  static let extendedErrorCode: UInt16 = 15
  static let reportChannelCode: UInt16 = 18
  static let zoneVersionCode: UInt16 = 19

  /// One that is not assigned: RFC 8906 §8.2.3 tests with it.
  static let unknown = EDNS.Option(code: 100, data: [])
  static let nsid = EDNS.Option(code: nsidCode, data: [])
  static let expire = EDNS.Option(code: expireCode, data: [])
  static let keepalive = EDNS.Option(code: keepaliveCode, data: [])
  static let zoneVersion = EDNS.Option(code: zoneVersionCode, data: [])

  static func cookie(_ octets: [UInt8]) -> EDNS.Option { .init(code: cookieCode, data: octets) }

  static func padding(_ octets: [UInt8]) -> EDNS.Option { .init(code: paddingCode, data: octets) }

  static func clientSubnet(_ subnet: ClientSubnet) -> EDNS.Option {
    .init(code: clientSubnetCode, data: subnet.octets)
  }

  /// As it stands in an OPT RR's RDATA.
  var octets: [UInt8] {
    var octets: [UInt8] = []
    octets.append(code)
    octets.append(UInt16(truncatingIfNeeded: data.count))
    return octets + data
  }
}

/// What an ECS option holds (RFC 7871 §6).
struct ClientSubnet: Hashable, Sendable {
  var family: UInt16 = 1
  /// In bits.
  var source: UInt8
  var scope: UInt8 = 0
  var address: [UInt8]

  /// 0.0.0.0/0
  static let anyone = ClientSubnet(source: 0, address: [])
  /// 192.0.2.0/24 (RFC 5737 §3)
  static let ipv4 = ClientSubnet(source: 24, address: [192, 0, 2])
  /// 2001:db8::/56 (RFC 3849)
  static let ipv6 = ClientSubnet(family: 2, source: 56, address: [0x20, 0x01, 0x0D, 0xB8, 0, 0, 0])

  var octets: [UInt8] {
    var octets: [UInt8] = []
    octets.append(family)
    return octets + [source, scope] + address
  }
}

extension [UInt8] {
  /// The probe's client cookie.
  static let client = Array("leafprob".utf8)
}

/// An OPT RR as it stands in a message, whatever it says: for those that ldns would not write.
struct OPTRecord: Sendable {
  var owner = Name.root
  var payload: UInt16 = 1232
  /// The extended RCODE, version and flags.
  var ttl: UInt32 = 0
  var rdata: [UInt8] = []
  /// The RDLENGTH; nil for the RDATA's.
  var length: UInt16?

  var octets: [UInt8] {
    var octets = owner.wire
    octets.append(RRType.opt.rawValue)
    octets.append(payload)
    octets.append(ttl)
    octets.append(length ?? UInt16(truncatingIfNeeded: rdata.count))
    return octets + rdata
  }
}
