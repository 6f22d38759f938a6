import DNSWire
import LeafCore
import TestMessages
import Testing

/// A response taken apart. That it can be read to its last octet is checked here, for every test.
struct Response {
  struct Record: Equatable {
    var section: Int
    var owner: String
    var type: RRType
    var rrclass: QCLASS
    var ttl: UInt32
    var rdata: [UInt8]
  }

  let octets: [UInt8]
  let header: Header
  let question: [UInt8]
  /// All but OPT.
  var records: [Record] = []
  var opt: OPT?
  var options: [(code: UInt16, data: [UInt8])] = []

  init(_ octets: [UInt8]) throws {
    let message = octets.span
    self.octets = octets
    header = try Header(of: message)
    var offset = Header.length
    for _ in 0..<header.questionCount { _ = try message.readQuestion(at: &offset) }
    question = Array(octets[Header.length..<offset])
    let counts = [header.answerCount, header.authorityCount, header.additionalCount]
    for (section, count) in counts.enumerated() {
      for _ in 0..<count {
        let record = try message.readRecord(at: &offset)
        if record.type == .opt {
          try #require(section == 2 && opt == nil && record.ownerLength == 1)
          opt = OPT(record)
          try readOptions(record.rdata)
        } else {
          var owner = DomainName.root
          var ownerOffset = record.ownerOffset
          try message.readName(at: &ownerOffset, into: &owner)
          records.append(
            Record(
              section: section, owner: "\(owner)", type: record.type, rrclass: record.rrclass,
              ttl: record.ttl, rdata: Array(octets[record.rdata])))
        }
      }
    }
    try #require(offset == octets.count, "octets after the last record")
  }

  private mutating func readOptions(_ rdata: Range<Int>) throws {
    var offset = rdata.lowerBound
    while offset < rdata.upperBound {
      let option = try octets.span.readOption(at: &offset, before: rdata.upperBound)
      options.append((option.code.rawValue, Array(octets[option.data])))
    }
  }

  var rcode: RCODE {
    RCODE(rawValue: UInt16(opt?.extendedRCODE ?? 0) << 4 | header.flags.rcode.rawValue)
  }

  func option(_ code: UInt16) -> [UInt8]? { options.first { $0.code == code }?.data }

  /// The response in a line: `RCODE`, `+` and the flags that are set (A = AA, T = TC, R = RD, r = RA, Z,
  /// D = AD, C = CD), q and QDCOUNT, `section:type/TTL` for each record, then OPT and its options with
  /// their lengths.
  var summary: String {
    let flags: [(Flags, String)] = [
      (.authoritative, "A"), (.truncated, "T"), (.recursionDesired, "R"), (.recursionAvailable, "r"),
      (.reserved, "Z"), (.authenticData, "D"), (.checkingDisabled, "C"),
    ]
    let set = flags.filter { header.flags.contains($0.0) }.map(\.1).joined()
    var words = ["\(rcode)" + (set.isEmpty ? "" : "+\(set)"), "q\(header.questionCount)"]
    words += records.map { "\(["an", "ns", "ar"][$0.section]):\($0.type)/\($0.ttl)" }
    if let opt {
      let codes = options.map { "\($0.code)(\($0.data.count))" }
      words.append((["OPT"] + (opt.dnssecOK ? ["do"] : []) + codes).joined(separator: ","))
    }
    return words.joined(separator: " ")
  }
}

/// What came of a message: a response, or the outcome without one.
struct Exchange {
  let outcome: Outcome
  let response: Response?

  /// The response's summary, or the outcome.
  var summary: String { response?.summary ?? "\(outcome)" }
}

