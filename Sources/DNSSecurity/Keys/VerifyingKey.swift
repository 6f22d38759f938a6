import Crypto
import CryptoExtras

/// The public key of a DNSKEY record, ready to verify with.
package struct VerifyingKey: Sendable {
  private enum Key: Sendable {
    case p256(P256.Signing.PublicKey)
    case p384(P384.Signing.PublicKey)
    case ed25519(Curve25519.Signing.PublicKey)
    case rsa(_RSA.Signing.PublicKey, SecurityAlgorithm)
  }

  private let key: Key

  /// - Throws: For an algorithm that leaf does not know, and for what is no key of it.
  package init(_ record: DNSKEY) throws(KeyProblem) {
    guard let algorithm = SecurityAlgorithm(rawValue: record.algorithm) else {
      let known = SecurityAlgorithm.allCases.map { "\($0.rawValue)" }.joined(separator: ", ")
      throw KeyProblem("its algorithm is \(record.algorithm); known are \(known)")
    }
    do {
      key = try Self.key(algorithm, record.key)
    } catch let problem as KeyProblem {
      throw problem
    } catch {
      throw KeyProblem("its \(record.key.count) octets are no public key of \(algorithm.mnemonic)")
    }
  }

  private static func key(_ algorithm: SecurityAlgorithm, _ octets: [UInt8]) throws -> Key {
    switch algorithm {
    case .ecdsaP256SHA256: .p256(try P256.Signing.PublicKey(rawRepresentation: octets))
    case .ecdsaP384SHA384: .p384(try P384.Signing.PublicKey(rawRepresentation: octets))
    case .ed25519: .ed25519(try Curve25519.Signing.PublicKey(rawRepresentation: octets))
    case .rsaSHA1, .rsaSHA1NSEC3, .rsaSHA256, .rsaSHA512:
      .rsa(try RSAKeyOctets(octets).publicKey(), algorithm)
    }
  }

  /// Whether a signature is one of these octets by this key.
  package func isValid(_ signature: [UInt8], of octets: [UInt8]) -> Bool {
    switch key {
    case .p256(let key):
      (try? P256.Signing.ECDSASignature(rawRepresentation: signature)).map {
        key.isValidSignature($0, for: octets)
      } ?? false
    case .p384(let key):
      (try? P384.Signing.ECDSASignature(rawRepresentation: signature)).map {
        key.isValidSignature($0, for: octets)
      } ?? false
    case .ed25519(let key): key.isValidSignature(signature, for: octets)
    case .rsa(let key, let algorithm): key.isValid(signature, of: octets, algorithm)
    }
  }
}

extension _RSA.Signing.PublicKey {
  fileprivate func isValid(_ signature: [UInt8], of octets: [UInt8], _ algorithm: SecurityAlgorithm) -> Bool {
    let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
    return switch algorithm {
    case .rsaSHA256: isValidSignature(signature, for: SHA256.hash(data: octets), padding: .insecurePKCS1v1_5)
    case .rsaSHA512: isValidSignature(signature, for: SHA512.hash(data: octets), padding: .insecurePKCS1v1_5)
    default: isValidSignature(signature, for: Insecure.SHA1.hash(data: octets), padding: .insecurePKCS1v1_5)
    }
  }
}

/// The public key of an RSA DNSKEY record (RFC 3110 §2).
struct RSAKeyOctets {
  let exponent: [UInt8]
  let modulus: [UInt8]

  init(exponent: [UInt8], modulus: [UInt8]) {
    self.exponent = exponent
    self.modulus = modulus
  }

  init(_ octets: [UInt8]) throws(KeyProblem) {
    let isLong = octets.first == 0
    let length =
      isLong ? octets.dropFirst().prefix(2).reduce(0) { $0 << 8 | Int($1) } : octets.first.map(Int.init) ?? 0
    let start = isLong ? 3 : 1
    guard length > 0, octets.count > start + length else {
      throw KeyProblem("its \(octets.count) octets are no public key of RSA (RFC 3110 §2)")
    }
    exponent = Array(octets[start..<start + length])
    modulus = Array(octets[(start + length)...].drop { $0 == 0 })
  }

  var octets: [UInt8] {
    let length: [UInt8] =
      exponent.count < 256
      ? [UInt8(exponent.count)] : [0, UInt8(exponent.count >> 8), UInt8(truncatingIfNeeded: exponent.count)]
    return length + exponent + modulus
  }

  /// - Throws: For a key that is too short or too long, or has an exponent that nobody uses.
  func publicKey() throws(KeyProblem) -> _RSA.Signing.PublicKey {
    let bits = modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
    guard (2048...4096).contains(bits) else {
      throw KeyProblem("it has \(bits) bits; an RSA key has 2,048 to 4,096")
    }
    do {
      return try _RSA.Signing.PublicKey(n: modulus, e: exponent)
    } catch {
      throw KeyProblem("its exponent or modulus is none of RSA: the exponent has to be odd, and under 2^33")
    }
  }
}
