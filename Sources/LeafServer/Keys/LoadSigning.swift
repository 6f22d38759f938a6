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

extension OrderedZone {
  fileprivate var ttlOfKeys: UInt32 { zone.records.first { $0.type == .dnskey }?.ttl ?? 0 }
  fileprivate var longestTTL: UInt32 { zone.records.lazy.map(\.ttl).max() ?? 0 }
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
