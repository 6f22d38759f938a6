import Crypto
import DNSWire

/// What an NSEC3 record shows (RFC 5155 §3).
package struct NSEC3Proof: Sendable {
  /// Of the name that has it.
  private let hash: [UInt8]
  private let next: [UInt8]
  private let salt: [UInt8]
  private let iterations: UInt16
  /// Whether delegations without DS records may have been left out (RFC 5155 §6).
  package let mayLeaveOut: Bool
  /// Those that the name has; none of one that is only above others.
  package let types: [RRType]

  /// - Returns: nil for what is no RDATA of an NSEC3 record by SHA-1, the only algorithm there is.
  package init?(owner: DomainName, rdata: [UInt8]) {
    guard (try? rdata.span.checkRDATA(rdata.indices, of: .nsec3)) != nil, rdata[0] == 1 else { return nil }
    mayLeaveOut = rdata[1] & 1 != 0
    iterations = UInt16(rdata[2]) << 8 | UInt16(rdata[3])
    let end = 5 + Int(rdata[4])
    salt = Array(rdata[5..<end])
    next = Array(Array(rdata[(end + 1)..<(end + 1 + Int(rdata[end]))]).base32.utf8)
    types = rdata.span.types(in: (end + 1 + Int(rdata[end]))..<rdata.count)
    hash = Array(owner.canonicalForm.prefix(1 + Int(owner[0])).dropFirst())
  }

  /// Whether it is that of a name, which thus exists.
  package func matches(_ name: DomainName) -> Bool { hash(of: name) == hash }

  /// Whether a name has no NSEC3 record, as its hash stands between those of two that have.
  package func covers(_ name: DomainName) -> Bool {
    let hash = hash(of: name)
    func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool { left.lexicographicallyPrecedes(right) }
    return precedes(self.hash, next)
      ? precedes(self.hash, hash) && precedes(hash, next)
      : precedes(self.hash, hash) || precedes(hash, next)
  }

  /// In Base32, whose order is that of the octets (RFC 5155 §5).
  private func hash(of name: DomainName) -> [UInt8] {
    var digest = Array(Insecure.SHA1.hash(data: name.canonicalForm + salt))
    for _ in 0..<iterations { digest = Array(Insecure.SHA1.hash(data: digest + salt)) }
    return Array(digest.base32.utf8)
  }
}
