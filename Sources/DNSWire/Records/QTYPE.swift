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
