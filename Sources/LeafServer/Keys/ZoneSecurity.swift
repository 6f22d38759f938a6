import DNSSecurity
import DNSZoneFile
import LeafCore

/// A zone with its signatures, or what makes them.
struct SecuredZone: Sendable {
  var zone: OrderedZone
  /// nil for one that is not signed.
  var security: ZoneSecurity?
  /// Of one that is signed online.
  var signer: OnlineSigner?
}

/// What is known of the signatures of a zone.
struct ZoneSecurity: Equatable, Sendable {
  /// DS records for the parent, as text; none of a zone that has been signed elsewhere.
  var delegationSigners: [String] = []
  /// The tag of a key that has been made for it.
  var newKey: UInt16?
  /// When they were made, in seconds of Unix time; nil for elsewhere.
  var signedAt: UInt64?
  /// When the first of them ends, in seconds of Unix time.
  var expiration: UInt64
  /// When they are to be made anew.
  var renewal: UInt64?
  /// Which keys have signed it; nil for elsewhere.
  var duties: KeyDuties.Names?
  /// TTLs, in seconds: of the DNSKEY records, and the longest.
  var keyTTL: UInt32 = 0
  var longestTTL: UInt32 = 0
  /// Keys that have come, and are to take the place of others.
  var newKeys: [KeyState] = []
  /// Why nobody knows where its keys are in their lives, so that all of them are in use.
  var problem: String?

  /// Whether somebody has to be told that they end: those of elsewhere in the last three days, others if no new ones have
  /// come in half the time that there was for it.
  func isEnding(at time: UInt64) -> Bool {
    guard let renewal else { return time + 3 * 86_400 > expiration }
    return time > renewal + (max(expiration, renewal) - renewal) / 2
  }

  /// Whether they are to be made anew now. Those that a clock made which has been set back are not valid yet.
  func isDue(at time: UInt64) -> Bool {
    guard let renewal, let signedAt else { return false }
    return time >= renewal || time + UInt64(SigningPolicy().backdating) < signedAt
  }
}
