/// The zone itself: its SOA and NS RRs, and that the same question gets the same answer.
let zoneCases: [Case] = [
  Case(
    id: "ZONE-01", level: .must,
    requirement:
      "The zone has exactly one SOA RR, answered with authority; MNAME should not be the zone itself.",
    sources: [.rfc(8906, "8.1.1"), .rfc(1034, "4.2.1"), .rfc(2181, "7.3")],
    findsLameness: true,
    steps: { target in
      let soa = [Check].soaAnswer(target.zone)
      return [
        Step(
          .query(target.zone, .soa),
          .response(
            soa + [
              .on("MNAME not \(target.zone)") { response in
                response.section(.answer).compactMap(SOA.init).allSatisfy {
                  !$0.mname.isSame(as: target.zone)
                }
              }
            ]
          ).tolerating(.response(soa)))
      ]
    }),
  Case(
    id: "ZONE-02", level: .must,
    requirement: "The zone has NS RRs at its apex, all in the answer section, answered with authority.",
    sources: [.rfc(1034, "4.2.1"), .rfc(2181, "6.1")],
    steps: { target in
      [
        Step(
          .query(target.zone, .ns),
          .response(
            .rcode(.noError), .set(.aa), .records(.ns, 1...Int.max, in: .answer, owner: target.zone),
            .noRecords(.ns, in: .authority)))
      ]
    }),
  Case(
    id: "ZONE-03", level: .should,
    requirement: "The zone has at least two name servers.",
    sources: [.rfc(2182, "5"), .rfc(1034, "4.1"), .rfc(1035, "2.2")],
    conditions: [
      Condition { $0.endpoint.isPublic ? nil : "the server's address is not public: this is no deployment" }
    ],
    steps: { target in
      [
        Step(
          .query(target.zone, .ns),
          .response(
            .on("at least two NS targets") { response in
              Set(response.section(.answer).filter { $0.type == .ns }.flatMap(\.data.names)).count > 1
            }))
      ]
    }),
  Case(
    id: "ZONE-04", level: .must,
    requirement: "Every NS target in the zone has an address.",
    sources: [.rfc(2181, "10.3")],
    conditions: [.targetsInZone],
    steps: addressQueries,
    relations: [.addressForEachTarget]),
  Case(
    id: "ZONE-05", level: .must,
    requirement: "No NS target is an alias, and MNAME should be none.",
    sources: [.rfc(2181, "10.3"), .rfc(1034, "3.6.2")],
    steps: { target in
      let noAlias = Expectation.response(.noRecords(.cname, in: .answer))
      var steps = target.ownTargets.map { Step(.query($0, .cname), noAlias) }
      if let mname = target.soa?.mname, mname.isInside(target.zone) {
        steps.append(Step(.query(mname, .cname), noAlias.tolerating(.response())))
      }
      return steps
    }),
  Case(
    id: "ZONE-06", level: .info,
    requirement: "The SOA RR's times are what others recommend.",
    sources: [.rfc(1912, "2.2"), .rfc(2308, "5")],
    steps: { target in [Step(.query(target.zone, .soa), .anyEnding)] },
    note: { _, target in
      target.soa.map { soa in
        let odd = [
          soa.refresh <= soa.retry ? "REFRESH is not above RETRY" : nil,
          soa.expire <= soa.refresh ? "EXPIRE is not above REFRESH" : nil,
          (300...86_400).contains(soa.minimum) ? nil : "MINIMUM is not in 300...86400",
        ].compactMap { $0 }
        return "refresh \(soa.refresh), retry \(soa.retry), expire \(soa.expire), minimum \(soa.minimum)"
          + (odd.isEmpty ? "" : ": " + odd.joined(separator: "; "))
      }
    }),
  Case(
    id: "ZONE-07", level: .must,
    requirement: "All RRs of an RRset have the same TTL, below 2^31.",
    sources: [.rfc(2181, "5.2"), .rfc(2181, "8")],
    conditions: [.existingName],
    steps: { target in
      [
        Step(
          .query(target.existingOrApex, .a),
          Expectation.response(
            .rcode(.noError), .set(.aa), .records(.a, 1...Int.max, in: .answer, owner: target.existingOrApex),
            .on("one TTL below 2^31 for the RRset") { response in
              let ttls = Set(response.section(.answer).filter { $0.type == .a }.map(\.ttl))
              return ttls.count == 1 && ttls.allSatisfy { $0 >> 31 == 0 }
            }
          ).or(.truncated))
      ]
    }),
  Case(
    id: "ZONE-08", level: .should,
    requirement: "No RR comes twice in a response, but for the SOA RR around a zone transfer.",
    sources: [.rfc(2181, "5"), .rfc(2181, "5.5")],
    invariant: .ofResponses("no RR twice in a response") { response, exchange in
      if [.axfr, .ixfr].contains(exchange.question?.type) { return nil }
      let records = Section.allCases.flatMap { response.data($0) }
      return Set(records.map(\.identity)).count == records.count ? nil : "an RR comes twice"
    }),
  Case(
    id: "ZONE-09", level: .must,
    requirement: "The answer is the same RRset with and without EDNS and RD.",
    sources: [.rfc(2181, "5.1")],
    conditions: [.existingName],
    steps: { target in
      [EDNS?.none, EDNS()].flatMap { edns in
        [Flags(), .rd].map { flags in
          Step(
            .query(target.existingOrApex, .a, flags: flags, edns: edns),
            Expectation.response(
              .rcode(.noError), .records(.a, 1...Int.max, in: .answer, owner: target.existingOrApex)
            ).or(.truncated))
        }
      }
    },
    relations: [.sameAnswer]),
  Case(
    id: "ZONE-10", level: .must,
    requirement: "A name that only ends in the same letters as the zone's is not in the zone.",
    sources: [.rfc(1034, "4.3.2"), .rfc(1034, "3.1")],
    conditions: [.parentOutside],
    steps: { target in
      guard let sibling = target.sibling else { return [] }
      return [RRType.soa, .ns].map {
        Step(.query(sibling, $0), .response(.nothing(of: target.zone), .clear(.aa)))
      }
    }),
  Case(
    id: "ZONE-11", level: .should,
    requirement: "The same query gets the same RCODE and flags each time.",
    sources: [.other("what resolvers count on")],
    steps: { target in (0..<50).map { _ in Step(.query(target.zone, .soa), .response()) } },
    relations: [.sameHeader]),
  Case(
    id: "ZONE-12", level: .must,
    requirement: "Each zone answers with its own SOA RR, also where one is inside another.",
    sources: [.rfc(1034, "4.3.2")],
    conditions: [
      Condition { $0.otherZones.isEmpty ? "no other zone is known; name one with --zone" : nil }
    ],
    steps: { target in
      ([target.zone] + target.otherZones).map { Step(.query($0, .soa), .response(.soaAnswer($0))) }
    }),
]

