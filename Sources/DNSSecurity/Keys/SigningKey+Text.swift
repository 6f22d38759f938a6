import Crypto
import CryptoExtras
import DNSWire
import SwiftASN1

extension SigningKey {
  /// The text of a `.private` file, as BIND has it.
  package var privateText: String {
    let fields = privateFields.map { "\($0.name): \($0.octets.base64)\n" }
    return "Private-key-format: v1.3\nAlgorithm: \(algorithm.rawValue) (\(algorithm.mnemonic))\n"
      + fields.joined()
  }

  private var privateFields: [(name: String, octets: [UInt8])] {
    switch key {
    case .p256(let key): [("PrivateKey", Array(key.rawRepresentation))]
    case .p384(let key): [("PrivateKey", Array(key.rawRepresentation))]
    case .ed25519(let key): [("PrivateKey", Array(key.rawRepresentation))]
    case .rsa(let key):
      zip(RSAField.allCases, (try? RSANumbers(derEncoded: Array(key.derRepresentation)).numbers) ?? [])
        .map { ($0.0.rawValue, $0.1) }
    }
  }

  /// Reads the text of a `.private` file, as BIND has it. Fields that leaf has no use for, such as times, are passed by.
  ///
  /// - Throws: What is wrong with it, never what is in it.
  package init(privateText text: String) throws(KeyProblem) {
    let fields = try PrivateKeyFields(text)
    let algorithm = try fields.algorithm()
    if algorithm.isRSA {
      try self.init(algorithm, .rsa(try fields.rsaKey()))
    } else {
      try self.init(algorithm, try Self.curveKey(algorithm, try fields.octets("PrivateKey")))
    }
  }

  /// - Parameter octets: Some programs leave out zeros at the start.
  private static func curveKey(_ algorithm: SecurityAlgorithm, _ octets: [UInt8]) throws(KeyProblem) -> Key {
    let length = algorithm == .ecdsaP384SHA384 ? 48 : 32
    let octets = [UInt8](repeating: 0, count: max(0, length - octets.count)) + octets
    let key: Key? =
      switch algorithm {
      case .ecdsaP256SHA256: (try? P256.Signing.PrivateKey(rawRepresentation: octets)).map(Key.p256)
      case .ecdsaP384SHA384: (try? P384.Signing.PrivateKey(rawRepresentation: octets)).map(Key.p384)
      default: (try? Curve25519.Signing.PrivateKey(rawRepresentation: octets)).map(Key.ed25519)
      }
    guard let key else {
      throw KeyProblem("its PrivateKey is none of \(algorithm.mnemonic), which has \(length) octets")
    }
    return key
  }

  /// The text of a PKCS#8 file (RFC 5958) with the key.
  package var pem: String {
    switch key {
    case .p256(let key): key.pemRepresentation
    case .p384(let key): key.pemRepresentation
    case .ed25519(let key): Self.ed25519PEM(Array(key.rawRepresentation))
    case .rsa(let key): key.pkcs8PEMRepresentation
    }
  }

  /// Reads a PKCS#8 file (RFC 5958).
  ///
  /// - Parameter rsa: What an RSA key signs with, which the file does not say.
  package init(pem text: String, rsa: SecurityAlgorithm = .rsaSHA256) throws(KeyProblem) {
    let text = try Self.privateKeyDocument(text)
    if let key = try? P256.Signing.PrivateKey(pemRepresentation: text) {
      try self.init(.ecdsaP256SHA256, .p256(key))
    } else if let key = try? P384.Signing.PrivateKey(pemRepresentation: text) {
      try self.init(.ecdsaP384SHA384, .p384(key))
    } else if let key = try? _RSA.Signing.PrivateKey(pemRepresentation: text) {
      try self.init(rsa, .rsa(key))
    } else if let seed = Self.ed25519Seed(pem: text),
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)
    {
      try self.init(.ed25519, .ed25519(key))
    } else {
      throw KeyProblem("it is no private key of P-256, P-384, Ed25519, or of RSA with 2,048 bits or more")
    }
  }

  /// The only private key of a PEM file, which may have the parameters of its curve before it.
  private static func privateKeyDocument(_ text: String) throws(KeyProblem) -> String {
    guard !text.contains("ENCRYPTED") else {
      throw KeyProblem("it is encrypted; decrypt it first: openssl pkey -in FILE -out OTHER")
    }
    guard
      let document = (try? PEMDocument.parseMultiple(pemString: text))?
        .first(where: { $0.discriminator.hasSuffix("PRIVATE KEY") })
    else { throw KeyProblem("it has no private key in PEM, which begins with -----BEGIN PRIVATE KEY-----") }
    return document.pemString
  }

  /// What stands before the key in a PKCS#8 file of Ed25519 (RFC 8410 §7).
  private static let ed25519Prefix: [UInt8] = [
    0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
  ]

  private static func ed25519PEM(_ seed: [UInt8]) -> String {
    PEMDocument(type: "PRIVATE KEY", derBytes: ed25519Prefix + seed).pemString
  }

  private static func ed25519Seed(pem text: String) -> [UInt8]? {
    guard let document = try? PEMDocument(pemString: text),
      document.derBytes.count == ed25519Prefix.count + 32, document.derBytes.starts(with: ed25519Prefix)
    else { return nil }
    return Array(document.derBytes.dropFirst(ed25519Prefix.count))
  }
}

