/// A well-formed query, built by ldns.
struct Query: Sendable {
  var name: Name
  var type: RRType
  var qclass: RRClass = .in
  var opcode: Opcode = .query
  /// QR included: some cases send what looks like a response.
  var flags: Flags = []
  var rcode: UInt8 = 0
  var edns: EDNS?

  init(
    _ name: Name, _ type: RRType, _ qclass: RRClass = .in, opcode: Opcode = .query, flags: Flags = [],
    rcode: UInt8 = 0, edns: EDNS? = nil
  ) {
    self.name = name
    self.type = type
    self.qclass = qclass
    self.opcode = opcode
    self.flags = flags
    self.rcode = rcode
    self.edns = edns
  }
}

/// The OPT RR of a query (RFC 6891 §6.1.2).
struct EDNS: Sendable {
  struct Option: Hashable, Sendable {
    var code: UInt16
    var data: [UInt8]
  }

  var payload: UInt16 = 1232
  var extendedRCODE: UInt8 = 0
  var version: UInt8 = 0
  var dnssecOK = false
  /// The 15 flags beside DO, where they stand in the TTL's lower half.
  var reserved: UInt16 = 0
  var options: [Option] = []
}

/// What is sent: a well-formed query, the response to an earlier step, or either with octets changed.
struct Message: Sendable {
  enum Base: Sendable {
    case query(Query)
    case octets([UInt8])
    /// The response to the step with this number, sent back as it came.
    case response(ofStep: Int)
    /// A query that is made of what came of the steps before; none where they tell too little.
    case following(@Sendable ([Exchange]) -> Query?)
  }

  enum Edit: Sendable {
    /// The flags are these, whatever they were; QR, Z and the RCODE's neighbours included.
    case flags(Flags)
    case count(Section, UInt16)
    case append([UInt8])
    /// One more record at the end of the message, and in the count of its section.
    case add(Section, [UInt8])
    /// Only the first octets are left.
    case keep(Int)
    /// The question goes; the records after it stay.
    case removeQuestion(Name)
  }

  var base: Base
  var edits: [Edit] = []

  static func query(
    _ name: Name, _ type: RRType, _ qclass: RRClass = .in, opcode: Opcode = .query, flags: Flags = [],
    rcode: UInt8 = 0, edns: EDNS? = nil
  ) -> Message {
    Message(
      base: .query(
        Query(name, type, qclass, opcode: opcode, flags: flags, rcode: rcode, edns: edns)))
  }

  static func octets(_ octets: [UInt8]) -> Message { Message(base: .octets(octets)) }

  /// Twelve octets and no more.
  static func header(opcode: Opcode = .query, flags: Flags = []) -> Message {
    query(.root, .a, opcode: opcode, flags: flags).edited(.keep(12), .count(.question, 0))
  }

  func edited(_ edits: Edit...) -> Message { Message(base: base, edits: self.edits + edits) }

  /// A query that is made of what came of the steps before.
  static func following(_ query: @escaping @Sendable ([Exchange]) -> Query?) -> Message {
    Message(base: .following(query))
  }

  /// The same message, of which nothing depends on earlier steps any more; nil where what they brought is no use.
  func settled(after earlier: [Exchange]) -> Message? {
    switch base {
    case .query, .octets: return self
    case .response(let step):
      // One with QR=0 is a query, which may well be answered.
      guard step < earlier.count, let response = earlier[step].response, response.flags.contains(.qr) else {
        return nil
      }
      return Message(base: .octets(response.octets), edits: edits)
    case .following(let query): return query(earlier).map { Message(base: .query($0), edits: edits) }
    }
  }

  /// The octets to send; none for a message that is not settled.
  func octets(id: UInt16) -> [UInt8] {
    var octets: [UInt8]
    switch base {
    case .query(let query): octets = query.octets
    case .octets(let given): octets = given
    case .response, .following: return []
    }
    for edit in edits { edit.apply(to: &octets) }
    octets.set(id, at: 0)
    return octets
  }

  /// No plain QUERY, so that a server may not be ready for it.
  var isUnusual: Bool {
    guard edits.isEmpty else { return true }
    switch base {
    case .query(let query): return query.opcode != .query || query.flags.contains(.qr)
    case .following: return false
    case .octets, .response: return true
    }
  }

  /// What a response's question section must repeat; nil where the message asks no single readable question.
  var question: Question? {
    guard case .query(let query) = base else { return nil }
    for edit in edits {
      switch edit {
      case .flags: continue
      case .count(let section, _): if section == .question { return nil }
      case .add: continue
      case .append, .keep, .removeQuestion: return nil
      }
    }
    return Question(name: query.name, type: query.type, qclass: query.qclass)
  }
}

extension Message.Edit {
  fileprivate func apply(to octets: inout [UInt8]) {
    switch self {
    case .flags(let flags):
      guard let word = octets.uint16(at: 2) else { return }
      octets.set(word & ~Flags.all.rawValue | flags.rawValue, at: 2)
    case .count(let section, let count): octets.set(count, at: 4 + 2 * section.rawValue)
    case .append(let more): octets += more
    case .add(let section, let record):
      let count = 4 + 2 * section.rawValue
      octets.set((octets.uint16(at: count) ?? 0) &+ 1, at: count)
      octets += record
    case .keep(let length): octets = Array(octets.prefix(length))
    case .removeQuestion(let name):
      octets.removeSubrange(12..<min(octets.count, 12 + name.wire.count + 4))
      octets.set(0, at: 4)
    }
  }
}
