/// A check of a delegation: a case that looks at what was learned before, and sends nothing.
struct DelegationCheck: Sendable {
  let test: Case
  /// Each gives the reason for which the check says nothing.
  var conditions: [@Sendable (DelegationPicture) -> String?] = []
  /// What people may want to know beside the verdict.
  var note: @Sendable (DelegationPicture) -> String? = { _ in nil }
  /// The exchange with each working server that it looks at: where one tells nothing, nor does the check.
  var evidence: @Sendable (NameServer) -> Exchange? = { _ in nil }
  /// What is not as it should be.
  let findings: @Sendable (DelegationPicture) -> [Finding]

  init(
    _ id: String, _ level: Level, _ requirement: String, _ sources: [Source],
    over transport: Transport = .udp,
    conditions: [@Sendable (DelegationPicture) -> String?] = [],
    note: @escaping @Sendable (DelegationPicture) -> String? = { _ in nil },
    evidence: @escaping @Sendable (NameServer) -> Exchange? = { _ in nil },
    findings: @escaping @Sendable (DelegationPicture) -> [Finding]
  ) {
    test = Case(
      id: id, level: level, requirement: requirement, sources: sources, transports: [transport])
    self.conditions = conditions
    self.note = note
    self.evidence = evidence
    self.findings = findings
  }

  /// - Parameter endpoint: The server that stands for the delegation in reports.
  func judge(_ picture: DelegationPicture, at endpoint: Endpoint) -> CaseResult {
    var result = CaseResult(
      test: test, endpoint: endpoint, transport: test.transports[0], verdict: .skip)
    if let reason = conditions.lazy.compactMap({ $0(picture) }).first {
      result.reason = reason
      return result
    }
    result.findings = findings(picture)
    result.note = note(picture)
    result.reason = picture.working.lazy.compactMap(evidence).compactMap(\.doubt).first
    result.exchanges = result.findings.compactMap(\.exchange)
    result.settle()
    return result
  }
}

extension Source {
  static func zonemaster(_ test: String) -> Source { .other("Zonemaster \(test)") }
}

extension Finding {
  /// Something that breaks the requirement.
  static func broken(_ actual: String, expected: String, _ exchange: Exchange? = nil) -> Finding {
    Finding(expected: [expected], actual: actual, grade: .violation, exchange: exchange)
  }

  /// Something that misses no more than a recommendation.
  static func poor(_ actual: String, expected: String, _ exchange: Exchange? = nil) -> Finding {
    Finding(expected: [expected], actual: actual, grade: .nonStrict, exchange: exchange)
  }
}

/// Why a check says nothing about a delegation. A cause has a check of its own, which is named.
enum DelegationCondition {
  @Sendable static func delegated(_ picture: DelegationPicture) -> String? {
    picture.isDelegated ? nil : "the zone is not delegated yet"
  }

  @Sendable static func hasDelegation(_ picture: DelegationPicture) -> String? {
    picture.delegation.nameServers.isEmpty ? "there is no delegation: DLG-01" : nil
  }

  @Sendable static func hasServers(_ picture: DelegationPicture) -> String? {
    picture.servers.isEmpty ? "no name server has an address: DLG-13" : nil
  }

  @Sendable static func hasWorkingServer(_ picture: DelegationPicture) -> String? {
    picture.working.isEmpty ? "no name server answers with authority: DLG-18, DLG-20" : nil
  }

  @Sendable static func offLoopback(_ picture: DelegationPicture) -> String? {
    picture.servers.allSatisfy(\.address.isLoopback)
      ? "all name servers are at loopback addresses: this is no deployment" : nil
  }

  @Sendable static func hasDS(_ picture: DelegationPicture) -> String? {
    picture.delegation.ds.isEmpty ? "there is no DS RR" : nil
  }

  @Sendable static func isSigned(_ picture: DelegationPicture) -> String? {
    picture.keys.isEmpty ? "the zone has no DNSKEY RR" : nil
  }
}
