/// Something that must be true of a response, and how the report says it.
struct Check: Sendable {
  let description: String
  let holds: @Sendable (Exchange) -> Bool
  /// What is wrong, where there is more to say than that it does not hold.
  private var fault: @Sendable (Exchange) -> String? = { _ in nil }

  init(_ description: String, _ holds: @escaping @Sendable (Exchange) -> Bool) {
    self.description = description
    self.holds = holds
  }

  /// - Parameter fault: What is wrong with a response; nil where nothing is.
  init(_ description: String, fault: @escaping @Sendable (Response) -> String?) {
    self.init(description) { exchange in exchange.response.map { fault($0) == nil } ?? false }
    self.fault = { $0.response.flatMap(fault) }
  }

  /// How a finding names it.
  func account(of exchange: Exchange) -> String {
    fault(exchange).map { "\(description) (\($0))" } ?? description
  }

  /// A check of the response alone.
  static func on(_ description: String, _ holds: @escaping @Sendable (Response) -> Bool) -> Check {
    Check(description) { $0.response.map(holds) ?? false }
  }

  static func rcode(_ accepted: RCODE...) -> Check {
    on(accepted.map(\.description).joined(separator: " or ")) { accepted.contains($0.rcode) }
  }

  static func notRCODE(_ refused: RCODE...) -> Check {
    on("not " + refused.map(\.description).joined(separator: " or ")) { !refused.contains($0.rcode) }
  }

  static func opcode(_ opcode: Opcode) -> Check { on("opcode \(opcode)") { $0.opcode == opcode } }

  /// All these flags are 1.
  static func set(_ flags: Flags) -> Check { on(assignment(flags, "1")) { $0.flags.isSuperset(of: flags) } }

  /// All these flags are 0.
  static func clear(_ flags: Flags) -> Check {
    on(assignment(flags, "0")) { $0.flags.isDisjoint(with: flags) }
  }

  private static func assignment(_ flags: Flags, _ value: String) -> String {
    Flags.named.filter { flags.contains($0.flag) }.map { "\($0.name)=\(value)" }.joined(separator: " ")
  }

  /// What the header's count for a section says.
  static func count(_ section: Section, _ count: Int) -> Check {
    on("\(count == 0 ? "no" : String(count)) RR in \(section)") { $0.count(section) == count }
  }

  /// All four counts are 0.
  static let headerOnly = on("header only") { $0.counts.allSatisfy { $0 == 0 } && $0.octets.count == 12 }

  /// No records but OPT and TSIG.
  static func noData(_ sections: Section...) -> Check {
    on("no data in \(sections.map(\.description).joined(separator: " and "))") { response in
      sections.allSatisfy { response.data($0).isEmpty }
    }
  }

  /// Exactly one question, the one that was asked.
  static let questionRepeated = Check("the question repeated") { exchange in
    guard let asked = exchange.question, let questions = exchange.response?.questions else { return false }
    return questions.count == 1 && questions[0].isSame(as: asked)
  }

  /// Exactly one question, octet for octet the one that was asked.
  static let questionCopied = Check("the question repeated octet for octet") { exchange in
    exchange.response?.questions == exchange.question.map { [$0] }
  }

  static let noOPT = on("no OPT RR") { $0.opt == nil }

  static let opt = on("an OPT RR") { $0.opt != nil }

  /// So many RRs of a type in a section, of this owner, whatever its case.
  static func records(_ type: RRType, _ counts: ClosedRange<Int>, in section: Section, owner: Name) -> Check {
    on("\(range(counts)) \(type) RR of \(owner) in \(section)") { response in
      counts.contains(
        response.section(section).filter { $0.type == type && $0.owner.isSame(as: owner) }.count)
    }
  }

  static func noRecords(_ type: RRType, in section: Section) -> Check {
    on("no \(type) RR in \(section)") { response in !response.section(section).contains { $0.type == type } }
  }

  private static func range(_ counts: ClosedRange<Int>) -> String {
    switch (counts.lowerBound, counts.upperBound) {
    case (let least, let most) where least == most: "\(least)"
    case (let least, .max): "at least \(least)"
    case (let least, let most): "\(least) to \(most)"
    }
  }

  /// Exactly one SOA RR in the authority section, the zone's own (RFC 2308 §3).
  static func negativeSOA(of zone: Name) -> Check {
    on("exactly one SOA RR, of \(zone), in authority") { response in
      let found = response.section(.authority).filter { $0.type == .soa }
      return found.count == 1 && found[0].owner.isSame(as: zone)
    }
  }

  /// The answer holds these addresses and nothing else.
  static func address(_ address: [UInt8], owner: Name) -> Check {
    on("\(owner) A \(address.map(String.init).joined(separator: ".")) and nothing else in answer") {
      response in
      let answer = response.section(.answer)
      return answer.count == 1 && answer[0].type == .a && answer[0].owner.isSame(as: owner)
        && answer[0].rdata == address
    }
  }

  /// - Parameter address: Sixteen octets.
  static func ipv6Address(_ address: [UInt8], owner: Name) -> Check {
    on(
      "\(owner) AAAA \(address.map { String($0, radix: 16) }.joined(separator: ".")) and nothing else in answer"
    ) {
      response in
      let answer = response.section(.answer)
      return answer.count == 1 && answer[0].type == .aaaa && answer[0].owner.isSame(as: owner)
        && answer[0].rdata == address
    }
  }

  static func atMost(octets limit: Int, why: String) -> Check {
    on("at most \(limit) octets (\(why))") { $0.octets.count <= limit }
  }

  static let wellFormed = on("a well-formed message") { $0.violations.isEmpty }
}

/// Several checks under the name of what they make together.
extension [Check] {
  /// An authoritative answer without data: NODATA (RFC 2308 §2.2).
  static func noData(_ zone: Name) -> [Check] {
    [.rcode(.noError), .set(.aa), .count(.answer, 0), .negativeSOA(of: zone)]
  }

  /// NXDOMAIN (RFC 2308 §2.1).
  static func nameError(_ zone: Name) -> [Check] {
    [.rcode(.nxDomain), .set(.aa), .count(.answer, 0), .negativeSOA(of: zone)]
  }

  /// The zone's SOA RR as the answer.
  static func soaAnswer(_ zone: Name) -> [Check] {
    [.rcode(.noError), .set(.aa), .records(.soa, 1...1, in: .answer, owner: zone)]
  }
}
