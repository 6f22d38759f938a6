/// Messages that are given, which may be anything.
let corpusCases: [Case] = [
  Case(
    id: "MAL-29", level: .must,
    requirement:
      "The server lives on after each message of a corpus, and responds to none that is a response.",
    sources: [.other("robustness"), .other("CVE-2024-2169")],
    conditions: [Condition { $0.corpus.isEmpty ? "no corpus is given; give a folder with --corpus" : nil }],
    isLong: true,
    steps: { target in
      // More does not fit into a datagram.
      target.corpus.filter { target.transport == .tcp || $0.octets.count <= 65_507 }.map { file in
        var step = Step.hostile(.octets(file.octets), file.isResponse ? .noResponse : .anyEnding)
        step.isUnawaited = true
        step.label = file.name
        return step
      }
    },
    note: { exchanges, target in
      "\(exchanges.count) of \(target.corpus.count) messages sent over \(target.transport.rawValue.uppercased())"
    })
]
