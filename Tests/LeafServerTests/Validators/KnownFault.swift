import DNSWire

/// What Debian's resolvers make of some right answers. Down to `denialBehindAlias` they do the same with NSD in leaf's place;
/// the others hang on what has been asked before.
enum KnownFault: Hashable, CaseIterable {
  /// Unbound: a wildcard's records for a name that itself begins with an asterisk. It takes away too few labels to find what
  /// has been signed (RFC 4035 §5.3.2), as it does not count the asterisk.
  case asteriskFromWildcard
  /// Unbound: the alias that a DNAME record makes, asked for by its type, and then the DNAME record there: SERVFAIL, or what
  /// is where the alias leads.
  case aliasBelowDNAME
  /// PowerDNS, Knot Resolver: a wildcard that has no records, but a name below it (RFC 4592 §2.2.2). No NSEC record has its
  /// name; the one that ends below it shows that it is an empty non-terminal.
  case emptyWildcard
  /// PowerDNS: what is denied is where an alias leads, and it looks for a denial of the name asked for: behind two DNAME
  /// records, and for types whose aliases it does not follow to the end.
  case denialBehindAlias
  /// PowerDNS: where it makes a wildcard's answer of what it knows (RFC 8198), the wildcard's NSEC record is in it, too.
  case wildcardsNSEC
  /// Unbound: an alias that leads to nothing, found by a minimised question (RFC 9156), is in the answer for a name below it.
  case minimisedAlias
  /// BIND: a name of an unsigned zone that is not there, nor the one above it, found so by a minimised question (RFC 9156).
  /// The response is empty, so that nothing in it is insecure.
  case emptyIsSecure
  /// BIND: a DNAME record above the name is taken for what was asked for, without the alias.
  case ancestorsDNAME
  /// Knot Resolver: an alias that a DNAME record makes, once it is known, is given out without that record.
  case aliasWithoutDNAME
  /// Knot Resolver: an apex without signatures, of which it has the NSEC or NSEC3 record of the zone above, which must not
  /// be used to deny anything but DS (RFC 6840 §4.1).
  case parentsDenial

  /// Why an answer is not what leaf's is, if that is known.
  ///
  /// - Parameter plain: What leaf says to who asks without EDNS.
  init?(
    _ program: ResolverProgram, _ question: AskedQuestion, _ plain: ResolvedAnswer, _ answer: ResolvedAnswer,
    _ zone: ValidatedZone?
  ) {
    guard let zone,
      let fault = Self.allCases.first(where: { $0.explains(program, question, plain, answer, zone) })
    else { return nil }
    self = fault
  }

  private func explains(
    _ program: ResolverProgram, _ question: AskedQuestion, _ plain: ResolvedAnswer, _ answer: ResolvedAnswer,
    _ zone: ValidatedZone
  ) -> Bool {
    let labels = question.name.description.lowercased().split(separator: ".")
    let isBelowDNAME = labels.contains("old") || labels.contains("older")
    let isFailure = answer.flags.rcode == .servFail
    let isSecureAndSame = answer.isAuthenticated && answer.flags.rcode == plain.flags.rcode
    return switch (self, program) {
    case (.asteriskFromWildcard, .unbound): isFailure && labels.first == "*" && !zone.isCompact
    case (.aliasBelowDNAME, .unbound):
      isBelowDNAME && question.asks(.cname, .dname)
        && (isFailure || answer.isAuthenticated && answer.flags.rcode == .nxDomain)
    case (.emptyWildcard, .powerDNS), (.emptyWildcard, .knot):
      isFailure && labels.contains("odd") && zone.usesNSEC
    case (.denialBehindAlias, .powerDNS):
      (labels.contains("older") || question.asks(.ds, .dnskey, .dname, .cname))
        && plain.records.contains { $0.type == .cname } && (isFailure || answer.isAuthenticated)
        && Set(answer.records).isSubset(of: plain.records)
    case (.wildcardsNSEC, .powerDNS):
      answer.records.contains { $0.type == .nsec } && isSecureAndSame
        && Set(answer.records.filter { $0.type != .nsec }) == Set(plain.records)
    case (.minimisedAlias, .unbound):
      isSecureAndSame && plain.records.isEmpty && answer.records.allSatisfy { $0.type == .cname }
    case (.emptyIsSecure, .bind):
      !zone.isSigned && isSecureAndSame && plain.flags.rcode == .nxDomain
    case (.ancestorsDNAME, .bind):
      isBelowDNAME && question.asks(.dname) && answer.isAuthenticated
        && Set(answer.records).isSubset(of: plain.records)
    case (.aliasWithoutDNAME, .knot):
      isBelowDNAME && answer.isAuthenticated && Set(answer.records).isSubset(of: plain.records)
        && Set(plain.records).subtracting(answer.records).allSatisfy { $0.type == .dname }
    case (.parentsDenial, .knot):
      !zone.isSigned && isSecureAndSame && plain.flags.rcode == .noError && answer.records.isEmpty
    default: false
    }
  }
}

extension AskedQuestion {
  fileprivate func asks(_ types: RRType...) -> Bool { types.contains { type == $0 } }
}