/// Numbers of an RSA key in a `.private` file, in the order of PKCS#1 (RFC 8017 §A.1.2).
private enum RSAField: String, CaseIterable {
  case modulus = "Modulus"
  case publicExponent = "PublicExponent"
  case privateExponent = "PrivateExponent"
  case prime1 = "Prime1"
  case prime2 = "Prime2"
  case exponent1 = "Exponent1"
  case exponent2 = "Exponent2"
  case coefficient = "Coefficient"
}

/// Those numbers, from PKCS#1.
private struct RSANumbers {
  let numbers: [[UInt8]]

  init(derEncoded octets: [UInt8]) throws {
    numbers = try DER.sequence(try DER.parse(octets), identifier: .sequence) { nodes in
      _ = try Int(derEncoded: &nodes)
      return try RSAField.allCases.map { _ in
        Array(try ArraySlice<UInt8>(derEncoded: &nodes).drop { $0 == 0 })
      }
    }
  }
}

/// The lines of a `.private` file.
private struct PrivateKeyFields {
  private var texts: [String: String] = [:]

  init(_ text: String) throws(KeyProblem) {
    for line in text.split(whereSeparator: \.isNewline) {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...]
      texts[String(line[..<colon])] = value.split(separator: " ").joined(separator: " ")
    }
    guard let format = texts["Private-key-format"] else {
      throw KeyProblem("it has no Private-key-format, with which a private key of BIND's begins")
    }
    guard format.hasPrefix("v1.") else {
      throw KeyProblem("its format is another than v1.2 or v1.3; write it anew with dnssec-settime")
    }
  }

  func algorithm() throws(KeyProblem) -> SecurityAlgorithm {
    guard let text = texts["Algorithm"]?.split(separator: " ").first else {
      throw KeyProblem("it has no Algorithm")
    }
    guard let algorithm = SecurityAlgorithm(String(text)) else {
      let known = SecurityAlgorithm.allCases.filter(\.maySign).map { "\($0.rawValue)" }.joined(
        separator: ", ")
      throw KeyProblem("its Algorithm is none that leaf signs with, which are \(known)")
    }
    return algorithm
  }

  func octets(_ name: String) throws(KeyProblem) -> [UInt8] {
    guard let text = texts[name] else { throw KeyProblem("it has no \(name)") }
    guard let octets = [UInt8](base64: text.filter { $0 != " " }) else {
      throw KeyProblem("its \(name) is no Base64")
    }
    return octets
  }

  func rsaKey() throws(KeyProblem) -> _RSA.Signing.PrivateKey {
    func number(_ field: RSAField) throws(KeyProblem) -> [UInt8] { try octets(field.rawValue) }
    let numbers = RSAKeyOctets(
      exponent: try number(.publicExponent), modulus: Array(try number(.modulus).drop { $0 == 0 }))
    _ = try numbers.publicKey()
    let (d, p, q) = (try number(.privateExponent), try number(.prime1), try number(.prime2))
    guard let key = try? _RSA.Signing.PrivateKey(n: numbers.modulus, e: numbers.exponent, d: d, p: p, q: q)
    else {
      throw KeyProblem("its numbers are no key of RSA")
    }
    return key
  }
}
