import Crypto
import DNSWire

/// A type of digest that a DS record has of a key (RFC 4034 §A.2).
package enum DigestType: UInt8, Sendable, CaseIterable {
  /// It may not be made any more (RFC 9905).
  case sha1 = 1
  /// RFC 4509.
  case sha256 = 2
  /// RFC 6605.
  case sha384 = 4
}

extension DNSKEY {
  /// The RDATA of a DS record of the key (RFC 4034 §5.1), which is that of a CDS record, too (RFC 7344 §3.1).
  ///
  /// - Parameter owner: Of the DNSKEY record.
  package func delegationSigner(of owner: DomainName, _ type: DigestType) -> [UInt8] {
    let signed = owner.canonicalForm + rdata
    let digest: [UInt8] =
      switch type {
      case .sha1: Array(Insecure.SHA1.hash(data: signed))
      case .sha256: Array(SHA256.hash(data: signed))
      case .sha384: Array(SHA384.hash(data: signed))
      }
    return [UInt8(tag >> 8), UInt8(truncatingIfNeeded: tag), algorithm, type.rawValue] + digest
  }
}

extension DomainName {
  /// The wire form in lower case (RFC 4034 §6.2).
  var canonicalForm: [UInt8] { wireForm.map(Self.lowercased) }
}