extension Target {
  /// Beside the zone under the same parent, its first label one letter longer; nil for the root and for the longest
  /// labels.
  var sibling: Name? {
    guard let label = zone.labels.first, label.count < 63 else { return nil }
    return Name(labels: [[UInt8(ascii: "x")] + label] + zone.labels.dropFirst())
  }
}

extension Check {
  /// No record of the zone or below it.
  static func nothing(of zone: Name) -> Check {
    on("no RR of \(zone)") { response in
      !response.records.contains { $0.type != .opt && $0.owner.isInside(zone) }
    }
  }
}

/// A and AAAA of each NS target in the zone.
@Sendable func addressQueries(_ target: Target) -> [Step] {
  target.ownTargets.flatMap { name in
    [RRType.a, .aaaa].map { Step(.query(name, $0), .response(.notRCODE(.nxDomain))) }
  }
}

extension Relation {
  /// Of the pairs of exchanges for A and AAAA of a name, one answers.
  static let addressForEachTarget = Relation(
    description: "an A or AAAA RR for each NS target in the zone"
  ) { exchanges, target in
    let missing = target.ownTargets.enumerated().filter { index, name in
      !exchanges.dropFirst(2 * index).prefix(2).contains { exchange in
        // A target below a zone cut is another server's.
        exchange.response.map { response in
          response.refersToZone(of: name, below: target.zone)
            || response.section(.answer).contains { $0.type == .a || $0.type == .aaaa }
        } ?? false
      }
    }
    return missing.isEmpty
      ? nil : "no address for \(missing.map(\.element.description).joined(separator: ", "))"
  }
}

extension Response {
  /// Whether this is a referral to a zone that the name is in (RFC 1034 §4.3.2).
  fileprivate func refersToZone(of name: Name, below apex: Name) -> Bool {
    rcode == .noError && !flags.contains(.aa) && section(.answer).isEmpty
      && section(.authority).contains {
        $0.type == .ns && name.isInside($0.owner) && $0.owner.isInside(apex) && !$0.owner.isSame(as: apex)
      }
  }
}
