import Crypto
import CryptoExtras

/// A private key that signs.
package struct SigningKey: Sendable {
  enum Key: Sendable {
    case p256(P256.Signing.PrivateKey)
    case p384(P384.Signing.PrivateKey)
    case ed25519(Curve25519.Signing.PrivateKey)
    case rsa(_RSA.Signing.PrivateKey)
  }

  /// What it signs with.
  package let algorithm: SecurityAlgorithm
  let key: Key
  /// The public key, as a DNSKEY record has it.
  package let publicKey: [UInt8]

  init(_ algorithm: SecurityAlgorithm, _ key: Key) throws(KeyProblem) {
    guard algorithm.maySign else {
      throw KeyProblem(
        "\(algorithm.mnemonic) may not sign any more (RFC 9905); make a key of \(SecurityAlgorithm.ecdsaP256SHA256.mnemonic)"
      )
    }
    self.algorithm = algorithm
    self.key = key
    publicKey = try key.publicOctets()
  }

  /// A new one.
  ///
  /// - Parameter bits: Of an RSA key, a multiple of 8 in 2,048...4,096; others have as many as they have.
  package init(generating algorithm: SecurityAlgorithm, bits: Int = 2048) throws(KeyProblem) {
    try self.init(algorithm, try Self.generate(algorithm, bits: bits))
  }

  private static func generate(_ algorithm: SecurityAlgorithm, bits: Int) throws(KeyProblem) -> Key {
    switch algorithm {
    case .ecdsaP256SHA256: return .p256(P256.Signing.PrivateKey())
    case .ecdsaP384SHA384: return .p384(P384.Signing.PrivateKey())
    case .ed25519: return .ed25519(Curve25519.Signing.PrivateKey())
    case .rsaSHA1, .rsaSHA1NSEC3, .rsaSHA256, .rsaSHA512:
      guard bits % 8 == 0, (2048...4096).contains(bits),
        let key = try? _RSA.Signing.PrivateKey(keySize: .init(bitCount: bits))
      else { throw KeyProblem("an RSA key has 2,048 to 4,096 bits, a multiple of 8, and not \(bits)") }
      return .rsa(key)
    }
  }

  /// Signs octets.
  ///
  /// - Throws: Where the system has no random numbers.
  package func sign(_ octets: [UInt8]) throws(KeyProblem) -> [UInt8] {
    do {
      return switch key {
      case .p256(let key): Array(try key.signature(for: octets).rawRepresentation)
      case .p384(let key): Array(try key.signature(for: octets).rawRepresentation)
      case .ed25519(let key): Array(try key.signature(for: octets))
      case .rsa(let key): try signWithRSA(key, octets)
      }
    } catch {
      throw KeyProblem("it cannot sign: \(error)")
    }
  }

  private func signWithRSA(_ key: _RSA.Signing.PrivateKey, _ octets: [UInt8]) throws -> [UInt8] {
    let signature =
      algorithm == .rsaSHA512
      ? try key.signature(for: SHA512.hash(data: octets), padding: .insecurePKCS1v1_5)
      : try key.signature(for: SHA256.hash(data: octets), padding: .insecurePKCS1v1_5)
    return Array(signature.rawRepresentation)
  }
}

extension SigningKey.Key {
  fileprivate func publicOctets() throws(KeyProblem) -> [UInt8] {
    switch self {
    case .p256(let key): return Array(key.publicKey.rawRepresentation)
    case .p384(let key): return Array(key.publicKey.rawRepresentation)
    case .ed25519(let key): return Array(key.publicKey.rawRepresentation)
    case .rsa(let key):
      guard let numbers = try? key.publicKey.getKeyPrimitives() else {
        throw KeyProblem("it has no public key")
      }
      let key = RSAKeyOctets(exponent: Array(numbers.publicExponent), modulus: Array(numbers.modulus))
      _ = try key.publicKey()
      return key.octets
    }
  }
}
