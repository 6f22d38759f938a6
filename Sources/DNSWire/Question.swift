/// One entry of the question section (RFC 1035 §4.1.2).
package struct Question: Equatable, Sendable {
  /// The whole entry in the message.
  package var octets: Range<Int>
  package var qtype: QTYPE
  package var qclass: QCLASS

  package init(octets: Range<Int>, qtype: QTYPE, qclass: QCLASS) {
    self.octets = octets
    self.qtype = qtype
    self.qclass = qclass
  }

  /// The QNAME in the message: the entry without QTYPE and QCLASS.
  package var qname: Range<Int> { octets.lowerBound..<octets.upperBound - 4 }
}

extension Span where Element == UInt8 {
  /// Reads one question and moves past it.
  package func readQuestion(at offset: inout Int) throws(WireError) -> Question {
    let start = offset
    _ = try skipName(at: &offset)
    let qtype = QTYPE(rawValue: try readUInt16(at: &offset))
    let qclass = QCLASS(rawValue: try readUInt16(at: &offset))
    return Question(octets: start..<offset, qtype: qtype, qclass: qclass)
  }
}

/// The type of a record, or what a question asks for: QTYPE is a superset of TYPE (RFC 1035 §3.2.3).
package struct QTYPE: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let a = QTYPE(rawValue: 1)
  package static let ns = QTYPE(rawValue: 2)
  package static let md = QTYPE(rawValue: 3)
  package static let mf = QTYPE(rawValue: 4)
  package static let cname = QTYPE(rawValue: 5)
  package static let soa = QTYPE(rawValue: 6)
  package static let mb = QTYPE(rawValue: 7)
  package static let mg = QTYPE(rawValue: 8)
  package static let mr = QTYPE(rawValue: 9)
  package static let ptr = QTYPE(rawValue: 12)
  package static let hinfo = QTYPE(rawValue: 13)
  package static let minfo = QTYPE(rawValue: 14)
  package static let mx = QTYPE(rawValue: 15)
  package static let txt = QTYPE(rawValue: 16)
  package static let rp = QTYPE(rawValue: 17)
  package static let afsdb = QTYPE(rawValue: 18)
  package static let rt = QTYPE(rawValue: 21)
  package static let aaaa = QTYPE(rawValue: 28)
  package static let srv = QTYPE(rawValue: 33)
  package static let naptr = QTYPE(rawValue: 35)
  package static let kx = QTYPE(rawValue: 36)
  package static let dname = QTYPE(rawValue: 39)
  package static let opt = QTYPE(rawValue: 41)
  package static let ds = QTYPE(rawValue: 43)
  package static let rrsig = QTYPE(rawValue: 46)
  package static let tkey = QTYPE(rawValue: 249)
  package static let tsig = QTYPE(rawValue: 250)
  package static let ixfr = QTYPE(rawValue: 251)
  package static let axfr = QTYPE(rawValue: 252)
  package static let mailb = QTYPE(rawValue: 253)
  package static let maila = QTYPE(rawValue: 254)
  package static let any = QTYPE(rawValue: 255)
}

/// The class of a record or of a question: QCLASS is a superset of CLASS (RFC 1035 §3.2.5).
package struct QCLASS: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Reserved (RFC 6895 §3.2).
  package static let zero = QCLASS(rawValue: 0)
  package static let `in` = QCLASS(rawValue: 1)
  package static let ch = QCLASS(rawValue: 3)
  package static let none = QCLASS(rawValue: 254)
  package static let any = QCLASS(rawValue: 255)
}
