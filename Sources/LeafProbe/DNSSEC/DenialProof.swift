/// What the NSEC and NSEC3 RRs of a response, whose signatures are right, say together.
struct DenialProof: Sendable {
  let zone: Name
  let nsecs: [NSEC]
  let nsec3s: [NSEC3]

  init(zone: Name, _ records: [Record]) {
    self.zone = zone
    nsecs = records.compactMap(NSEC.init)
    let hashed = records.compactMap(NSEC3.init).filter { $0.zone.isSame(as: zone) }
    // Others than those of the first are ignored (RFC 5155 §8.2), and so are more than any proof takes.
    nsec3s = Array(hashed.filter { $0.parameters == hashed[0].parameters }.prefix(Self.mostNSEC3s))
  }

  private static let mostNSEC3s = 16

  /// Validators take more iterations for none (RFC 9276 §3.2).
  private var faultOfParameters: String? {
    guard let parameters = nsec3s.first?.parameters, !parameters.isComputable else { return nil }
    return
      "NSEC3 RRs with algorithm \(parameters.algorithm) and \(parameters.iterations) iterations prove nothing"
  }

  /// Why they do not prove NXDOMAIN (RFC 4035 §3.1.3.2, RFC 5155 §7.2.2). What RFC 9824 has in its place comes with NOERROR,
  /// unless the query has CO=1 (§5.1), which none here has.
  func faultOfNameError(_ name: Name) -> String? {
    if let fault = faultOfParameters { return fault }
    guard let encloser = provenEncloser(of: name) else { return "nothing proves that \(name) does not exist" }
    if provesAbsence(of: encloser.wildcard) { return nil }
    return "nothing proves that \(encloser.wildcard) does not exist"
  }

  /// Why they do not prove NODATA (RFC 4035 §3.1.3.1 and §3.1.3.4, RFC 5155 §7.2.3 to §7.2.5).
  func faultOfNoData(_ name: Name, _ type: RRType) -> String? {
    if let fault = faultOfParameters { return fault }
    if let bitmap = bitmap(of: name) { return fault(of: bitmap, name, type) }
    if nsecs.contains(where: { $0.provesEmptyNonTerminal(name) }) || isOptedOut(name) { return nil }
    guard let encloser = provenEncloser(of: name), let bitmap = bitmap(of: encloser.wildcard) else {
      return "nothing proves that \(name) has no \(type) RR"
    }
    return fault(of: bitmap, encloser.wildcard, type)
  }

  /// Why they do not prove that no name is closer than the wildcard (RFC 4035 §3.1.3.3, RFC 5155 §7.2.6).
  func faultOfExpansion(_ name: Name, of wildcard: Name) -> String? {
    let encloser = wildcard.parent
    let isProven =
      nsecs.contains { $0.provesAbsence(of: name) && $0.closestEncloser(of: name).isSame(as: encloser) }
      || covering(name.nextCloser(below: encloser)) != nil
    return isProven ? nil : "nothing proves that no name is closer to \(name) than \(wildcard)"
  }

  /// Why they do not prove that a delegation has no DS RR (RFC 4035 §3.1.4, RFC 5155 §7.2.7).
  func faultOfInsecureDelegation(_ cut: Name) -> String? {
    if let bitmap = bitmap(of: cut) {
      let isRight = bitmap.isDelegation && !bitmap.contains(.ds)
      return isRight ? nil : "the type bitmap of \(cut) is no delegation's without DS"
    }
    return isOptedOut(cut) ? nil : "neither a DS RR of \(cut) nor a proof that there is none"
  }

  private func fault(of bitmap: TypeBitmap, _ name: Name, _ type: RRType) -> String? {
    guard bitmap.denies(type) else { return "the type bitmap of \(name) has \(type) or CNAME" }
    let isFromAbove = type != .ds && bitmap.isDelegation
    return isFromAbove ? "the type bitmap of \(name) is from the parent side of a cut" : nil
  }

  private func nsec(at name: Name) -> NSEC? { nsecs.first { $0.owner.isSame(as: name) } }

  private func bitmap(of name: Name) -> TypeBitmap? { nsec(at: name)?.bitmap ?? matching(name)?.bitmap }

  private func matching(_ name: Name) -> NSEC3? {
    nsec3s.first { nsec3 in nsec3.parameters.hash(name).map(nsec3.matches) ?? false }
  }

  private func covering(_ name: Name) -> NSEC3? {
    nsec3s.first { nsec3 in nsec3.parameters.hash(name).map(nsec3.covers) ?? false }
  }

  private func provesAbsence(of name: Name) -> Bool {
    nsecs.contains { $0.provesAbsence(of: name) } || covering(name) != nil
  }

  /// The closest encloser of a name that is proven not to exist.
  private func provenEncloser(of name: Name) -> Name? {
    if let nsec = nsecs.first(where: { $0.provesAbsence(of: name) }) { return nsec.closestEncloser(of: name) }
    return hashedEncloser(of: name)?.name
  }

  /// The longest name above that has an NSEC3 RR, and the one that covers the next closer name (RFC 5155 §8.3).
  private func hashedEncloser(of name: Name) -> (name: Name, covering: NSEC3)? {
    guard !nsec3s.isEmpty else { return nil }
    let above = name.ancestors(below: zone).dropFirst() + [zone]
    guard let encloser = above.first(where: { matching($0) != nil }), let match = matching(encloser),
      !match.bitmap.isDelegation, !match.bitmap.contains(.dname),
      let covering = covering(name.nextCloser(below: encloser))
    else { return nil }
    return (encloser, covering)
  }

  /// Whether the name is in a span that may hide insecure delegations (RFC 5155 §6).
  private func isOptedOut(_ name: Name) -> Bool { hashedEncloser(of: name)?.covering.isOptOut ?? false }
}

extension Name {
  /// The name one label longer than the encloser, towards this one (RFC 5155 §1.3).
  fileprivate func nextCloser(below encloser: Name) -> Name {
    Name(labels: Array(labels.suffix(encloser.labels.count + 1)))
  }
}
