import DNSSecurity
import DNSWire
import DNSZoneFile
import LeafConfiguration
import LeafCore
import LeafStore

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
  /// Where keys are in their lives; nil where all of them are in use.
  var states: KeyStates?
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
    let (duties, newKeys, problem) = try duties(of: keys, zone.zone.apex, RolloverPolicy(settings.security))
    let signed = try ZoneSigner(duties, policy).sign(zone, at: clock, after: earlierSignatures)
    let rest = signed.restOfSignatures(at: clock) ?? 0
    let security = ZoneSecurity(
      delegationSigners: duties.announced.map(\.delegationSigner), newKey: newKey,
      signedAt: time, expiration: timeIn(rest),
      renewal: timeIn(policy.timeUntilRenewal(ofSignaturesWith: rest)), duties: duties.names,
      keyTTL: signed.ttlOfKeys, longestTTL: max(signed.longestTTL, mode == .online ? settings.ttl : 0),
      newKeys: newKeys, problem: problem)
    let denial = OnlineDenial(settings.security.denial ?? .compact)
    return SecuredZone(
      zone: signed, security: security,
      signer: mode == .online ? try signer(zone.zone.apex, duties.signingRecords, denial) : nil)
  }

  /// What keys are for; where that cannot be known all are for everything.
  private func duties(
    of keys: [ZoneKey], _ apex: DomainName, _ policy: RolloverPolicy
  ) throws -> (KeyDuties, new: [KeyState], problem: String?) {
    guard let states else { return (KeyDuties(keys), [], nil) }
    do {
      let (duties, new) = try states.duties(of: keys, apex, policy, at: time)
      return (duties, new, nil)
    } catch let error as DatabaseError {
      return (KeyDuties(unknown: keys), [], "\(error)")
    }
  }

  private func signer(
    _ apex: DomainName, _ signing: [ZoneKey], _ denial: OnlineDenial
  ) throws -> OnlineSigner {
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
      }, denial, online.table, limit: online.limit)
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
      guard earlier?.hasKeys != true, states?.hasKeys(apex) != true else {
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
    denial = settings.security.denial == .nsec3 ? .nsec3 : .nsec
    isDenialMade = settings.signingMode != .online
    lifetime = settings.security.lifetime * 86_400
    tellsParent = settings.security.tellsParent
    hasDigest = settings.security.hasDigest
  }
}

extension RolloverPolicy {
  /// What the settings say of it; TTLs are the zone's.
  init(_ settings: SecuritySettings) {
    self.init()
    func seconds(_ days: UInt32) -> UInt64 { UInt64(days) * 86_400 }
    keepsStandby = settings.keepsStandby
    entryPointLifetime = settings.entryPointLifetime.map(seconds)
    zoneKeyLifetime = settings.zoneKeyLifetime.map(seconds)
    propagation = UInt64(settings.propagation)
    parentTTL = UInt64(settings.parentTTL)
  }
}

extension OrderedZone {
  fileprivate var ttlOfKeys: UInt32 { zone.records.first { $0.type == .dnskey }?.ttl ?? 0 }
  fileprivate var longestTTL: UInt32 { zone.records.lazy.map(\.ttl).max() ?? 0 }
}

extension OnlineDenial {
  fileprivate init(_ method: DenialMethod) {
    self =
      switch method {
      case .compact: .compact
      case .nsec: .nsec
      case .nsec3: .nsec3
      }
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
