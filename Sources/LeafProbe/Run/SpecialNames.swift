/// Names in a zone for what not every zone has; nil where none is known.
struct SpecialNames: Sendable {
  /// The owner of a wildcard that has an A RRset: its first label is an asterisk.
  var wildcard: Name?
  /// The owner of a CNAME RR whose target is in the zone and has an A RRset.
  var alias: Name?
  /// The owner of a DNAME RR.
  var dname: Name?
  /// A zone cut: the owner of NS RRs that lead to another zone.
  var delegation: Name?
  /// The owner of a TXT RRset that takes more than 512 octets.
  var large: Name?

  /// These, and for what they lack the others.
  func completed(by other: SpecialNames?) -> SpecialNames {
    SpecialNames(
      wildcard: wildcard ?? other?.wildcard, alias: alias ?? other?.alias, dname: dname ?? other?.dname,
      delegation: delegation ?? other?.delegation, large: large ?? other?.large)
  }
}

/// What a special name must have, and how one sees that it does. Whether the server says it rightly is for the cases.
struct SpecialNameTest: Sendable {
  let option: String
  let name: @Sendable (SpecialNames) -> Name?
  let query: @Sendable (Name) -> Message
  /// Behind "name one that".
  let requirement: String
  let holds: @Sendable (Response, Name) -> Bool

  static let all = [wildcard, alias, dname, delegation, large]

  private static let wildcard = SpecialNameTest(
    option: "--wildcard", name: \.wildcard,
    query: { .query($0.parent.under("leaf-probe-wildcard"), .a) },
    requirement: "begins with an asterisk and has an A RRset, which stands for the names beside it"
  ) { response, name in
    let owner = name.parent.under("leaf-probe-wildcard")
    return name.labels.first == Array("*".utf8) && response.has(.a, of: owner, in: .answer)
  }

  private static let alias = SpecialNameTest(
    option: "--alias", name: \.alias, query: { .query($0, .cname) }, requirement: "has a CNAME RR"
  ) { $0.has(.cname, of: $1, in: .answer) }

  private static let dname = SpecialNameTest(
    option: "--dname", name: \.dname, query: { .query($0, .dname) }, requirement: "has a DNAME RR"
  ) { $0.has(.dname, of: $1, in: .answer) }

  private static let delegation = SpecialNameTest(
    option: "--delegation", name: \.delegation, query: { .query($0, .a) },
    requirement: "has NS RRs that lead to another zone"
  ) { $0.has(.ns, of: $1, in: .authority) }

  /// One cut short tells of a large RRset as well as one that came whole.
  private static let large = SpecialNameTest(
    option: "--large", name: \.large, query: { .query($0, .txt) },
    requirement: "has a TXT RRset that takes more than 512 octets"
  ) { response, name in
    response.flags.contains(.tc) || response.has(.txt, of: name, in: .answer) && response.octets.count > 512
  }
}

extension Response {
  func has(_ type: RRType, of owner: Name, in section: Section) -> Bool {
    self.section(section).contains { $0.type == type && $0.owner.isSame(as: owner) }
  }
}
