import DNSWire
import TestMessages
import TestOctets
import Testing

/// Well-formed RDATA of one type, to be made too short or too long.
struct RDATAFormat: CustomTestStringConvertible {
  var type: RRType
  var rdata: [UInt8]
  /// Where the name starts, or the first of two; of no use where there is none.
  var nameOffset = 0

  init(_ type: RRType, _ rdata: [UInt8]) {
    self.type = type
    self.rdata = rdata
  }

  init(_ type: RRType, _ beforeName: [UInt8] = [], name: [UInt8], _ afterName: [UInt8] = []) {
    self.init(type, beforeName + name + afterName)
    nameOffset = beforeName.count
  }

  var testDescription: String { type.description }
}

extension RDATAFormat {
  private static let name = wire("ns1", "example")

  /// The types whose RDATA is one name (RFC 1035 §3.3, RFC 6672 §2.1).
  static let singleNames = [RRType.ns, .md, .mf, .cname, .mb, .mg, .mr, .ptr, .dname].map {
    RDATAFormat($0, name: name)
  }

  static let withNames =
    singleNames + [
      RDATAFormat(.minfo, name: name, wire("errors", "example")),
      // RFC 1183 §2.2.
      RDATAFormat(.rp, name: name, [0]),
      RDATAFormat(.soa, name: name, wire("hostmaster") + [UInt8](repeating: 7, count: 20)),
      RDATAFormat(.mx, [0, 10], name: name),
      // RFC 1183 §1.
      RDATAFormat(.afsdb, [0, 1], name: name),
      // RFC 1183 §3.3.
      RDATAFormat(.rt, [0, 1], name: name),
      // RFC 2230 §3.1.
      RDATAFormat(.kx, [0, 1], name: name),
      // RFC 2782.
      RDATAFormat(.srv, [0, 1, 0, 2, 0, 53], name: name),
      // RFC 3403 §4.1: ORDER, PREFERENCE, FLAGS, SERVICES, REGEXP and the name.
      RDATAFormat(.naptr, [0, 1, 0, 2] + label("s") + [0] + label("!x!y!"), name: name),
    ]

  /// RDATA that one octet less or one more makes wrong.
  static let exact =
    withNames + [
      RDATAFormat(.a, [192, 0, 2, 1]),
      // RFC 3596 §2.2.
      RDATAFormat(.aaaa, [0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
      RDATAFormat(.hinfo, label("cpu") + label("os")),
    ]

  static let txt = RDATAFormat(.txt, label("first") + [0] + label("third"))

  /// Eighteen octets, the signer's name and the signature (RFC 4034 §3.1).
  static let rrsig = RDATAFormat(.rrsig, rrsigBeforeSignature + [0xAA, 0xBB])
  static let rrsigBeforeSignature = [UInt8](repeating: 5, count: 18) + wire("example")

  static let all = exact + [txt, rrsig]

  /// Whether its first octets, but not all, are RDATA in its type's format too.
  func mayEnd(after length: Int) -> Bool {
    switch type {
    case .txt: [6, 7].contains(length)
    case .rrsig: length > Self.rrsigBeforeSignature.count
    default: false
    }
  }
}
