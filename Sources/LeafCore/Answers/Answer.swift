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

  enum Section {
    case answer
    case authority
  }

  private(set) var rule = Rule.slipped
  private(set) var rcode = RCODE.noError
  private(set) var isAuthoritative = false
  private(set) var echo = Echo.question
  /// Answers with no records, and says so.
  private(set) var isTruncated = false
  private(set) var seal = Seal.none

  /// The zone of the question, if one has it.
  var zone: ZoneIndex?
  /// Where the question has the zone's name.
  var apexOffset = Header.length
  /// How many labels that has.
  var apexLabelCount = 0
  /// Where the question has the closest name to the QNAME that exists in the zone; the zone's where nil.
  var closestOffset: Int?

  /// Whether the client takes the records that DNSSEC needs: DO (RFC 4035 §3.1).
  let includesDNSSEC: Bool

  /// The answer section: a chain of aliases, each with its DNAME record, and what it ends with, two at most.
  private(set) var entries = InlineArray<12, Entry>(repeating: .empty)
  private(set) var count = 0
  /// The authority section: what a wildcard for each name of the chain has to show, and four for the last one.
  private(set) var authority = InlineArray<9, Entry>(repeating: .empty)
  private(set) var authorityCount = 0

  /// Whether an address record of the QNAME is all that there is.
  private(set) var hasOnlyAddress = false
  /// Of the AAAA, PTR or NS record that is made up; a chain of aliases ends with it, so that there is but one.
  private(set) var madeAddress = IPv6Address(high: 0, low: 0)

  /// What is made up and signed as it is asked for.
  private(set) var online = OnlinePart()

  /// Who asks.
  let client: IPAddress
  /// And for whom, if that is to be told.
  var subnet = ClientSubnet()

  /// - Parameter client: Who asks.
  init(includesDNSSEC: Bool = false, to client: IPAddress) {
    self.includesDNSSEC = includesDNSSEC
    self.client = client
  }

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

  /// Decides from what a zone has of another zone's names (RFC 1034 §4.3.2, 3b), unless aliases led to it.
  mutating func decideWithoutAuthority(_ rule: Rule) {
    self.rule = rule
    if count == 0 { isAuthoritative = false }
  }

  /// Refuses to answer, whatever a chain of aliases has come to.
  mutating func refuse(_ rule: Rule) {
    decide(rule, .refused)
    removeRecords()
  }

  private mutating func removeRecords() {
    isAuthoritative = false
    count = 0
    authorityCount = 0
    hasOnlyAddress = false
  }

  /// Answers over UDP with what only a stream has room for.
  mutating func truncate() { isTruncated = true }

  /// Whether an RRset of a zone's store stands in the answer.
  func holds(_ rrset: RRsetIndex, _ zone: ZoneIndex) -> Bool {
    let entries = entries.span
    return (0..<count).contains { entries[$0].holds(rrset, zone) }
  }

  /// Chains of aliases are kept short enough for what comes last.
  mutating func append(_ content: Entry.Content) {
    let entry = Entry(content)
    hasOnlyAddress = count == 0 && entry.isAddressOfQName
    entries[count] = entry
    count += 1
  }

  /// Appends an AAAA record that is made up.
  mutating func append(_ address: IPv6Address, ttl: UInt32, _ owner: Owner) {
    madeAddress = address
    append(.ipv6Address(ttl: ttl, owner))
  }

  /// Appends a PTR record that is made up.
  mutating func append(pointerOf address: IPv6Address, _ zone: ZoneIndex, _ owner: Owner) {
    madeAddress = address
    append(.pointer(zone, owner))
  }

  /// Appends an RRset to the authority section.
  mutating func appendAuthority(_ rrset: RRsetIndex, _ zone: ZoneIndex, _ owner: Owner) {
    authority[authorityCount] = Entry(.stored(rrset, zone, owner))
    authorityCount += 1
  }

  /// Appends the NS record of a zone cut that is made up to the authority section.
  ///
  /// - Parameters:
  ///   - addresses: Of its name server.
  ///   - labelCount: How many labels of the owner are not the zone cut's.
  mutating func appendDelegation(
    to addresses: CarriedAddresses, ttl: UInt32, _ owner: Owner, skipping labelCount: Int
  ) {
    if let ipv6 = addresses.ipv6 { madeAddress = ipv6 }
    online.skippedLabels = UInt8(truncatingIfNeeded: labelCount)
    authority[authorityCount] = Entry(
      .delegation(addresses.ipv4, hasIPv6: addresses.ipv6 != nil, ttl: ttl, owner, skipping: labelCount))
    authorityCount += 1
  }

  /// Shows that something is not there by a record, unless it has been shown already.
  mutating func show(_ rrset: RRsetIndex, of name: NameIndex, _ zone: ZoneIndex) {
    let isShown = (0..<authorityCount).contains { authority[$0].holds(rrset, zone) }
    guard !isShown else { return }
    appendAuthority(rrset, zone, .stored(name))
  }

  /// Whether the last record of the authority section is this one.
  func endsWith(_ rrset: RRsetIndex, _ zone: ZoneIndex) -> Bool {
    authorityCount > 0 && authority[authorityCount - 1].holds(rrset, zone)
  }

  /// Appends an NSEC or NSEC3 record that is made up to the authority section.
  ///
  /// - Parameter owner: Of which it skips labels.
  mutating func appendDenial(_ denied: DeniedName, _ zone: ZoneIndex, _ owner: Owner) {
    authority[authorityCount] = Entry(.denial(denied, zone, owner))
    authorityCount += 1
  }

  /// Answers with an NSEC record that is made up in place of an SOA record.
  mutating func answerWithDenial(_ denied: DeniedName, _ zone: ZoneIndex, _ owner: Owner) {
    authorityCount -= 1
    append(.denial(denied, zone, owner))
    decideWithAuthority(.encodedName)
  }

  /// Has what is made up signed by the zone that the name has led to, or by nobody.
  mutating func sign(in zone: ZoneIndex, by signer: OnlineSigner?) {
    online.zone = signer == nil ? OnlinePart.none : zone
    online.isCompact = signer?.denial == .compact
    if signer != nil { hasOnlyAddress = false }
  }

  /// Says that an NSEC record which is made up shows what is not there.
  mutating func noteCompactDenial() { online.isDenied = true }

  /// Says that signatures would have been over the limit.
  mutating func noteMissingSignatures() { online.lacksSignatures = true }

  /// What does not know compact denial takes the name for one without records (RFC 9824 §3.1).
  mutating func hideNameError() { if rcode == .nxDomain { rcode = .noError } }

  /// Tells a client that is over a limit to come back over TCP.
  mutating func slip() {
    decide(.slipped, .noError)
    isTruncated = true
    removeRecords()
  }
}
