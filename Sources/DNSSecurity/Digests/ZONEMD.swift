import Crypto
import DNSWire

/// The data of a ZONEMD record: a digest of a whole zone (RFC 8976 §2.2).
package struct ZONEMD: Equatable, Sendable {
  /// Of the SOA record of the version that the digest is of.
  package let serial: UInt32
  /// How the zone's records are put together: as in the IANA registry.
  package let scheme: UInt8
  /// As in the IANA registry.
  package let algorithm: UInt8
  /// At least 12 octets.
  package let digest: [UInt8]

  /// All records in canonical order, the only scheme there is (RFC 8976 §3.3.1).
  package static let simple: UInt8 = 1

  /// Of the simple scheme.
  package init(serial: UInt32, _ algorithm: ZoneDigestAlgorithm, digest: [UInt8]) {
    (self.serial, scheme, self.algorithm, self.digest) = (serial, Self.simple, algorithm.rawValue, digest)
  }

  /// - Returns: nil where the fields are cut off, or the digest is too short (RFC 8976 §2.2.4).
  package init?(rdata: some Collection<UInt8>) {
    guard rdata.count >= 6 + 12 else { return nil }
    let fields = Array(rdata.prefix(6))
    serial = fields[..<4].reduce(0) { $0 << 8 | UInt32($1) }
    (scheme, algorithm) = (fields[4], fields[5])
    digest = Array(rdata.dropFirst(6))
  }

  /// As on the wire.
  package var rdata: [UInt8] {
    var octets: [UInt8] = []
    octets.append(bigEndian: serial)
    return octets + [scheme, algorithm] + digest
  }
}

/// What the digest of a zone is made with (RFC 8976 §5.3).
package enum ZoneDigestAlgorithm: UInt8, Sendable, CaseIterable {
  /// Every verifier has it (RFC 8976 §2.2.3).
  case sha384 = 1
  /// SHA-512.
  case sha512 = 2

  /// Octets of a digest, which is never cut short (RFC 8976 §2.2.4).
  var length: Int {
    switch self {
    case .sha384: SHA384.byteCount
    case .sha512: SHA512.byteCount
    }
  }
}
