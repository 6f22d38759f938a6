/// What one question gets from one address over one transport; nil where nothing that tells came.
struct Observation: Hashable, Sendable {
  let rcode: RCODE
  let isAuthoritative: Bool
  /// The answer section, without the signatures, which may be made anew for each response.
  let answer: Set<TimedRecord>

  init?(_ exchange: Exchange?) {
    guard let exchange, exchange.doubt == nil, !exchange.tellsNothing, let response = exchange.response,
      !response.flags.contains(.tc)
    else { return nil }
    rcode = response.rcode
    isAuthoritative = response.flags.contains(.aa)
    answer = Set(response.data(.answer).filter { $0.type != .rrsig }.map(TimedRecord.init))
  }

  var description: String {
    "\(rcode)\(isAuthoritative ? " AA" : ""), \(answer.count) records"
  }
}

/// A record and its TTL, in seconds.
struct TimedRecord: Hashable, Sendable {
  let identity: RecordIdentity
  let ttl: UInt32

  init(_ record: Record) {
    identity = record.identity
    ttl = record.ttl
  }
}

/// One address of one of the servers, and what it says over one transport.
struct Witness: Sendable {
  let session: Session
  let serial: UInt32?
  /// In the order of the questions.
  let observations: [Observation?]
  /// The questions whose answer did not fit.
  let truncated: Set<Int>

  var name: String { "\(session.endpoint) over \(session.transport.rawValue.uppercased())" }
}

extension Witness {
  /// Asks all the questions; the first is for the zone's SOA RR.
  init(_ session: Session, _ questions: [Question]) {
    self.session = session
    let client = Client(session)
    for question in questions where session.death == nil {
      client.perform(Step(.query(question.name, question.type), .response()))
    }
    let exchanges = client.exchanges
    observations = questions.indices.map { Observation($0 < exchanges.count ? exchanges[$0] : nil) }
    truncated = Set(exchanges.indices.filter { exchanges[$0].response?.flags.contains(.tc) == true })
    serial = exchanges.first?.response?.data(.answer).lazy.compactMap(SOA.init).first?.serial
  }
}

/// The questions that all are asked.
func comparedQuestions(_ zone: Name, _ names: [Name]) -> [Question] {
  let apex: [RRType] = [.soa, .ns, .a, .aaaa, .mx, .txt, .caa, .dnskey, .cds, .svcb, .https]
  let others = names + [zone.under("www"), zone.under("leaf-probe-\(randomID())")]
  return apex.map { Question(name: zone, type: $0, qclass: .in) }
    + others.flatMap { name in [RRType.a, .aaaa].map { Question(name: name, type: $0, qclass: .in) } }
}

/// Where witnesses differ; one who could not be asked is no difference.
struct Consistency: Sendable {
  let questions: [Question]
  let witnesses: [Witness]

  var serials: Set<UInt32> { Set(witnesses.compactMap(\.serial)) }

  var differing: [Int] {
    questions.indices.filter { index in Set(witnesses.compactMap { $0.observations[index] }).count > 1 }
  }

  /// A truncated answer is no loss where the same address tells it over TCP.
  var unheard: [Witness] {
    witnesses.filter { witness in
      questions.indices.contains { witness.observations[$0] == nil && !isToldElsewhere($0, witness) }
    }
  }

  private func isToldElsewhere(_ question: Int, _ witness: Witness) -> Bool {
    witness.truncated.contains(question)
      && witnesses.contains {
        $0.session.endpoint == witness.session.endpoint && $0.observations[question] != nil
      }
  }

  var text: String {
    var lines: [String] = []
    if serials.count > 1 {
      lines.append("The serials differ, from which the rest may come:")
      lines += witnesses.map { "  \($0.name): \($0.serial.map(String.init) ?? "no serial")" }
    }
    for index in differing {
      lines.append("\(questions[index])")
      lines += witnesses.map { "  \($0.name): \($0.observations[index]?.description ?? "no response")" }
    }
    lines += unheard.map { "Not tested: \($0.name) did not answer everything" }
    lines.append("\(differing.count) of \(questions.count) answers differ")
    return lines.joined(separator: "\n") + "\n"
  }

  /// 0 where all is the same, 1 where something differs, 3 where somebody could not be asked.
  var status: Int32 { !differing.isEmpty ? 1 : unheard.isEmpty ? 0 : 3 }
}
