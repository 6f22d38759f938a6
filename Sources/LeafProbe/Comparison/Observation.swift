/// What one question gets from one address over one transport; nil where nothing that tells came.
struct Observation: Hashable, Sendable {
  /// How it is shown that what is asked for is not there.
  enum Denial: Hashable, Sendable {
    case nsec
    case nsec3(NSEC3Parameters)
  }

  let rcode: RCODE
  let isAuthoritative: Bool
  /// Whether what is compared has RRSIG RRs, which may be made anew for each response: what is in them is not compared.
  let isSigned: Bool
  let denial: Denial?
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
    let told = answer.isEmpty ? response.data(.authority) : answer
    isSigned = told.contains { $0.type == .rrsig }
    denial = told.lazy.compactMap(Denial.init).first
    let compared = told.filter { ![.rrsig, .nsec, .nsec3].contains($0.type) }
    // Serials are compared by themselves, or each denial would differ with them.
    records = Set(compared.map { answer.isEmpty ? TimedRecord($0).withoutSerial : TimedRecord($0) })
  }

  var description: String {
    let denied =
      switch denial {
      case nil: String?.none
      case .nsec: "NSEC"
      case .nsec3(let parameters):
        "NSEC3 with \(parameters.iterations) iterations, salt \(parameters.saltText)"
      }
    let words = [isAuthoritative ? "AA" : nil, isSigned ? "signed" : nil, denied].compactMap { $0 }
    return "\(([rcode.description] + words).joined(separator: ", ")), \(records.count) records"
  }
}

extension Observation.Denial {
  fileprivate init?(_ record: Record) {
    switch record.type {
    case .nsec: self = .nsec
    case .nsec3:
      guard let parameters = NSEC3Parameters(record.rdata) else { return nil }
      self = .nsec3(parameters)
    default: return nil
    }
  }
}

extension NSEC3Parameters {
  fileprivate var saltText: String { salt.isEmpty ? "-" : salt.hex }
}

/// A record and its TTL, in seconds.
struct TimedRecord: Hashable, Sendable {
  private(set) var identity: RecordIdentity
  let ttl: UInt32

  init(_ record: Record) {
    identity = record.identity
    ttl = record.ttl
  }

  /// An SOA RR with serial 0; any other as it is.
  var withoutSerial: TimedRecord {
    guard identity.type == .soa, case .octets(let numbers)? = identity.data.fields.last, numbers.count == 20
    else {
      return self
    }
    var record = self
    record.identity.data.fields[identity.data.fields.count - 1] = .octets(
      [0, 0, 0, 0] + numbers.dropFirst(4))
    return record
  }
}

/// One address of one of the servers, and what it says over one transport.
struct Witness: Sendable {
  let session: Session
  /// The zone's, when all was asked.
  private(set) var serial: UInt32?
  /// Why it was not asked any more: it does not serve the zone, or does not answer; nil where it does.
  private(set) var obstacle: String?
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
    guard obstacle == nil else { return }
    let before = askSerial()
    guard obstacle == nil else { return }
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

  private mutating func askSerial() -> UInt32? {
    guard session.death == nil else { return nil }
    let client = Client(session)
    client.perform(Step(.query(session.zone, .soa), .response()))
    guard let exchange = client.exchanges.last else { return nil }
    let soa = exchange.response?.data(.answer).lazy.compactMap(SOA.init).first
    if soa == nil, observations.isEmpty { obstacle = exchange.summary }
    return soa?.serial
  }
}
