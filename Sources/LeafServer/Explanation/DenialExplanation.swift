import DNSSecurity
import DNSWire

/// Says in words what NSEC and NSEC3 records show of a name.
struct DenialExplanation {
  /// The name that they are to show something of.
  let name: DomainName
  /// What is not there.
  let type: QTYPE
  let apex: DomainName
  /// Of a name that does not exist, the closest name above it that does; nil if nothing tells of it.
  private let encloser: DomainName?
  private let isReferral: Bool

  /// - Parameter wildcard: The one that an answer comes of.
  init(
    _ name: DomainName, _ type: QTYPE, in apex: DomainName, of sets: [ResponseRRset], wildcard: DomainName?,
    isReferral: Bool
  ) {
    (self.name, self.type, self.apex, self.isReferral) = (name, type, apex, isReferral)
    let above = wildcard.map { $0.suffixes[1] }
    encloser =
      above ?? Self.encloser(by: sets.proofs, of: name)
      ?? Self.encloser(by: sets.hashedProofs, of: name, apex)
  }

  /// The longest name that both the missing one and one of those around it are below (RFC 4592 §3.3.1).
  private static func encloser(by proofs: [NSECProof], of name: DomainName) -> DomainName? {
    guard let proof = proofs.first(where: { $0.covers(name) }) else { return nil }
    return name.suffixes.dropFirst().first { above in
      proof.owner.isEqualToOrBelow(above) || proof.next.isEqualToOrBelow(above)
    }
  }

  /// RFC 5155 §8.3.
  private static func encloser(
    by proofs: [NSEC3Proof], of name: DomainName, _ apex: DomainName
  ) -> DomainName? {
    name.suffixes.prefix { $0.isEqualToOrBelow(apex) }.dropFirst().first { above in
      proofs.contains { $0.matches(above) }
    }
  }

  private var wildcard: DomainName? {
    encloser.flatMap { try? $0.child("*") }.flatMap { $0 == name ? nil : $0 }
  }
}

// NSEC (RFC 4035 §5.4, RFC 9824).
extension DenialExplanation {
  func lines(of proof: NSECProof) -> [String] {
    if proof.owner == name {
      return [typesThere(proof.types, provesOnlyAbove: Set(proof.types) == [.rrsig, .nsec])]
    }
    var lines: [String] = []
    if proof.owner == wildcard { lines += lacking(proof.types) }
    if proof.covers(name) { lines.append(missing(proof)) }
    if let wildcard, proof.covers(wildcard) { lines.append(noWildcard(wildcard)) }
    return lines
  }

  private func missing(_ proof: NSECProof) -> String {
    proof.next.isEqualToOrBelow(name)
      ? "shows that \(name) has no records, and exists: \(proof.next) is below it"
      : "shows that there is no name \(name): the one after \(proof.owner) is \(proof.next)"
  }
}

// NSEC3 (RFC 5155 §8).
extension DenialExplanation {
  func lines(of proof: NSEC3Proof) -> [String] {
    if proof.matches(name) {
      return ["is the hash of \(name)", typesThere(proof.types, provesOnlyAbove: proof.types.isEmpty)]
    }
    var lines: [String] = []
    if let encloser, proof.matches(encloser) {
      lines.append("is the hash of \(encloser), which exists: the closest encloser of \(name)")
    }
    if let nextCloser, proof.covers(nextCloser) {
      lines.append(
        "shows that there is no name \(nextCloser), nor any below: its hash is between two that follow each other"
      )
      if proof.mayLeaveOut { lines.append(optOut) }
    }
    if let wildcard, proof.matches(wildcard) { lines += lacking(proof.types) }
    if let wildcard, proof.covers(wildcard) { lines.append(noWildcard(wildcard)) }
    return lines
  }

  /// RFC 5155 §6.
  private var optOut: String {
    "says by its opt-out flag that delegations without DS may be there nevertheless"
      + (isReferral ? ": this one is insecure" : "")
  }

  /// The name right below the closest encloser on the way to the name.
  private var nextCloser: DomainName? {
    guard let encloser else { return nil }
    let names = name.suffixes
    return names.firstIndex(of: encloser).flatMap { $0 > 0 ? names[$0 - 1] : nil }
  }
}

extension DenialExplanation {
  private static let nxname = RRType(rawValue: 128)

  private func typesThere(_ types: [RRType], provesOnlyAbove: Bool) -> String {
    if types.contains(Self.nxname) { return "shows by NXNAME that there is no name \(name) (RFC 9824 §2)" }
    if provesOnlyAbove { return "shows that \(name) has no records, and exists: there are names below it" }
    if types.contains(.ns), !types.contains(.soa), !types.contains(.ds) {
      return
        "shows that \(name) is a delegation without DS: it is insecure, and what is below need not be signed"
    }
    return "shows that \(name) exists, and has no \(type): it has \(names(of: types))"
  }

  /// What the wildcard's types tell; nothing if the answer comes of it.
  private func lacking(_ types: [RRType]) -> [String] {
    guard let wildcard, !types.contains(where: { type == $0 }) else { return [] }
    return ["shows that the wildcard \(wildcard) has no \(type): it has \(names(of: types))"]
  }

  private func noWildcard(_ wildcard: DomainName) -> String {
    "shows that there is no wildcard \(wildcard) that would stand for it"
  }

  private func names(of types: [RRType]) -> String { types.map(\.description).joined(separator: " ") }
}

extension [ResponseRRset] {
  var proofs: [NSECProof] {
    filter { $0.type == .nsec }.flatMap { set in
      set.records.compactMap { NSECProof(owner: set.owner, rdata: $0) }
    }
  }

  var hashedProofs: [NSEC3Proof] {
    filter { $0.type == .nsec3 }.flatMap { set in
      set.records.compactMap { NSEC3Proof(owner: set.owner, rdata: $0) }
    }
  }
}
