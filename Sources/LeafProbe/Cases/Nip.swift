/// Names that carry an IPv4 address, in the dialects of leaf, sslip.io and nip.io.
let nipCases: [Case] = [
  Case(
    id: "NIP-01", level: .must,
    requirement: "1-2-3-4 has the address 1.2.3.4, with authority and a TTL above 0.",
    sources: [.other("leaf")], conditions: [.encodedNames],
    steps: { target in
      [
        Step(
          .query(target.zone.under("1-2-3-4"), .a),
          .response(
            [Check].encoded([1, 2, 3, 4], target.zone.under("1-2-3-4")) + [
              .on("a TTL above 0") { $0.section(.answer).allSatisfy { $0.ttl > 0 } }
            ]))
      ]
    }),
  Case(
    id: "NIP-02", level: .must,
    requirement: "1.2.3.4 has the address 1.2.3.4, and the names above it are NODATA.",
    sources: [.rfc(4592, "2.2.2"), .rfc(4592, "2.2.3"), .rfc(8020, "3.1"), .rfc(2136, "7.16")],
    conditions: [.encodedNames],
    steps: { target in
      [encoded(["1", "2", "3", "4"], [1, 2, 3, 4], target)]
        + target.emptyNonTerminals.map {
          Step(.query($0, .a), .response(.rcode(.noError), .set(.aa), .count(.answer, 0)))
        }
    }),
  Case(
    id: "NIP-03", level: .must,
    requirement: "Any labels may stand before an encoded address.",
    sources: [.other("leaf")], conditions: [.encodedNames],
    steps: { target in
      [
        encoded(["api", "10-11-12-13"], [10, 11, 12, 13], target),
        encoded(["a", "b", "c", "1-2-3-4"], [1, 2, 3, 4], target),
        encoded(["api", "10", "11", "12", "13"], [10, 11, 12, 13], target),
      ]
    }),
  Case(
    id: "NIP-04", level: .must,
    requirement: "A name that only looks as if it carried an address has none.",
    sources: [.other("leaf")], conditions: [.encodedNames],
    steps: { target in
      let common = ["256-1-1-1", "1-2-3", "1--2-3-4"].map { target.zone.under($0) }
      // The public services find an address anywhere in a name; leaf only next to the zone.
      let leafOnly =
        ["1-2-3-4-5", "-1-2-3-4", "1-2-3-4x", "api-1-2-3-4", "7f000001"].map { target.zone.under($0) }
        + [target.zone.under("5-6-7-8", "foo"), target.zone.under("1", "2", "3", "4", "foo")]
      return (target.profile == .leaf ? common + leafOnly : common).map {
        Step(.query($0, .a), target.noSuchName)
      }
    }),
  Case(
    id: "NIP-05", level: .info,
    requirement: "Which addresses that browsers should not be led to are answered.",
    sources: [.other("DNS rebinding")], conditions: [.encodedNames],
    steps: { target in
      specialAddresses.map { Step(.query(target.zone.under($0), .a), .anyEnding) }
    },
    note: { exchanges, _ in
      zip(specialAddresses, exchanges).map { name, exchange in
        let answered = exchange.response?.section(.answer).isEmpty == false
        return "\(name) \(answered ? "answered" : exchange.response?.rcode.description ?? "lost")"
      }.joined(separator: ", ")
    }),
  Case(
    id: "NIP-06", level: .must,
    requirement: "An encoded name has no other types: NODATA with the zone's SOA RR.",
    sources: [.rfc(2308, "2.2"), .rfc(2308, "3")], conditions: [.encodedNames],
    steps: { target in
      [RRType.aaaa, .mx, .txt, .https].map {
        Step(
          .query(target.zone.under("1-2-3-4"), $0),
          target.profile == .leaf
            ? .response(.noData(target.zone)) : .response(.rcode(.noError), .noRecords(.a, in: .answer)))
      }
    }),
  Case(
    id: "NIP-07", level: .must,
    requirement: "The zone's name servers have addresses in it.",
    sources: [.rfc(2181, "10.3")],
    conditions: [.encodedNames, .targetsInZone],
    steps: addressQueries,
    relations: [.addressForEachTarget]),
  Case(
    id: "NIP-08", level: .must,
    requirement:
      "Letters before an encoded address may be of any case; the answer's owner should be as it was asked.",
    sources: [.rfc(4343, "3"), .rfc(1034, "3.1")], conditions: [.encodedNames],
    steps: { target in
      let name = target.zone.under("aPi", "1-2-3-4")
      return [
        Step(
          .query(name, .a),
          Expectation.response(
            [Check].encoded([1, 2, 3, 4], name) + [
              .on("the owner as it was asked") { $0.section(.answer).allSatisfy { $0.owner == name } }
            ]
          ).tolerating(.response(.encoded([1, 2, 3, 4], name))))
      ]
    }),
  Case(
    id: "NIP-09", level: .must,
    requirement:
      "An address stands anywhere in a name, the dashed form before the dotted, and that before the hexadecimal.",
    sources: [.other("sslip.io")], conditions: [.profiles(.sslip)],
    steps: { target in
      [
        encoded(["www-1-2-3-4-com"], [1, 2, 3, 4], target),
        encoded(["1", "2", "3", "4", "com"], [1, 2, 3, 4], target),
        encoded(["1", "2", "3", "4", "5-6-7-8"], [5, 6, 7, 8], target),
        encoded(["7f000001", "1", "2", "3", "4"], [1, 2, 3, 4], target),
        encoded(["www", "7F000001", "com"], [127, 0, 0, 1], target),
      ]
    }),
  Case(
    id: "NIP-10", level: .must,
    requirement: "The address next to the zone is the last four numbers, or eight hexadecimal digits.",
    sources: [.other("nip.io")], conditions: [.profiles(.nip)],
    steps: { target in
      [
        encoded(["app-1-2-3-4"], [1, 2, 3, 4], target),
        encoded(["5-6-7-8", "1-2-3-4"], [1, 2, 3, 4], target),
        encoded(["1", "127", "0", "0", "1"], [127, 0, 0, 1], target),
        encoded(["app-7f000001"], [127, 0, 0, 1], target),
        encoded(["1", "2", "3", "4", "7f000001"], [127, 0, 0, 1], target),
      ]
    }),
  Case(
    id: "NIP-11", level: .must,
    requirement: "A name carries an IPv6 address with dashes for colons.",
    sources: [.rfc(4291, "2.2"), .rfc(3596, "2.1")], conditions: [.profiles(.sslip)],
    steps: { target in
      let address: [UInt8] = [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [1]
      return [["2001-db8--1"], ["www-2001-db8--1", "com"]].map { labels in
        let name = Name(labels: labels.map { Array($0.utf8) } + target.zone.labels)
        return Step(
          .query(name, .aaaa), .response(.rcode(.noError), .set(.aa), .ipv6Address(address, owner: name)))
      }
    }),
  Case(
    id: "NIP-12", level: .must,
    requirement:
      "No name above one with an address is denied: who minimizes what it asks would look no further.",
    sources: [.rfc(8020, "2"), .rfc(9156, "2.3"), .rfc(4592, "2.2.2")], conditions: [.profiles(.sslip)],
    steps: { target in
      let labels = ["a", "1-2-3-4", "b", "c"]
      return labels.indices.dropFirst().reversed().map { start in
        let name = Name(labels: labels[start...].map { Array($0.utf8) } + target.zone.labels)
        return Step(.query(name, .ns), .response(.rcode(.noError), .set(.aa)))
      } + [encoded(labels, [1, 2, 3, 4], target)]
    }),
]

private let specialAddresses = [
  "0-0-0-0", "255-255-255-255", "127-0-0-1", "169-254-169-254", "10-0-0-1", "192-168-0-1",
]

private func encoded(_ labels: [String], _ address: [UInt8], _ target: Target) -> Step {
  let name = Name(labels: labels.map { Array($0.utf8) } + target.zone.labels)
  return Step(.query(name, .a), .response(.encoded(address, name)))
}

extension [Check] {
  /// The address, with authority, and nothing else in the answer.
  static func encoded(_ address: [UInt8], _ owner: Name) -> [Check] {
    [.rcode(.noError), .set(.aa), .address(address, owner: owner)]
  }
}

extension Condition {
  static let encodedNames = Condition {
    $0.profile.hasEncodedNames ? nil : "belongs to the profiles leaf, sslip and nip"
  }
}

extension Target {
  /// leaf's NXDOMAIN; the public services' NOERROR without an address. In the dialect of nip.io the name does not exist,
  /// whatever its own backend says, and in that of sslip.io it does.
  fileprivate var noSuchName: Expectation {
    let nameError = Expectation.response(.nameError(zone))
    let noAddress = Expectation.response(.rcode(.noError), .count(.answer, 0))
    return switch profile {
    case .sslip: noAddress
    case .nip: nameError.or(noAddress)
    case .authoritative, .leaf: nameError
    }
  }
}
