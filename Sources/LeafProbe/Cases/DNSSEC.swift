import Glibc

/// Signatures, denial of existence and keys (RFC 4033 to 4035, RFC 5155, RFC 9824).
let dnssecCases: [Case] = [
  Case(
    id: "SEC-01", level: .must,
    requirement: "The SOA RR of a signed zone comes with a signature that validates.",
    sources: [.rfc(4035, "3.1.1"), .rfc(4035, "5.3")],
    conditions: [.signedZone],
    steps: { target in [target.secure(target.zone, .soa)] }),
  Case(
    id: "SEC-02", level: .must,
    requirement: "Without DO=1 no RRSIG, NSEC or NSEC3 RR comes that was not asked for.",
    sources: [.rfc(3225, "3"), .rfc(4035, "3.1")],
    conditions: [.signedZone],
    steps: { target in
      [nil, EDNS()].flatMap { edns in
        [(target.zone, RRType.soa), (target.missingOrApex, .a), (target.existingOrApex, .unassigned)].map {
          Step(.query($0.0, $0.1, edns: edns), .response(.withoutDNSSEC))
        }
      }
    }),
  Case(
    id: "SEC-03", level: .must,
    requirement:
      "The DNSKEY RRset is signed by a key in it; its RRs have protocol 3, and no algorithm that must not be used.",
    sources: [.rfc(4035, "2.1"), .rfc(4034, "2.1.2"), .other("RFC 9904"), .rfc(9905, "2")],
    conditions: [.signedZone],
    steps: { target in [target.secure(target.zone, .dnskey, .soundKeys)] }),
  Case(
    id: "SEC-04", level: .must,
    requirement: "NXDOMAIN comes with a proof that validates, whatever the letters' case in the question.",
    sources: [.rfc(4035, "3.1.3.2"), .rfc(5155, "7.2.2"), .rfc(4034, "6.2")],
    conditions: [.signedZone, .missingName],
    steps: { target in
      let name = target.missingOrApex
      return [name, name.under("below"), name.mixedCase(seed: 1)].map { target.secure($0, .a) }
    }),
  Case(
    id: "SEC-05", level: .must,
    requirement: "NODATA comes with a proof that validates: a type bitmap without QTYPE and CNAME.",
    sources: [.rfc(4035, "3.1.3.1"), .rfc(5155, "7.2.3")],
    conditions: [.signedZone, .existingName],
    steps: { target in
      let name = target.existingOrApex
      return [name, name.mixedCase(seed: 2)].map { target.secure($0, .unassigned) }
    }),
  Case(
    id: "SEC-06", level: .should,
    requirement: "NSEC3 has no iterations and no salt.",
    sources: [.rfc(9276, "3.1")],
    conditions: [.signedZone],
    steps: { target in
      [(target.zone, RRType.nsec3param), (target.missingOrApex, .a)].map {
        Step(.query($0.0, $0.1, edns: EDNS(dnssecOK: true)), .response(.plainNSEC3))
      }
    }),
  Case(
    id: "SEC-07", level: .must,
    requirement: "What is made from a wildcard comes with a proof that no name is closer.",
    sources: [.rfc(4035, "3.1.3.3"), .rfc(5155, "7.2.6")],
    conditions: [.signedZone, .wildcard],
    steps: { target in
      guard let wildcard = target.special.wildcard else { return [] }
      let name = wildcard.parent.under("leaf-probe-wildcard")
      return [name, name.mixedCase(seed: 3)].map { target.secure($0, .a) }
    }),
  Case(
    id: "SEC-08", level: .should,
    requirement: "Signatures are good for another day.",
    sources: [.rfc(6781, "4.4.2")],
    conditions: [.signedZone],
    steps: { target in
      [(target.zone, RRType.soa), (target.zone, .dnskey), (target.missingOrApex, .a)].map {
        Step(.query($0.0, $0.1, edns: EDNS(payload: 4096, dnssecOK: true)), .response(.goodForADay))
      }
    }),
  Case(
    id: "SEC-09", level: .should,
    requirement:
      "CDS and CDNSKEY RRs are signed and of keys of the zone, or ask for the DS RRs to go in the exact form for that.",
    sources: [.rfc(7344, "4.1"), .rfc(8078, "4")],
    conditions: [.signedZone],
    steps: { target in
      let keys = target.keys?.keys ?? []
      return [RRType.cds, .cdnskey].map { target.secure(target.zone, $0, .childRecords(match: keys)) }
    }),
  Case(
    id: "SEC-10", level: .must,
    requirement: "A DNSKEY RRset too long for the client gets TC=1 and an OPT RR.",
    sources: [.rfc(8906, "8.2.7"), .rfc(6891, "7")],
    transports: [.udp],
    conditions: [.signedZone],
    steps: { target in
      let query = Message.query(target.zone, .dnskey, edns: EDNS(payload: 512, dnssecOK: true))
      let fits = Check.atMost(octets: 512, why: "advertised")
      return [
        Step(
          query,
          .response(.set(.tc), .opt, fits)
            .or(.response(.clear(.tc), .opt, fits, target.validates(target.zone, .dnskey))))
      ]
    }),
  Case(
    id: "SEC-11", level: .should,
    requirement: "Compact denial says in the type bitmap that a name does not exist.",
    sources: [.rfc(9824, "2"), .rfc(9824, "3.1")],
    conditions: [.signedZone, .missingName, .compactDenial],
    steps: { target in
      [
        Step(
          .query(target.missingOrApex, .a, edns: EDNS(dnssecOK: true)),
          .response(.nonexistence(of: target.missingOrApex)))
      ]
    }),
  Case(
    id: "SEC-12", level: .must,
    requirement: "DO=1 changes nothing in the answers from an unsigned zone, and is copied.",
    sources: [.rfc(3225, "3"), .rfc(4035, "3.1.6")],
    conditions: [.unsignedZone],
    steps: { target in
      [(target.zone, RRType.soa), (target.missingOrApex, .a)].map {
        Step(
          .query($0.0, $0.1, edns: EDNS(dnssecOK: true)),
          .response(.withoutDNSSEC, .dnssecOKCopied, .clear(.ad)))
      }
    }),
  Case(
    id: "SEC-13", level: .must,
    requirement:
      "No RR has a TTL above the original one in its signature, and RRSIG RRs have the TTL of what they cover.",
    sources: [.rfc(4034, "3"), .rfc(4035, "2.2"), .rfc(4035, "5.3.3")],
    conditions: [.signedZone],
    steps: { target in
      [(target.zone, RRType.soa), (target.zone, .ns), (target.existingOrApex, .a)].map {
        Step(.query($0.0, $0.1, edns: EDNS(dnssecOK: true)), .response(.signedTTLs))
      }
    }),
  Case(
    id: "SEC-14", level: .must,
    requirement: "Answers from a signed zone validate, aliases and letters of either case included.",
    sources: [.rfc(4035, "3.1.1"), .rfc(4035, "5.3"), .rfc(6672, "5.3.1")],
    conditions: [.signedZone],
    steps: { target in
      let name = target.existingOrApex
      let special = [target.special.alias, target.special.dname?.under("www")].compactMap { $0 }
      return ([target.zone] + special).map { target.secure($0, $0 == target.zone ? .ns : .a) }
        + [name, name.mixedCase(seed: 4)].map { target.secure($0, .a) }
    }),
  Case(
    id: "SEC-15", level: .must,
    requirement: "A referral has the signed DS RRs of the delegation, or a proof that there are none.",
    sources: [.rfc(4035, "3.1.4"), .rfc(5155, "7.2.7")],
    conditions: [.signedZone, .delegation],
    steps: { target in
      guard let cut = target.special.delegation else { return [] }
      return [target.secure(cut.under("leaf-probe-referral"), .a), target.secure(cut, .ds)]
    }),
  Case(
    id: "SEC-16", level: .must,
    requirement: "Each algorithm of the zone's keys signs each RRset.",
    sources: [.rfc(4035, "2.2"), .rfc(6840, "5.11")],
    conditions: [.signedZone],
    steps: { target in
      // That one is right is for others.
      guard (target.keys?.algorithms.count ?? 0) > 1 else { return [] }
      return [target.signedByEach(target.zone, .soa), target.signedByEach(target.zone, .dnskey)]
    }),
  Case(
    id: "SEC-17", level: .must,
    requirement: "NSEC and NSEC3 RRs have the TTL of negative answers.",
    sources: [.rfc(9077, "3.1"), .rfc(9077, "3.3")],
    conditions: [.signedZone, .missingName],
    steps: { target in
      let ttl = target.soa.map { min(target.soaTTL, $0.minimum) } ?? target.soaTTL
      return [
        Step(
          .query(target.missingOrApex, .a, edns: EDNS(dnssecOK: true)), .response(.denialTTL(ttl)))
      ]
    }),
  Case(
    id: "SEC-18", level: .should,
    requirement: "The zone's keys have no algorithm that is not recommended.",
    sources: [.other("RFC 9904")],
    conditions: [.signedZone],
    steps: { target in
      let isWeak = target.keys?.algorithms.contains(where: \.isNotRecommended) ?? false
      return [
        Step(
          .query(target.zone, .dnskey, edns: EDNS(dnssecOK: true)),
          .response(Check("no key with RSASHA512") { _ in !isWeak }))
      ]
    }),
  Case(
    id: "SEC-19", level: .must,
    requirement: "The DNSKEY RRset is signed by a key that the parent's DS RRs are of.",
    sources: [.rfc(4035, "5.2"), .rfc(4035, "2.4")],
    conditions: [.trustAnchor, .edns],
    steps: { target in
      [
        Step(
          .query(target.zone, .dnskey, edns: EDNS(payload: 4096, dnssecOK: true)),
          .response(.rcode(.noError), target.isAnchored).or(.response(.set(.tc))))
      ]
    }),
]

