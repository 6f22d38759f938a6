/// How a zone is signed.
package struct SigningPolicy: Equatable, Sendable {
  /// How names are shown not to be there.
  package enum Denial: String, Sendable, CaseIterable {
    /// NSEC records, which also show which names are there (RFC 4034 §4).
    case nsec
    /// NSEC3 records, which show only hashes of them (RFC 5155), without salt and iterations (RFC 9276 §3.1).
    case nsec3
  }

  /// Which of them the zone has.
  package var denial = Denial.nsec
  /// Whether they, and signatures of wildcards, are made with the others, and not when they are asked for.
  package var isDenialMade = true
  /// How long signatures are valid from now on, in seconds.
  package var lifetime: UInt32 = 14 * 86_400
  /// The most that a signature ends earlier, so that not all end at once, in seconds; no more than a quarter of the
  /// lifetime counts.
  package var jitter: UInt32 = 86_400
  /// How long before now they begin, as clocks differ, in seconds.
  package var backdating: UInt32 = 3600
  /// Whether CDS and CDNSKEY records tell the parent of the keys (RFC 7344).
  package var tellsParent = true
  /// Whether a ZONEMD record has a digest of the zone (RFC 8976).
  package var hasDigest = false

  package init() {}

  /// From when to when a signature is valid that is made now.
  ///
  /// - Parameters:
  ///   - time: In seconds since 1970, modulo 2^32.
  ///   - owner: The wire form of what is signed: the same one ends the same time earlier each time.
  func validity(at time: UInt32, of owner: ArraySlice<UInt8>) -> SignatureValidity {
    // FNV-1a.
    let hash = owner.reduce(2_166_136_261 as UInt32) { ($0 ^ UInt32($1)) &* 16_777_619 }
    let earlier = hash % (min(jitter, lifetime / 4) + 1)
    return SignatureValidity(inception: time &- backdating, expiration: time &+ lifetime &- earlier)
  }
}

extension SigningPolicy {
  /// How long before its end a signature is made anew, in seconds.
  private var renewal: UInt32 { lifetime / 4 }
  /// Those that end so much later are made anew together with it, in seconds.
  private var together: UInt32 { lifetime / 50 }

  /// Whether a signature that there is need not be made anew.
  ///
  /// - Parameter time: In seconds since 1970, modulo 2^32.
  func keeps(_ validity: SignatureValidity, at time: UInt32) -> Bool {
    validity.contains(time) && validity.contains(time &+ renewal &+ together)
      && validity.expiration &- time <= lifetime
  }

  /// How long it is until signatures have to be made anew, in seconds; 0 for at once.
  ///
  /// - Parameter rest: How long they are valid yet.
  package func timeUntilRenewal(ofSignaturesWith rest: Int64) -> Int64 { max(0, rest - Int64(renewal)) }
}

/// Why a zone cannot be signed.
package struct SigningProblem: Error, Equatable, CustomStringConvertible {
  /// What is wrong, and what to do.
  package let description: String

  /// - Parameter description: What is wrong, and what to do.
  package init(_ description: String) { self.description = description }
}
