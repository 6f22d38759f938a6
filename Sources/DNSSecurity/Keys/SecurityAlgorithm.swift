/// An algorithm of DNSSEC that keys and signatures are of (RFC 4034 §A.1, RFC 9904).
package enum SecurityAlgorithm: UInt8, Sendable, CaseIterable {
  /// RFC 3110; it may not sign any more (RFC 9905).
  case rsaSHA1 = 5
  /// The same, by the number that tells of NSEC3 (RFC 5155 §2).
  case rsaSHA1NSEC3 = 7
  /// RFC 5702.
  case rsaSHA256 = 8
  /// RFC 5702.
  case rsaSHA512 = 10
  /// RFC 6605.
  case ecdsaP256SHA256 = 13
  /// RFC 6605.
  case ecdsaP384SHA384 = 14
  /// RFC 8080.
  case ed25519 = 15

  /// Whether leaf makes signatures with it.
  package var maySign: Bool { self != .rsaSHA1 && self != .rsaSHA1NSEC3 }

  /// The mnemonics of those, in lower case.
  package static var namesOfSigning: [String] {
    allCases.filter(\.maySign).map { $0.mnemonic.lowercased() }
  }

  /// Whether it signs tens of thousands of times a second, and in 64 octets.
  package var isFast: Bool { self == .ecdsaP256SHA256 || self == .ed25519 }

  /// As BIND writes it behind the number.
  package var mnemonic: String {
    switch self {
    case .rsaSHA1: "RSASHA1"
    case .rsaSHA1NSEC3: "NSEC3RSASHA1"
    case .rsaSHA256: "RSASHA256"
    case .rsaSHA512: "RSASHA512"
    case .ecdsaP256SHA256: "ECDSAP256SHA256"
    case .ecdsaP384SHA384: "ECDSAP384SHA384"
    case .ed25519: "ED25519"
    }
  }

  /// By its mnemonic, in any letter case, or its number.
  package init?(_ text: String) {
    let named = Self.allCases.first { $0.mnemonic == text.uppercased() || String($0.rawValue) == text }
    guard let named else { return nil }
    self = named
  }

  var isRSA: Bool { self == .rsaSHA1 || self == .rsaSHA1NSEC3 || self == .rsaSHA256 || self == .rsaSHA512 }
}

/// Why a key is not taken.
package struct KeyProblem: Error, Equatable, CustomStringConvertible {
  /// What is wrong, and what to do.
  package let description: String

  init(_ description: String) { self.description = description }
}
