import DNSWire

/// What a validating resolver's answer is, beside leaf's own to who asks without EDNS.
enum Verdict {
  case secure(isNegative: Bool)
  /// Of a zone that nobody has signed.
  case insecure
  /// leaf refuses to say, so that the resolver finds nobody who does.
  case refused
  /// The resolver's own fault.
  case explained(KnownFault)
  case wrong(String)

  init(
    _ program: ResolverProgram, _ question: AskedQuestion, _ plain: ResolvedAnswer?,
    _ answer: ResolvedAnswer?,
    _ tree: ValidatedTree
  ) {
    guard let plain, let answer else {
      self = .wrong("\(question.name) \(question.type.rawValue): no answer")
      return
    }
    let expected = Expected(question, plain, tree)
    let fault = expected.fault(of: answer, question)
    if fault != nil,
      let known = KnownFault(
        program, question, plain, answer, tree.zone(of: question.name, question.type))
    {
      self = .explained(known)
    } else if let fault {
      self = .wrong("\(question.name) \(question.type.rawValue): \(fault)")
    } else if answer.flags.rcode == .servFail {
      self = .refused
    } else {
      self = expected.isSecure ? .secure(isNegative: answer.records.isEmpty) : .insecure
    }
  }
}

/// What a resolver has to say.
private struct Expected {
  let rcode: RCODE
  let isSecure: Bool
  let records: Set<ResolvedAnswer.Record>

  init(_ question: AskedQuestion, _ plain: ResolvedAnswer, _ tree: ValidatedTree) {
    let end = plain.end(from: question.name, question.type)
    let zones = (plain.records.map(\.owner) + [end]).map { tree.zone(of: $0, question.type) }
    let zone = tree.zone(of: end, question.type)
    switch plain.flags.rcode {
    case .nxDomain where zone?.isCompact ?? false: rcode = .noError
    case .refused: rcode = .servFail
    case let other: rcode = other
    }
    isSecure = zones.allSatisfy { $0?.isSigned ?? true }
    records = Set(plain.records)
  }

  func fault(of answer: ResolvedAnswer, _ question: AskedQuestion) -> String? {
    // What is made of ANY is up to each (RFC 8482 §4), but for what nobody answers.
    let isLeftOpen = question.type == .any && answer.flags.rcode != .servFail
    if answer.flags.rcode != rcode, !isLeftOpen {
      return "RCODE \(answer.flags.rcode.rawValue), not \(rcode.rawValue)"
    }
    if answer.flags.rcode == .servFail { return nil }
    if answer.isAuthenticated != isSecure { return "AD is \(answer.isAuthenticated)" }
    if isLeftOpen || Set(answer.records) == records { return nil }
    return "\(answer.records), not \(records)"
  }
}
