// Which keys do what, by their stages.
extension ZoneRollover {
  /// What there is to do for keys of a zone.
  package func duties(of all: [ZoneKey]) -> KeyDuties {
    func those(_ names: Set<KeyName>) -> [ZoneKey] { all.filter { names.contains($0.name) } }
    let names = duties
    return KeyDuties(
      published: those(names.published), signingKeys: those(names.signingKeys),
      signingRecords: those(names.signingRecords), announced: those(names.announced))
  }

  /// Which key has to do what.
  package var duties: KeyDuties.Names {
    func those(_ condition: (KeyState) -> Bool) -> Set<KeyName> { Set(keys.filter(condition).map(\.name)) }
    return KeyDuties.Names(
      published: those(\.stage.isPublished), signingKeys: those(signsKeys),
      signingRecords: those(signsRecords),
      announced: those(isAnnounced))
  }

  /// Whether it signs DNSKEY, CDS and CDNSKEY records: ZSKs do where their algorithm has no other key.
  private func signsKeys(_ key: KeyState) -> Bool {
    let others = keys.contains {
      $0.isEntryPoint && $0.stage.isPublished && $0.name.algorithm == key.name.algorithm
    }
    return key.stage.isPublished && (key.isEntryPoint || !others)
  }

  /// Whether the parent is asked to have its DS record: of a new key in place of the old one's, which it does not need any
  /// more, as either signs the DNSKEY records (RFC 6781 §4.1.2).
  package func isAnnounced(_ key: KeyState) -> Bool {
    guard key.isEntryPoint else { return false }
    switch key.stage {
    case .ready, .standby: return true
    case .active:
      return !keys.contains { key in key.stage == .ready && wishes.contains { $0.isGranted(by: key) } }
    case .signing, .published, .retiring, .withdrawn, .gone: return false
    }
  }

  /// Whether it signs what is neither DNSKEY nor CDS nor CDNSKEY: of each algorithm one kind of key does, ZSKs if there are
  /// any (RFC 6781 §3.1).
  package func signsRecords(_ key: KeyState) -> Bool {
    guard let rank = key.rank else { return false }
    let ranks = keys.filter { $0.name.algorithm == key.name.algorithm }.compactMap(\.rank)
    return rank == ranks.min()
  }
}

extension KeyState {
  /// Of the keys of an algorithm those of the lowest sign; nil for one that does not.
  fileprivate var rank: Int? {
    let rank: Int? =
      switch stage {
      case .active: 0
      case .standby: 1
      case .ready: 2
      case .retiring: 3
      case .published: 4
      case .signing: 5
      case .withdrawn: 6
      case .gone: nil
      }
    return rank.map { 2 * $0 + (isEntryPoint ? 1 : 0) }
  }
}
