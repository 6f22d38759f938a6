/// The fixed part of an OPT record (RFC 6891 §6.1.2, §6.1.3).
package struct OPT: Equatable, Sendable {
  /// The UDP payload size that the sender can take in, in octets; values under 512 count as 512.
  package var payloadSize: UInt16
  /// The upper eight bits of the RCODE.
  package var extendedRCODE: UInt8
  /// VERSION; only 0 is in use.
  package var version: UInt8
  /// DO: the client wants signatures (RFC 3225 §3).
  package var dnssecOK: Bool
  /// CO: the client knows compact denial (RFC 9824 §5.1).
  package var compactOK: Bool
  /// Where the options are in the message.
  package var options: Range<Int>

  /// - Parameter record: A record of TYPE OPT.
  package init(_ record: ResourceRecord) {
    payloadSize = record.rrclass.rawValue
    extendedRCODE = UInt8(record.ttl >> 24)
    version = UInt8(record.ttl >> 16 & 0xFF)
    dnssecOK = record.ttl & 0x8000 != 0
    compactOK = record.ttl & 0x4000 != 0
    options = record.rdata
  }
}

/// One option of an OPT record.
package struct EDNSOption: Equatable, Sendable {
  /// OPTION-CODE: what it is about.
  package var code: EDNSOptionCode
  /// Where the OPTION-DATA is in the message.
  package var data: Range<Int>
}

/// The OPTION-CODEs that leaf reads or writes (RFC 6891 §9).
package struct EDNSOptionCode: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// RFC 5001.
  package static let nsid = EDNSOptionCode(rawValue: 3)
  /// EDNS Client Subnet, RFC 7871.
  package static let clientSubnet = EDNSOptionCode(rawValue: 8)
  /// RFC 7873.
  package static let cookie = EDNSOptionCode(rawValue: 10)
  /// edns-tcp-keepalive, RFC 7828.
  package static let tcpKeepalive = EDNSOptionCode(rawValue: 11)
  /// Extended DNS Error, RFC 8914.
  package static let extendedError = EDNSOptionCode(rawValue: 15)
}

/// The INFO-CODEs of RFC 8914 §4 that leaf sends.
package enum ExtendedError: UInt16, Sendable {
  /// The server has the zone, but not yet its data (§4.15).
  case notReady = 14
  /// Who runs the server does not want this name answered (§4.16).
  case blocked = 15
  /// The server answers, but not this (§4.19).
  case prohibited = 18
  /// The server has no zone with this name (§4.21).
  case notAuthoritative = 20
  /// An OPCODE or type that is not served (§4.22).
  case notSupported = 21
  /// A type that cannot be asked for (RFC 9824 §3.5).
  case invalidQueryType = 30
}

extension Span where Element == UInt8 {
  /// Reads one option and moves past it.
  ///
  /// - Parameter end: Where the OPT record's RDATA ends.
  /// - Throws: `.truncated` when the option does not end by then.
  package func readOption(at offset: inout Int, before end: Int) throws(WireError) -> EDNSOption {
    let start = offset
    let code = EDNSOptionCode(rawValue: try readUInt16(at: &offset))
    let length = Int(try readUInt16(at: &offset))
    guard length <= end - offset else { throw .truncated(offset: start) }
    return EDNSOption(code: code, data: try skip(length, at: &offset))
  }
}
