/// One step from the name that was asked for to what it has: what an answer section is made of.
enum Link: Sendable, CustomStringConvertible {
  case cname(Name, to: Name)
  case dname(Name, to: Name)
  /// One or more RRs of a type.
  case records(RRType, of: Name)

  var description: String {
    switch self {
    case .cname(let owner, let target): "\(owner) CNAME \(target)"
    case .dname(let owner, let target): "\(owner) DNAME \(target)"
    case .records(let type, let owner): "\(owner) \(type)"
    }
  }

  func fits(_ record: Record) -> Bool {
    switch self {
    case .cname(let owner, let target): record.leads(from: owner, by: .cname, to: target)
    case .dname(let owner, let target): record.leads(from: owner, by: .dname, to: target)
    case .records(let type, let owner): record.type == type && record.owner.isSame(as: owner)
    }
  }
}

extension Record {
  fileprivate func leads(from owner: Name, by type: RRType, to target: Name) -> Bool {
    self.type == type && self.owner.isSame(as: owner) && data.names.map { $0.isSame(as: target) } == [true]
  }
}

extension Check {
  /// The answer section has all of these, and nothing else.
  static func answer(_ links: Link...) -> Check { answer(links) }

  static func answer(_ links: [Link]) -> Check {
    on("in answer just " + links.map(\.description).joined(separator: ", ")) { response in
      let records = response.data(.answer)
      return links.allSatisfy { link in records.contains(where: link.fits) }
        && records.allSatisfy { record in links.contains { $0.fits(record) } }
    }
  }

  /// The answer section has all of these, whatever else it has.
  static func inAnswer(_ links: Link...) -> Check {
    on("in answer " + links.map(\.description).joined(separator: ", ")) { response in
      links.allSatisfy { link in response.section(.answer).contains(where: link.fits) }
    }
  }

  /// RRs of a type with just these RDATA in a section.
  static func data(_ type: RRType, _ rdata: [[UInt8]], of owner: Name, in section: Section = .answer) -> Check
  {
    on("\(rdata.count) \(type) RR of \(owner), with its own data, in \(section)") { response in
      let found = response.section(section).filter { $0.type == type && $0.owner.isSame(as: owner) }
      return found.count == rdata.count && Set(found.map(\.rdata)) == Set(rdata)
    }
  }

  static func documentationAddress(_ last: UInt8, of owner: Name, in section: Section = .answer) -> Check {
    data(.a, [[192, 0, 2, last]], of: owner, in: section)
  }
}

extension [Check] {
  /// An authoritative answer of just these.
  static func answer(_ links: Link...) -> [Check] { [.rcode(.noError), .set(.aa), .answer(links)] }

  /// Aliases whose last target is denied with the RCODE: the zone's SOA RR is in the authority section (RFC 2308 §3).
  static func denial(_ rcode: RCODE, _ zone: Name, after links: Link...) -> [Check] {
    [.rcode(rcode), .set(.aa), .answer(links), .negativeSOA(of: zone)]
  }

  /// A referral to the zone at a cut (RFC 1034 §4.3.2 step 3b).
  static func referral(to cut: Name) -> [Check] {
    [.clear(.aa), .noData(.answer)] + [Check].delegation(of: cut)
  }

  /// The NS RRs of a cut in the authority section, without the zone's SOA RR.
  static func delegation(of cut: Name) -> [Check] {
    [
      .rcode(.noError), .records(.ns, 1...Int.max, in: .authority, owner: cut),
      .noRecords(.soa, in: .authority),
    ]
  }
}
