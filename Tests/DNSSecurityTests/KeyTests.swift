import DNSSecurity
import DNSWire
import ProgramSupport
import Testing

@Suite struct `Keys` {
  static let signing = SecurityAlgorithm.allCases.filter(\.maySign)

  @Test(arguments: signing)
  func `are the same from their files, and from PEM`(_ algorithm: SecurityAlgorithm) throws {
    let key = try newKey(algorithm)
    let files = KeyFiles(key, at: 0)
    let read = try ZoneKey(publicText: files.publicText, privateText: files.privateText)
    #expect(read.zone == key.zone)
    #expect(read.record == key.record)
    #expect(read.signing.privateText == key.signing.privateText)
    let fromPEM = try SigningKey(pem: key.signing.pem, rsa: algorithm)
    #expect(fromPEM.algorithm == algorithm)
    #expect(fromPEM.privateText == key.signing.privateText)
  }

  @Test(arguments: signing)
  func `verify what they have signed, and nothing else`(_ algorithm: SecurityAlgorithm) throws {
    let (key, other) = (try newKey(algorithm), try newKey(algorithm, number: 1))
    let octets: [UInt8] = Array("some octets".utf8)
    let signature = try key.signing.sign(octets)
    let verifying = try VerifyingKey(key.record)
    #expect(verifying.isValid(signature, of: octets))
    #expect(!verifying.isValid(signature, of: octets + [0]))
    #expect(!verifying.isValid(signature.dropLast(), of: octets))
    #expect(!verifying.isValid([], of: octets))
    #expect(try !VerifyingKey(other.record).isValid(signature, of: octets))
  }

  /// Some programs leave them out.
  @Test func `may lack zeros at the start`() throws {
    let whole = [UInt8](repeating: 0, count: 2) + [UInt8](repeating: 7, count: 30)
    let head = "Private-key-format: v1.3\nAlgorithm: 13 (ECDSAP256SHA256)\n"
    let key = try SigningKey(privateText: "\(head)PrivateKey: \(whole.base64)")
    let short = try SigningKey(privateText: "\(head)PrivateKey: \(Array(whole.dropFirst(2)).base64)")
    #expect(key.publicKey == short.publicKey)
  }

  @Test(arguments: [
    ("", "it has no Private-key-format, with which a private key of BIND's begins"),
    (
      "Private-key-format: v2.0\nAlgorithm: 13\n",
      "its format is another than v1.2 or v1.3; write it anew with dnssec-settime"
    ),
    ("Private-key-format: v1.3\n", "it has no Algorithm"),
    (
      "Private-key-format: v1.3\nAlgorithm: 16 (ED448)\n",
      "its Algorithm is none that leaf signs with, which are 8, 10, 13, 14, 15"
    ),
    ("Private-key-format: v1.3\nAlgorithm: 13\n", "it has no PrivateKey"),
    ("Private-key-format: v1.3\nAlgorithm: 13\nPrivateKey: secret!\n", "its PrivateKey is no Base64"),
    (
      "Private-key-format: v1.3\nAlgorithm: 13\nPrivateKey: AAAA\n",
      "its PrivateKey is none of ECDSAP256SHA256, which has 32 octets"
    ),
    ("Private-key-format: v1.3\nAlgorithm: 8\nModulus: AQ==\n", "it has no PublicExponent"),
    (
      "Private-key-format: v1.3\nAlgorithm: 8\nModulus: wQ==\nPublicExponent: Aw==\n",
      "it has 8 bits; an RSA key has 2,048 to 4,096"
    ),
  ])
  func `that are none say why, and not what is in them`(_ text: String, _ problem: String) {
    let error = #expect(throws: KeyProblem.self) { try SigningKey(privateText: text) }
    #expect(error?.description == problem)
  }

