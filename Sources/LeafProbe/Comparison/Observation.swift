/// What one question gets from one address over one transport; nil where nothing that tells came.
struct Observation: Hashable, Sendable {
  let rcode: RCODE
  let isAuthoritative: Bool
  /// Whether the answer has RRSIG RRs, which may be made anew for each response: what is in them is not compared.
  let isSigned: Bool
  /// The answer section, and what the authority section has to say where that is empty: the SOA RR of a denial, the NS
  /// and DS RRs of a referral.
  let records: Set<TimedRecord>

  init?(_ exchange: Exchange?) {
    guard let exchange, exchange.doubt == nil, !exchange.tellsNothing, let response = exchange.response,
      !response.flags.contains(.tc)
    else { return nil }
    rcode = response.rcode
    isAuthoritative = response.flags.contains(.aa)
    let answer = response.data(.answer)
    isSigned = answer.contains { $0.type == .rrsig }
    let told =
      answer.isEmpty ? response.data(.authority).filter { $0.type != .nsec && $0.type != .nsec3 } : answer
    records = Set(told.filter { $0.type != .rrsig }.map(TimedRecord.init))
  }

  var description: String {
    let flags = [isAuthoritative ? "AA" : nil, isSigned ? "signed" : nil].compactMap { $0 }
    return "\(([rcode.description] + flags).joined(separator: " ")), \(records.count) records"
  }
}

/// A record and its TTL, in seconds.
struct TimedRecord: Hashable, Sendable {
  let identity: RecordIdentity
  let ttl: UInt32

  init(_ record: Record) {
    identity = record.identity
    ttl = record.ttl
  }
}

/// One address of one of the servers, and what it says over one transport.
struct Witness: Sendable {
  let session: Session
  /// The zone's, when all was asked.
  private(set) var serial: UInt32?
  /// The zone was another one when the first question was asked.
  private(set) var hasChanged = false
  /// In the order of the questions.
  private(set) var observations: [Observation?] = []
  /// The questions whose answer did not fit.
  private(set) var truncated: Set<Int> = []
  /// Names that the answers point to.
  private(set) var names: Set<Name> = []

  var name: String { "\(session.endpoint) over \(session.transport.rawValue.uppercased())" }

  init(_ session: Session) { self.session = session }

  /// Asks more questions.
  mutating func ask(_ questions: [Question]) {
    let before = askSerial()
    let client = Client(session)
    for question in questions where session.death == nil {
      client.perform(Step(.query(question.name, question.type, edns: EDNS(dnssecOK: true)), .response()))
    }
    let exchanges = client.exchanges
    let first = observations.count
    observations += questions.indices.map { Observation($0 < exchanges.count ? exchanges[$0] : nil) }
    truncated.formUnion(
      exchanges.indices.filter { exchanges[$0].response?.flags.contains(.tc) == true }.map { first + $0 })
    names.formUnion(
      exchanges.compactMap(\.response).flatMap { $0.data(.answer) }.filter { $0.type != .rrsig }.flatMap(
        \.data.names))
    serial = askSerial()
    hasChanged = hasChanged || before != serial
  }

  private func askSerial() -> UInt32? {
    guard session.death == nil else { return nil }
    let client = Client(session)
    client.perform(Step(.query(session.zone, .soa), .response()))
    return client.exchanges.last?.response?.data(.answer).lazy.compactMap(SOA.init).first?.serial
  }
}
