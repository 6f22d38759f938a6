/// Options that few servers know, each of which is ignored or understood.
let otherOptionCases: [Case] = [
  Case(
    id: "MISC-01", level: .must,
    requirement:
      "CHAIN, edns-key-tag, Report-Channel, ZONEVERSION and Umbrella options are ignored or understood, not echoed.",
    sources: [.rfc(6891, "6.1.2"), .rfc(7901, "5.1"), .rfc(8145, "4.1"), .rfc(9567, "5"), .rfc(9660, "3.2")],
    conditions: [.edns],
    steps: { target in
      rareOptions.map { .asking(target, [$0], .notEchoed($0)) } + [.asking(target, rareOptions)]
    }),
  Case(
    id: "MISC-02", level: .must,
    requirement: "A ZONEVERSION option counts the zone's labels, and one of type SOA-SERIAL has its serial.",
    sources: [.rfc(9660, "2"), .rfc(9660, "4")],
    conditions: [.edns],
    steps: { target in
      [Step(.query(target.zone, .soa, edns: EDNS(options: [.zoneVersion])), .response(.zoneVersion(target)))]
    }),
  Case(
    id: "MISC-03", level: .must,
    requirement: "A response about no zone of the server's has no ZONEVERSION option.",
    sources: [.rfc(9660, "3.2")],
    conditions: [.edns, .outsideName],
    steps: { target in
      [
        Step(
          .query(target.outsideOrApex, .a, edns: EDNS(options: [.zoneVersion])),
          .response(.noOption(EDNS.Option.zoneVersionCode)))
      ]
    }),
  Case(
    id: "MISC-04", level: .must,
    requirement: "A Report-Channel option holds one whole name without pointers, and comes once.",
    sources: [.rfc(9567, "5"), .rfc(9567, "6.2")],
    conditions: [.edns],
    invariant: .ofResponses("at most one Report-Channel option, of one name") { response, _ in
      if response.optionCount(EDNS.Option.reportChannelCode) > 1 { return "more than one" }
      guard let domain = response.opt?.option(EDNS.Option.reportChannelCode) else { return nil }
      return Name(wire: domain).isWhole ? nil : "no name: \(domain.hex)"
    }),
]

private let rareOptions: [EDNS.Option] = [
  // The closest trust point is the root.
  .init(code: 13, data: [0]),
  .init(code: 14, data: [0x4F, 0x66]),
  .init(code: EDNS.Option.reportChannelCode, data: Name(labels: [Array("invalid".utf8)]).wire),
  .zoneVersion,
  .init(code: 20292, data: Array("ODNS".utf8) + [0, 0]),
]

extension Check {
  /// The option may be missing, and other types of version are not looked into.
  fileprivate static func zoneVersion(_ target: Target) -> Check {
    on("no ZONEVERSION option, or one that fits the zone") { response in
      let versions = response.opt?.options.filter { $0.code == EDNS.Option.zoneVersionCode } ?? []
      let serials = response.section(.answer).compactMap { SOA($0)?.serial }
      return versions.map(\.data).allSatisfy { version in
        guard version.count >= 2, version[0] == target.zone.labels.count else { return false }
        guard version[1] == 0 else { return true }
        return version.count == 6 && (serials.isEmpty || serials.contains(version.uint32(at: 2) ?? 0))
      }
    }
  }
}

extension Name {
  /// Whether the wire form ends with the root's label, and holds none that is longer than 63 octets.
  fileprivate var isWhole: Bool {
    wire.count <= 255 && wire == Name(labels: labels).wire && labels.allSatisfy { $0.count <= 63 }
  }
}
