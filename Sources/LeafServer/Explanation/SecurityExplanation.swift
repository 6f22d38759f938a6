import DNSSecurity
import DNSWire

/// Says in words what the signatures and proofs of a response show.
struct SecurityExplanation {
  private let sets: [ResponseRRset]
  private let apex: DomainName
  private let signatures: SignatureExplanation
  private let denial: DenialExplanation

  /// - Parameters:
  ///   - keys: The zone's DNSKEY records.
  ///   - time: Now, in seconds since 1970, modulo 2^32.
  init(
    of sets: [ResponseRRset], to qname: DomainName, _ qtype: QTYPE, in apex: DomainName, keys: [DNSKEY],
    at time: UInt32
  ) {
    (self.sets, self.apex) = (sets, apex)
    signatures = SignatureExplanation(keys: keys, time: time)
    let cut = sets.first { $0.section == .authority && $0.type == .ns && $0.owner != apex }?.owner
    let wanted = sets.target(of: qname)
    let wildcard = sets.lazy.filter { $0.section == .answer && $0.owner == wanted || $0.type == .cname }
      .compactMap { set in set.signatures.first.flatMap { set.owner.wildcard(of: $0) } }.first
    denial = DenialExplanation(
      cut ?? wanted, cut == nil ? qtype : QTYPE(.ds), in: apex, of: sets,
      wildcard: wildcard, isReferral: cut != nil)
  }

  /// A line for each RRset, and below it what is to say of it.
  var text: String {
    guard !signatures.keys.isEmpty else {
      return ";; DNSSEC:\n\(apex) has no DNSKEY record: nothing of it is signed"
    }
    let lines = sets.flatMap { set in
      ["\(set.owner) \(set.type)"] + (meaning(of: set) + signing(of: set)).map { "  \($0)" }
    }
    return ([";; DNSSEC:"] + lines).joined(separator: "\n")
  }

  private func meaning(of set: ResponseRRset) -> [String] {
    switch set.type {
    case .nsec: [set].proofs.flatMap(denial.lines)
    case .nsec3: [set].hashedProofs.flatMap(denial.lines)
    case .ds where set.section == .authority:
      ["shows that the delegation is secure, by which keys of \(set.owner)"]
    default: []
    }
  }

  private func signing(of set: ResponseRRset) -> [String] {
    guard set.signatures.isEmpty else { return signatures.lines(of: set) }
    return switch set.type {
    case .ns where set.section == .authority && set.owner != apex:
      ["not signed: a delegation's NS records are those of \(set.owner)"]
    case .cname where sets.contains(where: { $0.type == .dname && set.owner.isEqualToOrBelow($0.owner) }):
      ["not signed: it follows from the DNAME (RFC 6672 §5.3.1)"]
    case .a where isBelowCut(set.owner), .aaaa where isBelowCut(set.owner): ["not signed: it is glue"]
    default: ["NOT SIGNED"]
    }
  }

  private func isBelowCut(_ name: DomainName) -> Bool {
    sets.contains {
      $0.section == .authority && $0.type == .ns && $0.owner != apex && name.isEqualToOrBelow($0.owner)
    }
  }
}

extension [ResponseRRset] {
  /// Where the aliases of the answer lead.
  fileprivate func target(of name: DomainName) -> DomainName {
    var name = name
    for _ in self {
      let alias = first { $0.section == .answer && $0.type == .cname && $0.owner == name }
      guard let target = alias?.records.first.flatMap({ DomainName(wireForm: $0) }) else { break }
      name = target
    }
    return name
  }
}
