import DNSWire

/// What a response says: the rule that decided it, RCODE and AA, and its records.
package struct Answer: ~Copyable {
  /// What of the query stands in the response again.
  enum Echo {
    /// ID and OPCODE alone: the message is no query, and its bits may mean something else.
    case id
    /// RD too: no question is to be trusted.
    case flags
    case question
  }

  enum Section: UInt8 {
    case answer
    case authority
  }

  /// Whose name stands before a record.
  package enum Owner: Equatable {
    /// The question's, as the client wrote it.
    case qname
    /// One of the store's.
    case name(NameIndex)
  }

  /// One RRset of the response, packed: a list of them is made for each query.
  struct Entry {
    private var head: UInt64
    private var value: UInt64

    enum Content: Equatable {
      /// Of the answer's store.
      case stored(RRsetIndex, Owner)
      /// The A record of the QNAME.
      case address(IPv4Address, ttl: UInt32)
    }

    static let empty = Entry(head: 0, value: 0)

    private init(head: UInt64, value: UInt64) {
      self.head = head
      self.value = value
    }

    init(_ content: Content, in section: Section) {
      head = UInt64(section.rawValue)
      switch content {
      case .address(let address, let ttl):
        value = UInt64(address.rawValue) << 32 | UInt64(ttl)
      case .stored(let rrset, let owner):
        value = UInt64(UInt32(bitPattern: rrset.rawValue))
        head |= Self.storedBit
        if case .name(let name) = owner {
          head |= Self.namedBit | UInt64(UInt32(bitPattern: name.rawValue)) << 32
        }
      }
    }

    private static let storedBit: UInt64 = 0x100
    private static let namedBit: UInt64 = 0x200

    var isStored: Bool { head & Self.storedBit != 0 }
    var section: Section { head & 0xFF == 0 ? .answer : .authority }

    var content: Content {
      guard isStored else {
        return .address(
          IPv4Address(rawValue: UInt32(value >> 32)), ttl: UInt32(truncatingIfNeeded: value))
      }
      let name = NameIndex(rawValue: Int32(truncatingIfNeeded: head >> 32))
      return .stored(
        RRsetIndex(rawValue: Int32(truncatingIfNeeded: value)),
        head & Self.namedBit == 0 ? .qname : .name(name))
    }
  }

  private(set) var rule = Rule.slipped
  private(set) var rcode = RCODE.noError
  private(set) var isAuthoritative = false
  private(set) var echo = Echo.question
  /// Answers with no records, and says so.
  private(set) var isTruncated = false
  private(set) var seal = Seal.none

  /// The zone that answers, if one does; its store is where stored records are. Without one they are the server's own.
  var zone: ZoneIndex?
  /// Where the question has the zone's name.
  var apexOffset = Header.length

  /// A chain of aliases and what it ends with, or a negative answer and its proofs.
  static let capacity = 8
  private(set) var entries = InlineArray<8, Entry>(repeating: .empty)
  private(set) var count = 0

  /// Whether the A record of the QNAME is all that there is.
  var hasOnlyAddress: Bool { count == 1 && !entries.span[0].isStored }

  /// Decides without records of a zone.
  mutating func decide(_ rule: Rule, _ rcode: RCODE, echo: Echo = .question, seal: Seal = .none) {
    self.rule = rule
    self.rcode = rcode
    self.echo = echo
    self.seal = seal
  }

  /// Decides from what a zone holds (RFC 1035 §4.1.1 AA).
  mutating func decideWithAuthority(_ rule: Rule, _ rcode: RCODE = .noError) {
    self.rule = rule
    self.rcode = rcode
    isAuthoritative = true
  }

  /// There is no room for a ninth, and nothing here makes so many.
  mutating func append(_ content: Entry.Content, to section: Section = .answer) {
    entries[count] = Entry(content, in: section)
    count += 1
  }

  /// Tells a client that is over a limit to come back over TCP.
  mutating func slip() {
    decide(.slipped, .noError)
    isAuthoritative = false
    isTruncated = true
    count = 0
  }
}