/// Sends octets through `respond`, and checks what holds for every response.
func exchange(
  _ octets: [UInt8], with authority: Authority = .standard, over transport: Transport = .udp,
  from client: IPAddress = .ipv4(IPv4Address(198, 51, 100, 100)), at now: Now = .test,
  limits limiter: Limiter = .unlimited
) throws -> Exchange {
  var outcome: Outcome?
  let capacity = transport.isStream ? ResponseLength.stream : ResponseLength.udp
  let written = [UInt8](capacity: capacity) { written in
    outcome = respond(
      to: octets.span, from: client, over: transport, at: now, using: authority, limits: limiter,
      into: &written
    )
  }
  let result = try #require(outcome)
  guard case .response(let answered) = result else {
    #expect(written.isEmpty)
    return Exchange(outcome: result, response: nil)
  }
  let response = try Response(written)
  #expect(Array(written.prefix(2)) == Array(octets.prefix(2)), "ID")
  #expect(response.header.flags.contains(.response), "QR")
  let isAuthoritative =
    switch answered.rule {
    // Unless aliases led to it.
    case .referral: response.header.answerCount > 0
    case .anyHINFO, .anyOne, .anyAll: true
    case .filtered, .blocked: answered.rcode != .refused
    default: answered.rule.step >= 14
    }
  #expect(answered.isAuthoritative == isAuthoritative, "\(answered.rule)")
  #expect(response.header.flags.contains(.authoritative) == isAuthoritative, "AA")
  #expect(response.header.flags.opcode == (try Header(of: octets.span)).flags.opcode, "OPCODE")
  #expect(
    response.header.flags.isDisjoint(
      with: [.recursionAvailable, .reserved, .authenticData, .checkingDisabled]),
    "RA, Z, AD and CD are clear")
  #expect(response.records.allSatisfy { $0.ttl < 0x8000_0000 }, "RFC 2181 §8")
  if let opt = response.opt {
    #expect(opt.version == 0 && opt.payloadSize == 1_232)
  }
  return Exchange(outcome: result, response: response)
}

func ask(
  _ message: Message, with authority: Authority = .standard, over transport: Transport = .udp,
  from client: IPAddress = .ipv4(IPv4Address(198, 51, 100, 100)), at now: Now = .test
) throws -> Response {
  try #require(
    try exchange(message.octets, with: authority, over: transport, from: client, at: now).response)
}

extension Now {
  init(unixTime: UInt64) { self.init(monotonic: .seconds(5), unixTime: unixTime) }

  static func milliseconds(_ milliseconds: UInt64) -> Now {
    Now(monotonic: .milliseconds(milliseconds), unixTime: test.unixTime)
  }

  /// 2019-06-05 10:53:05 UTC, when RFC 9018's first test vector was made.
  static let test = Now(monotonic: .seconds(5), unixTime: 1_559_731_985)
}

extension Authority {
  /// `dev.example.com` with one name server, positive TTL 300, negative TTL 60, cookies on.
  static let standard = Authority()

  /// What tests change; the rest is as `standard` has it.
  struct Settings {
    var ttl: UInt32 = 300
    var any = AnyPolicy.refused
    var serverID: [UInt8]?
    var versionText: [UInt8]?
    var cookieSecret = CookieSecret(hex("e5e973e5a6b2a43f48e7dc849e37bfcf"))
    var tcpIdleTimeout = Duration.seconds(10)

    fileprivate var identity: Identity {
      var settings = Identity.Settings()
      settings.serverID = serverID
      settings.versionText = versionText
      settings.cookieSecret = cookieSecret
      settings.tcpIdleTimeout = tcpIdleTimeout
      return Identity(settings)
    }
  }

  static let ns1 = Host(
    name: name("ns1.dev.example.com"), ipv4: [IPv4Address(192, 0, 2, 53)],
    ipv6: [IPv6Address(high: 0x2001_0DB8_0000_0000, low: 0x53)])

  convenience init(
    _ apexes: [String] = ["dev.example.com"], nameServers: [String]? = nil, hosts: [Host] = [ns1],
    _ change: (inout Settings) -> Void = { _ in }
  ) {
    var settings = Settings()
    change(&settings)
    let zones = EncodedZones(
      apexes, nameServers: nameServers, hosts: hosts, ttl: settings.ttl, any: settings.any)
    self.init(zones.set, settings.identity)
  }
}

extension EncodedZones {
  init(
    _ apexes: [String], nameServers: [String]? = nil, hosts: [Host], ttl: UInt32 = 300,
    any: AnyPolicy = .refused
  ) {
    let zones = apexes.map { apex in
      let targets = nameServers ?? ["ns1.\(apex)"]
      return EncodedZone(
        apex: name(apex), nameServers: targets.map { name($0) },
        soa: SOA(
          mname: name(targets[0]), rname: name("hostmaster.\(apex == "." ? "" : apex)"), serial: 1,
          refresh: 300, retry: 60, expire: 86_400, minimum: 60), .names(ttl: ttl), Zone.Policy(any: any))
    }
    self.init(zones, hosts: hosts)
  }
}
