extension Consistency {
  var text: String {
    var lines: [String] = []
    if serials.count > 1 {
      lines.append("The serials differ, from which the rest may come:")
      lines += witnesses.map { "  \($0.name): \($0.serial.map(String.init) ?? "no serial")" }
    }
    lines += witnesses.filter(\.hasChanged).map { "The zone at \($0.name) changed while it was asked" }
    lines += differing.flatMap { self.lines(of: $0) }
    lines += unheard.map { "Not tested: \($0.name) did not answer everything" }
    lines += absent.map { "Not tested: \($0.name): \($0.obstacle ?? "")" }
    lines.append(
      "\(differing.count) of \(questions.count) answers differ, of \(witnesses.count) addresses and transports"
    )
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(of question: Int) -> [String] {
    let disputed = disputed(question)
    return ["\(questions[question])"]
      + accounts(of: question).flatMap { observation, names in
        ["  \(observation.description): \(names.joined(separator: ", "))"]
          + observation.records.intersection(disputed).map { "    \($0)" }.sorted()
      }
  }

  var json: JSON {
    .object([
      ("status", .int(Int(status))),
      ("questions", .int(questions.count)),
      ("servers", .array(witnesses.map(\.json))),
      ("differences", .array(differing.map(difference))),
      ("not_tested", .array((unheard + absent).map { .string($0.name) })),
    ])
  }

  private func difference(_ question: Int) -> JSON {
    let answers = accounts(of: question).map { observation, names in
      JSON.object([
        ("servers", .array(names.map(JSON.string))), ("rcode", .string("\(observation.rcode)")),
        ("is_authoritative", .bool(observation.isAuthoritative)), ("is_signed", .bool(observation.isSigned)),
        ("records", .array(observation.records.map(\.description).sorted().map(JSON.string))),
      ])
    }
    return .object([("question", .string("\(questions[question])")), ("answers", .array(answers))])
  }
}

extension Witness {
  fileprivate var json: JSON {
    .object([
      ("name", .string(name)), ("serial", serial.map { .int(Int($0)) } ?? .null),
      ("has_changed", .bool(hasChanged)),
    ])
  }
}
