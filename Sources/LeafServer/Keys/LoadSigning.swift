import DNSSecurity
import DNSWire
import DNSZoneFile
import LeafConfiguration
import LeafCore

/// Signs zones as they are loaded.
struct LoadSigning: Sendable {
  /// What becomes of a zone that has no key.
  enum WithoutKey: Sendable {
    /// It gets one.
    case isGivenOne
    /// It is signed with one that is lost at once, for who only wants to see.
    case isShown
  }

  /// The path of the folder of keys.
  let folder: String
  let withoutKey: WithoutKey
  /// Now, in seconds of Unix time.
  let time: UInt64
  let online: OnlineSigning
  /// The version in force: signatures of what stays the same stay.
  var earlier: Zone?
}

/// What zones that are signed online have in common.
struct OnlineSigning: Sendable {
  let table: SignatureTable
  /// Signatures in a second; nil for any number.
  let limit: UInt32?

  init(_ table: SignatureTable, limit: UInt32?) { (self.table, self.limit) = (table, limit) }
}

extension SignatureTable {
  /// - Parameter signatures: How many are kept.
  static func random(signatures: Int) -> SignatureTable {
    func word() -> UInt64 { .random(in: .min ... .max) }
    return SignatureTable(signatures: signatures, hashKeys: ((word(), word()), (word(), word())))
  }
}

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

extension LoadSigning {
  /// - Throws: `KeyFolderError`, `KeyProblem` or `SigningProblem`.
  func secure(_ zone: OrderedZone, _ settings: ZoneSettings) throws -> SecuredZone {
    guard let mode = settings.signingMode else {
      return SecuredZone(zone: zone, security: security(ofSigned: zone))
    }
    guard mode != .presigned else {
      guard let security = security(ofSigned: zone) else {
        throw SigningProblem(
          "\(zone.zone.apex) is to be signed already, and has no signatures; sign it, or leave out mode")
      }
      return SecuredZone(zone: zone, security: security)
    }
    let (keys, newKey) = try keys(of: zone.zone.apex, settings.security)
    let policy = SigningPolicy(settings)
    let signed = try ZoneSigner(KeyDuties(keys), policy).sign(zone, at: clock, after: earlierSignatures)
    let rest = signed.restOfSignatures(at: clock) ?? 0
    let security = ZoneSecurity(
      delegationSigners: keys.filter(\.record.isEntryPoint).map(\.delegationSigner), newKey: newKey,
      signedAt: time, expiration: timeIn(rest),
      renewal: timeIn(policy.timeUntilRenewal(ofSignaturesWith: rest)))
    return SecuredZone(
      zone: signed, security: security, signer: mode == .online ? try signer(zone.zone.apex, keys) : nil)
  }

  private func signer(_ apex: DomainName, _ keys: [ZoneKey]) throws -> OnlineSigner {
    let signing = KeyDuties(keys).signingRecords
    if let slow = signing.first(where: { !$0.signing.algorithm.isFast }) {
      throw SigningProblem(
        "the key of \(apex) with tag \(slow.record.tag) is one of \(slow.signing.algorithm.mnemonic), which is too slow to sign what is made up; use one of ECDSAP256SHA256 or ED25519"
      )
    }
    return OnlineSigner(
      apex,
      signing.map { key in
        OnlineSigner.Key(
          algorithm: key.record.algorithm, tag: key.record.tag,
          // The same each time that the key is loaded, so that what it has signed stays.
          identity: UInt64(bitPattern: Int64(key.record.hashValue))
        ) { try? key.signing.sign($0) }
      }, online.table, limit: online.limit)
  }

  private var earlierSignatures: ZoneSigner.EarlierSignatures? {
    guard let earlier else { return nil }
    return { earlier.signatures(of: $0) }
  }

  private func security(ofSigned zone: OrderedZone) -> ZoneSecurity? {
    zone.restOfSignatures(at: clock).map { ZoneSecurity(expiration: timeIn($0)) }
  }

  /// As signatures have it.
  private var clock: UInt32 { UInt32(truncatingIfNeeded: time) }

  private func timeIn(_ seconds: Int64) -> UInt64 { UInt64(max(0, Int64(time) + seconds)) }

  private func keys(
    of apex: DomainName, _ settings: SecuritySettings
  ) throws -> (keys: [ZoneKey], new: UInt16?) {
    switch withoutKey {
    case .isShown:
      // Who may not look into it is not told of it.
      let known = FileStamp(of: folder) == nil ? [] : try KeyFolder(folder).keys(of: apex)
      if !known.isEmpty { return (known, nil) }
      return ([try newKey(of: apex, settings)], nil)
    case .isGivenOne:
      let folder = try KeyFolder.made(folder)
      let known = try folder.keys(of: apex)
      guard known.isEmpty else { return (known, nil) }
      guard earlier?.hasKeys != true else {
        throw KeyFolderError(
          description:
            "\(printable(folder.path)) has no key of \(apex) any more, which is signed with one; bring it back"
        )
      }
      let key = try newKey(of: apex, settings)
      try folder.add(key)
      return ([key], key.record.tag)
    }
  }

  private func newKey(of apex: DomainName, _ settings: SecuritySettings) throws -> ZoneKey {
    ZoneKey(try SigningKey(generating: settings.algorithm), of: apex, isEntryPoint: true)
  }
}

extension SigningPolicy {
  fileprivate init(_ settings: ZoneSettings) {
    self.init()
    denial =
      switch settings.security.denial ?? .nsec {
      case _ where settings.signingMode == .online: nil
      case .compact, .nsec: .nsec
      case .nsec3: .nsec3
      }
    lifetime = settings.security.lifetime * 86_400
    tellsParent = settings.security.tellsParent
    hasDigest = settings.security.hasDigest
  }
}

extension Zone {
  fileprivate func signatures(of set: SignedSet) -> [[UInt8]] {
    signatures(of: set.owner, set.type, ttl: set.ttl, set.rdatas)
  }
}

extension ZoneKey {
  /// The DS record for the parent (RFC 4034 §5.3).
  var delegationSigner: String {
    let rdata = record.delegationSigner(of: zone, .sha256)
    return "\(zone) IN DS \(rdata.span.presentation(ofRDATA: rdata.indices, of: .ds))"
  }
}
