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
  /// Lengths after which it may end, too.
  var ends: Set<Int> = []

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
      // RFC 2163 §4.
      RDATAFormat(RRType(rawValue: 26), [0, 1], name: name, [0]),
      // RFC 2782.
      RDATAFormat(.srv, [0, 1, 0, 2, 0, 53], name: name),
      // RFC 3403 §4.1: ORDER, PREFERENCE, FLAGS, SERVICES, REGEXP and the name.
      RDATAFormat(.naptr, [0, 1, 0, 2] + label("s") + [0] + label("!x!y!"), name: name),
    ]

  /// RDATA that one octet less or one more makes wrong.
  static let exact =
    withNames + exactOfYoungerTypes + [
      RDATAFormat(.a, [192, 0, 2, 1]),
      // RFC 3596 §2.2.
      RDATAFormat(.aaaa, [0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
      RDATAFormat(.hinfo, label("cpu") + label("os")),
    ]

  static let txt = with(RDATAFormat(.txt, label("first") + [0] + label("third"))) { $0.ends = [6, 7] }

  /// Eighteen octets, the signer's name and the signature (RFC 4034 §3.1).
  static let rrsig = with(RDATAFormat(.rrsig, rrsigBeforeSignature + [0xAA, 0xBB])) {
    $0.ends = [rrsigBeforeSignature.count + 1]
  }
  static let rrsigBeforeSignature = [UInt8](repeating: 5, count: 18) + wire("example")

  static let all = exact + open

  private static func with(_ format: RDATAFormat, _ change: (inout RDATAFormat) -> Void) -> RDATAFormat {
    var format = format
    change(&format)
    return format
  }

  /// Whether its first octets, but not all, are RDATA in its type's format too.
  func mayEnd(after length: Int) -> Bool { ends.contains(length) && length < rdata.count }
}
