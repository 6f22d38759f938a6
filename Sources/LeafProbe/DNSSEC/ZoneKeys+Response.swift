extension ZoneKeys {
  /// Why a resolver that has the keys would not believe the response; nil where it would, and where the response
  /// claims nothing: one cut short, or an error.
  func fault(of response: Response, to question: Question, at now: UInt32) -> String? {
    guard [.noError, .nxDomain].contains(response.rcode), !response.flags.contains(.tc) else { return nil }
    let dnames = response.section(.answer).filter { $0.type == .dname && $0.owner.isInside(zone) }
    let rrsets = response.rrsets(.answer, .authority).filter { isSigned($0, dnames) }
    if let fault = rrsets.lazy.compactMap({ fault(of: $0, at: now) }).first { return fault }
    let denial = DenialProof(zone: zone, rrsets.filter { $0.section == .authority }.flatMap(\.records))
    return rrsets.lazy.compactMap { self.fault(ofExpansion: $0, denial) }.first
      ?? fault(ofEnd: response, question, denial)
  }

  /// All RRsets of the zone are, but for delegations and CNAME RRs made from DNAME RRs (RFC 4035 §2.2, RFC 6672 §5.3.1).
  private func isSigned(_ rrset: RRset, _ dnames: [Record]) -> Bool {
    guard rrset.owner.isInside(zone) else { return false }
    switch rrset.type {
    case .ns: return rrset.owner.isSame(as: zone)
    case .cname: return !dnames.contains { $0.makes(rrset.records[0]) }
    default: return true
    }
  }

  private func fault(ofExpansion rrset: RRset, _ denial: DenialProof) -> String? {
    guard rrset.section == .answer, let source = rrset.signatures.lazy.compactMap(rrset.source).first else {
      return nil
    }
    return denial.faultOfExpansion(rrset.owner, of: source)
  }

  /// What is said of the name at the end of the chain of CNAME RRs.
  private func fault(ofEnd response: Response, _ question: Question, _ denial: DenialProof) -> String? {
    let name = response.end(from: question.name)
    guard name.isInside(zone), !response.answers(name, question.type) else { return nil }
    if response.rcode == .noError, let cut = response.cut(in: zone), name.isInside(cut),
      !isDSOf(cut, name, question)
    {
      let hasDS = response.section(.authority).contains { $0.type == .ds && $0.owner.isSame(as: cut) }
      return hasDS ? nil : denial.faultOfInsecureDelegation(cut)
    }
    // An answer may end with an alias, which the client follows.
    let isWithoutEnd =
      !name.isSame(as: question.name) && !response.section(.authority).contains { $0.type == .soa }
    if isWithoutEnd, response.rcode == .noError { return nil }
    return response.rcode == .nxDomain
      ? denial.faultOfNameError(name) : denial.faultOfNoData(name, question.type)
  }
}

/// Whether the parent answers for the DS RRs of its cut.
private func isDSOf(_ cut: Name, _ name: Name, _ question: Question) -> Bool {
  question.type == .ds && name.isSame(as: cut)
}

extension Record {
  /// Whether it is the DNAME RR from which the CNAME RR is made (RFC 6672 §3.1).
  fileprivate func makes(_ alias: Record) -> Bool {
    guard type == .dname, alias.owner.isInside(owner), !alias.owner.isSame(as: owner),
      let source = data.names.first, let target = alias.data.names.first
    else { return false }
    let kept = alias.owner.labels.dropLast(owner.labels.count)
    return Name(labels: kept + source.labels).isSame(as: target)
  }
}

extension Response {
  /// The name that the CNAME RRs in the answer lead to.
  fileprivate func end(from name: Name) -> Name {
    let aliases = section(.answer).filter { $0.type == .cname && $0.data.names.count == 1 }
    var name = name
    // No chain is longer than there are RRs, unless it goes round.
    for _ in aliases {
      guard let alias = aliases.first(where: { $0.owner.isSame(as: name) }) else { break }
      name = alias.data.names[0]
    }
    return name
  }

  fileprivate func answers(_ name: Name, _ type: RRType) -> Bool {
    data(.answer).contains { record in
      record.owner.isSame(as: name) && (record.type == type || type == .any || record.type == .cname)
    }
  }

  /// The owner of the NS RRs of a referral to below the zone.
  fileprivate func cut(in zone: Name) -> Name? {
    section(.authority).first { $0.type == .ns && $0.owner.isInside(zone) && !$0.owner.isSame(as: zone) }?
      .owner
  }
}
