extension ZoneKeys {
  /// Why a resolver that has the keys would not believe the response; nil where it would, and where the response
  /// claims nothing: one cut short, or an error.
  func fault(of response: Response, to question: Question, at now: UInt32) -> String? {
    guard [.noError, .nxDomain].contains(response.rcode), !response.flags.contains(.tc) else { return nil }
    let rrsets = response.rrsets(.answer, .authority).filter { isSigned($0, in: response) }
    if let fault = rrsets.lazy.compactMap({ fault(of: $0, at: now) }).first { return fault }
    let denial = DenialProof(zone: zone, rrsets.filter { $0.section == .authority }.flatMap(\.records))
    return rrsets.lazy.compactMap { self.fault(ofExpansion: $0, denial) }.first
      ?? fault(ofEnd: response, question, denial)
  }

  /// All RRsets of the zone are, but for delegations and CNAME RRs made from DNAME RRs (RFC 4035 §2.2, RFC 6672 §5.3.1).
  private func isSigned(_ rrset: RRset, in response: Response) -> Bool {
    guard rrset.owner.isInside(zone) else { return false }
    switch rrset.type {
    case .ns: return rrset.owner.isSame(as: zone)
    case .cname: return !response.section(.answer).contains { $0.makes(rrset.owner) }
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
    if let cut = response.cut(in: zone) {
      let hasDS = response.section(.authority).contains { $0.type == .ds && $0.owner.isSame(as: cut) }
      return hasDS ? nil : denial.faultOfInsecureDelegation(cut)
    }
    let isWithoutEnd =
      !name.isSame(as: question.name) && !response.section(.authority).contains { $0.type == .soa }
    if isWithoutEnd { return nil }
    return response.rcode == .nxDomain
      ? denial.faultOfNameError(name) : denial.faultOfNoData(name, question.type)
  }
}

extension Record {
  /// Whether it is a DNAME RR from which the server made a CNAME RR of the owner.
  fileprivate func makes(_ owner: Name) -> Bool {
    type == .dname && owner.isInside(self.owner) && !owner.isSame(as: self.owner)
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
