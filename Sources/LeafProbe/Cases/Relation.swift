/// Something that must hold between the exchanges of a case, all of which brought a response.
struct Relation: Sendable {
  let description: String
  /// What breaks it; nil while it holds.
  let violation: @Sendable ([Exchange], Target) -> String?

  /// The same RCODE in every response.
  static let sameRCODE = Relation(description: "the same RCODE in all responses") { exchanges, _ in
    let codes = Set(exchanges.compactMap(\.response?.rcode.description))
    return codes.count > 1 ? "RCODEs \(codes.sorted().joined(separator: ", "))" : nil
  }

  /// Of a name and the types of another below it: the second exists for all types or for none.
  static let sameExistence = Relation(description: "the same RCODE for every QTYPE of a name") {
    exchanges, target in
    sameRCODE.violation(Array(exchanges.dropFirst()), target)
  }

  /// The same RCODE and flags (RD left out) in every response.
  static let sameHeader = Relation(description: "the same RCODE and flags in all responses") { exchanges, _ in
    let found = Set(
      exchanges.compactMap { exchange in
        exchange.response.map { "\($0.rcode) \($0.flags.subtracting(.rd))" }
      })
    return found.count > 1 ? found.sorted().joined(separator: "; ") : nil
  }

  /// The same records, in whatever order, in the answer sections; those cut short tell nothing.
  static let sameAnswer = Relation(description: "the same records in all answer sections") { exchanges, _ in
    let answers = Set(
      exchanges.compactMap { exchange in
        exchange.response.flatMap { $0.flags.contains(.tc) ? nil : Set($0.data(.answer).map(\.identity)) }
      })
    return answers.count > 1 ? "\(answers.count) different answers" : nil
  }

  /// The same serial in all SOA RRs.
  static let sameSerial = Relation(description: "the same SOA serial in all responses") { exchanges, _ in
    let serials = Set(
      exchanges.flatMap { $0.response?.section(.answer) ?? [] }.compactMap { SOA($0)?.serial })
    return serials.count > 1 ? "serials \(serials.sorted().map(String.init).joined(separator: ", "))" : nil
  }
}
