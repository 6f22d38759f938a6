/// The names in class CH by which servers tell who they are (RFC 4892).
let chaosCases: [Case] = [
  Case(
    id: "CH-01", level: .should,
    requirement: "version.bind in class CH gets a TXT RR, or a response without one.",
    sources: [.rfc(4892, "2"), .rfc(8906, "4")],
    steps: { _ in [Step(.query(versionBind, .txt, .ch), chaosAnswer(versionBind))] }),
  Case(
    id: "CH-02", level: .should,
    requirement: "version.server in class CH gets a TXT RR, or a response without one.",
    sources: [.rfc(8906, "4")],
    steps: { _ in
      let name = Name(labels: [Array("version".utf8), Array("server".utf8)])
      return [Step(.query(name, .txt, .ch), chaosAnswer(name))]
    }),
  Case(
    id: "CH-03", level: .may,
    requirement: "id.server and hostname.bind in class CH get the same TXT RR.",
    sources: [.rfc(4892, "2")],
    steps: { _ in
      [["id", "server"], ["hostname", "bind"]].map { labels in
        let name = Name(labels: labels.map { Array($0.utf8) })
        return Step(.query(name, .txt, .ch), chaosAnswer(name))
      }
    },
    relations: [
      Relation(description: "the same text") { exchanges, _ in
        let texts = Set(exchanges.compactMap { $0.response.map(chaosText) })
        return texts.count > 1 ? texts.sorted().joined(separator: " and ") : nil
      }
    ]),
  Case(
    id: "CH-04", level: .should,
    requirement: "version.bind in class IN is a name as any other.",
    sources: [.rfc(1034, "4.3.2")],
    steps: { _ in
      [Step(.query(versionBind, .txt), .response(isDeniedOrForeign, .noRecords(.txt, in: .answer)))]
    }),
  Case(
    id: "CH-05", level: .info,
    requirement: "What version.bind gives away.",
    sources: [.rfc(4892, "5")],
    steps: { _ in [Step(.query(versionBind, .txt, .ch), .anyEnding)] },
    note: { exchanges, _ in exchanges.first?.response.map { "version.bind: \(chaosText($0))" } }),
]

private let versionBind = Name(labels: [Array("version".utf8), Array("bind".utf8)])

/// No other zone than the root, or bind, has the name, and there it does not exist.
private let isDeniedOrForeign = Check.on("AA=0, or a denial of the zone that the name is in") { response in
  !response.flags.contains(.aa)
    || response.section(.authority).contains { $0.type == .soa && versionBind.isInside($0.owner) }
}

private func chaosAnswer(_ name: Name) -> Expectation {
  Expectation.response(.rcode(.noError), .records(.txt, 1...1, in: .answer, owner: name))
    .or(.response(.rcode(.noError, .refused, .notImp, .nxDomain), .count(.answer, 0)))
}

/// The text of the first TXT RR, or the RCODE without one.
private func chaosText(_ response: Response) -> String {
  guard let record = response.section(.answer).first(where: { $0.type == .txt }) else {
    return "\(response.rcode) without TXT"
  }
  // Whatever a server puts there must not write to a terminal.
  return record.data.strings.map { Name(labels: [$0]).description.dropLast() }.joined(separator: " ")
}