  @Test func `are not mixed up`() throws {
    let (key, other) = (KeyFiles(try newKey(), at: 0), KeyFiles(try newKey(), at: 0))
    #expect(throws: KeyProblem.self) {
      try ZoneKey(publicText: key.publicText, privateText: other.privateText)
    }
    #expect(throws: KeyProblem.self) {
      try ZoneKey(
        publicText: key.publicText.replacing(" 257 ", with: " 1 "), privateText: key.privateText)
    }
    let revoked = key.publicText.replacing(" 257 ", with: " 385 ")
    let error = #expect(throws: KeyProblem.self) {
      try ZoneKey(publicText: revoked, privateText: key.privateText)
    }
    #expect(error?.description.hasPrefix("it is revoked") == true)
  }

  @Test(arguments: [
    "", "example. IN A 192.0.2.1", "example. IN DNSKEY 257 3", "$INCLUDE other",
    "example. IN DNSKEY 257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=\nexample. IN A 192.0.2.1",
    "example. IN DNSKEY 257 4 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=",
  ])
  func `have one DNSKEY record`(_ text: String) {
    #expect(throws: KeyProblem.self) { try ZoneKey.record(text) }
  }

  @Test(arguments: [
    ("nothing", "it has no private key in PEM, which begins with -----BEGIN PRIVATE KEY-----"),
    (
      "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
      "it is encrypted; decrypt it first: openssl pkey -in FILE -out OTHER"
    ),
    (
      "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
      "it is no private key of P-256, P-384, Ed25519, or of RSA with 2,048 bits or more"
    ),
  ])
  func `in PEM that are none say why`(_ text: String, _ problem: String) {
    let error = #expect(throws: KeyProblem.self) { try SigningKey(pem: text) }
    #expect(error?.description == problem)
  }

  /// `openssl ecparam -genkey` writes them.
  @Test func `in PEM may have the parameters of their curve before them`() throws {
    let pem = try newKey(.ecdsaP256SHA256).signing.pem
    let parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
    #expect(try SigningKey(pem: parameters + pem).pem == SigningKey(pem: pem).pem)
  }

  @Test func `have names for files that are no paths`() throws {
    let key = try newKey(.ecdsaP256SHA256, of: DomainName(labels: ["a/b", "Example"]))
    let tag = String(100_000 + Int(key.record.tag)).dropFirst()
    #expect(key.fileName == "Ka%2Fb.example.+013+" + tag)
    #expect(KeyFiles(key, at: 0).privateText.hasSuffix("Activate: 19700101000000\n"))
  }

  @Test(
    arguments: [[], [1], [0], [0, 0], [0, 0, 0], [0, 255, 255, 1], [5, 1, 2, 3], [1, 3]] as [[UInt8]])
  func `of RSA that are cut off are none`(_ octets: [UInt8]) {
    let key = DNSKEY(flags: 256, algorithm: .rsaSHA256, key: octets)
    #expect(throws: KeyProblem.self) { try VerifyingKey(key) }
  }

  /// Whatever a file has, it is a key that is written as it is read, or an error.
  @Test(arguments: signing)
  func `in files that have been changed are others, or none`(_ algorithm: SecurityAlgorithm) throws {
    var generator = SeededGenerator(seed: UInt64(algorithm.rawValue))
    let files = KeyFiles(try newKey(algorithm), at: 0)
    for _ in 0..<500 {
      let texts = [files.publicText, files.privateText].map { $0.changed(by: &generator) }
      guard let key = try? ZoneKey(publicText: texts[0], privateText: texts[1]) else { continue }
      let written = KeyFiles(key, at: 0)
      let again = try ZoneKey(publicText: written.publicText, privateText: written.privateText)
      #expect(again.record == key.record)
    }
    for _ in 0..<200 {
      let text = try SigningKey(privateText: files.privateText).pem.changed(by: &generator)
      if let key = try? SigningKey(pem: text) {
        #expect(try SigningKey(pem: key.pem).publicKey == key.publicKey)
      }
    }
  }
}

extension String {
  /// With an octet or two replaced, cut off or doubled.
  fileprivate func changed(by generator: inout SeededGenerator) -> String {
    var octets = Array(utf8)
    for _ in 0..<Int.random(in: 0...2, using: &generator) where !octets.isEmpty {
      let place = Int.random(in: octets.indices, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: octets[place] = UInt8.random(in: 0...255, using: &generator)
      case 1: octets.remove(at: place)
      case 2: octets.insert(octets[place], at: place)
      default: octets.removeSubrange(place...)
      }
    }
    return String(decoding: octets, as: UTF8.self)
  }
}
