/// How name servers with authority behave to resolvers.
let behaviourChecks: [DelegationCheck] = [
  DelegationCheck(
    "DLG-31", .should, "No name server offers recursion to everyone.",
    [.rfc(5358, "4"), .zonemaster("NAMESERVER01")],
    conditions: [DelegationCondition.hasWorkingServer], evidence: \.outside
  ) { picture in
    about(picture, \.outside, expected: "REFUSED, or RA=0") { $0.offersRecursion ? .violation : .conformant }
  },
  DelegationCheck(
    "DLG-32", .should, "No name server refers upward, to the root.", [.zonemaster("NAMESERVER07")],
    conditions: [DelegationCondition.hasWorkingServer], evidence: \.root
  ) { picture in
    about(picture, \.root, expected: "REFUSED, or no NS RR of the root") { response in
      response.refersToRoot ? .violation : .conformant
    }
  },
  DelegationCheck(
    "DLG-33", .must, "A query with an OPT RR is answered, and should be with one.",
    [.rfc(6891, "6.1.1"), .rfc(6891, "7"), .zonemaster("NAMESERVER02")],
    conditions: [DelegationCondition.hasWorkingServer], evidence: \.edns
  ) { picture in
    about(picture, \.edns, expected: "the SOA RR and an OPT RR") { response in
      if response.opt == nil, [.formErr, .notImp].contains(response.rcode) { return .nonStrict }
      if response.lameness(for: picture.zone) != nil { return .violation }
      return response.opt == nil ? .nonStrict : .conformant
    }
  },
  DelegationCheck(
    "DLG-34", .must, "A name in mixed case gets the same answer, and should be repeated as it was asked.",
    [.rfc(4343, "3"), .zonemaster("NAMESERVER08"), .zonemaster("NAMESERVER09")],
    conditions: [DelegationCondition.hasWorkingServer], evidence: \.mixedCase
  ) { picture in
    about(picture, \.mixedCase, expected: "the SOA RR, and the question as it was asked") { response in
      if response.lameness(for: picture.zone) != nil { return .violation }
      return response.questions.first?.name == picture.zone.mixedCase(seed: 1) ? .conformant : .nonStrict
    }
  },
  DelegationCheck(
    "DLG-35", .must, "A name server that has an address answers for the other family without an error.",
    [.rfc(4074, "4"), .rfc(2308, "2"), .zonemaster("NAMESERVER05")],
    conditions: [DelegationCondition.hasWorkingServer]
  ) { picture in
    picture.lookups.values.filter { $0.name.isInside(picture.zone) && !$0.addresses.isEmpty }
      .sorted { $0.name.description < $1.name.description }.flatMap { lookup in
        lookup.exchanges.filter { $0.response.map { $0.rcode != .noError } ?? false }.map {
          .broken(
            "\($0.endpoint.address): \($0.question.map(\.description) ?? ""): \($0.summary)",
            expected: "NOERROR", $0)
        }
      }
  },
  DelegationCheck(
    "DLG-36", .may, "The zone is not transferred to everyone.",
    [.rfc(5936, "5"), .zonemaster("NAMESERVER03")],
    over: .tcp, conditions: [DelegationCondition.hasWorkingServer], evidence: \.transfer
  ) { picture in
    about(picture, \.transfer, expected: "REFUSED", silence: .conformant) { response in
      response.rcode == .noError && response.soa(of: picture.zone) != nil ? .violation : .conformant
    }
  },
]

extension Response {
  /// It has what only a resolver could know, or has tried to find out.
  fileprivate var offersRecursion: Bool { flags.contains(.ra) && rcode != .refused }

  fileprivate var refersToRoot: Bool {
    !flags.contains(.aa) && records.contains { $0.type == .ns && $0.owner.isRoot }
  }
}

/// What the servers with authority make of one question, each on its own.
private func about(
  _ picture: DelegationPicture, _ question: (NameServer) -> Exchange?, expected: String,
  silence: Expectation.Grade = .violation, _ grade: (Response) -> Expectation.Grade
) -> [Finding] {
  picture.working.compactMap { server in
    guard let exchange = question(server), exchange.doubt == nil || exchange.response != nil else {
      return nil
    }
    let grade = exchange.response.map(grade) ?? silence
    return grade == .conformant
      ? nil
      : Finding(
        expected: [expected], actual: "\(server): \(exchange.summary)", grade: grade, exchange: exchange)
  }
}