extension Target {
  /// Asks with DO=1 for what must validate.
  fileprivate func secure(_ name: Name, _ type: RRType, _ more: Check...) -> Step {
    let edns = EDNS(payload: 4096, dnssecOK: true)
    return Step(
      .query(name, type, edns: edns),
      .response([.rcode(.noError, .nxDomain), validates(name, type)] + more).or(.response(.set(.tc))))
  }

  /// Asks for what each algorithm must have signed.
  fileprivate func signedByEach(_ name: Name, _ type: RRType) -> Step {
    let single = (keys?.algorithms ?? []).filter(\.isVerifiable).compactMap { keys?.limited(to: $0) }
    let names = single.flatMap(\.algorithms).map(\.description).sorted().joined(separator: ", ")
    let check = Check(
      "a right signature by each of \(names)",
      fault: { response in
        let rrsets = response.rrsets(.answer).filter { $0.type == type }
        return single.lazy.flatMap { keys in rrsets.lazy.compactMap { keys.fault(of: $0, at: .now) } }.first
      })
    return Step(
      .query(name, type, edns: EDNS(payload: 4096, dnssecOK: true)), .response(check).or(.response(.set(.tc)))
    )
  }

  /// A chain of trust from the DS RRs that are given.
  fileprivate var isAnchored: Check {
    let (anchors, keys) = (trustAnchors, keys)
    let question = Question(name: zone, type: .dnskey, qclass: .in)
    return Check(
      "a signature by a key that a DS RR is of",
      fault: { response in
        guard let keys else { return "no DNSKEY RR" }
        let anchored = keys.anchored(by: anchors)
        guard !anchored.keys.isEmpty else {
          return "DS RRs of \(tags(anchors.map(\.keyTag))), keys \(tags(keys.keys.map(\.tag)))"
        }
        return anchored.fault(of: response, to: question, at: .now)
      })
  }

  fileprivate func validates(_ name: Name, _ type: RRType) -> Check {
    let (keys, question) = (keys, Question(name: name, type: type, qclass: .in))
    return Check("a response that validates", fault: { keys?.fault(of: $0, to: question, at: .now) })
  }
}

private func tags(_ tags: [UInt16]) -> String { tags.map(String.init).joined(separator: " and ") }

extension UInt32 {
  /// Seconds since 1970, as RRSIG RRs count them.
  fileprivate static var now: UInt32 { UInt32(truncatingIfNeeded: time(nil)) }
}
