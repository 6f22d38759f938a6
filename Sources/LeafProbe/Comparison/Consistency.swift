/// The questions that all are asked first.
func comparedQuestions(_ zone: Name, _ names: [Name]) -> [Question] {
  let apex: [RRType] = [
    .soa, .ns, .a, .aaaa, .mx, .txt, .caa, .dnskey, .cds, .cdnskey, .nsec3param, .svcb, .https,
  ]
  let others = names + [zone.under("www"), zone.under("leaf-probe-\(randomID())")]
  return apex.map { Question(name: zone, type: $0, qclass: .in) } + addressQuestions(others)
}

/// The addresses of names.
func addressQuestions(_ names: some Sequence<Name>) -> [Question] {
  names.flatMap { name in [RRType.a, .aaaa].map { Question(name: name, type: $0, qclass: .in) } }
}

/// Where witnesses differ; one who could not be asked is no difference.
struct Consistency: Sendable {
  let questions: [Question]
  /// Those that serve the zone.
  let witnesses: [Witness]
  /// Those that do not, or do not answer.
  let absent: [Witness]

  init(questions: [Question], witnesses: [Witness]) {
    self.questions = questions
    self.witnesses = witnesses.filter { $0.obstacle == nil }
    absent = witnesses.filter { $0.obstacle != nil }
  }

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

  /// 0 where all is the same, 1 where something differs, 3 where somebody could not be asked.
  var status: Int32 { !differing.isEmpty ? 1 : unheard.isEmpty && absent.isEmpty ? 0 : 3 }

  /// What there is of one question, each with those that say so, the most frequent first.
  func accounts(of question: Int) -> [(observation: Observation, names: [String])] {
    var groups: [(observation: Observation, names: [String])] = []
    for witness in witnesses {
      guard let observation = witness.observations[question] else { continue }
      if let index = groups.firstIndex(where: { $0.observation == observation }) {
        groups[index].names.append(witness.name)
      } else {
        groups.append((observation, [witness.name]))
      }
    }
    return groups.sorted { $0.names.count > $1.names.count }
  }

  /// The records that not everybody has.
  func disputed(_ question: Int) -> Set<TimedRecord> {
    let sets = witnesses.compactMap { $0.observations[question]?.records }
    guard let first = sets.first else { return [] }
    return sets.reduce(into: Set()) { $0.formUnion($1) }.subtracting(
      sets.reduce(first) { $0.intersection($1) })
  }
}
