/// The TYPE of a record (RFC 1035 §3.2.2).
package struct RRType: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let a = RRType(rawValue: 1)
  package static let ns = RRType(rawValue: 2)
  package static let md = RRType(rawValue: 3)
  package static let mf = RRType(rawValue: 4)
  package static let cname = RRType(rawValue: 5)
  package static let soa = RRType(rawValue: 6)
  package static let mb = RRType(rawValue: 7)
  package static let mg = RRType(rawValue: 8)
  package static let mr = RRType(rawValue: 9)
  package static let ptr = RRType(rawValue: 12)
  package static let hinfo = RRType(rawValue: 13)
  package static let minfo = RRType(rawValue: 14)
  package static let mx = RRType(rawValue: 15)
  package static let txt = RRType(rawValue: 16)
  package static let rp = RRType(rawValue: 17)
  package static let afsdb = RRType(rawValue: 18)
  package static let rt = RRType(rawValue: 21)
  package static let aaaa = RRType(rawValue: 28)
  package static let srv = RRType(rawValue: 33)
  package static let naptr = RRType(rawValue: 35)
  package static let kx = RRType(rawValue: 36)
  package static let dname = RRType(rawValue: 39)
  package static let opt = RRType(rawValue: 41)
  package static let ds = RRType(rawValue: 43)
  package static let rrsig = RRType(rawValue: 46)
  package static let tkey = RRType(rawValue: 249)
  package static let tsig = RRType(rawValue: 250)
}
