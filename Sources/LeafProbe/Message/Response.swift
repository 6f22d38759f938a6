/// A response as the strict reader found it: everything that could be read, and every rule that it breaks.
struct Response: Hashable, Sendable {
  let octets: [UInt8]
  var id: UInt16 = 0
  var opcode = Opcode.query
  var flags: Flags = []
  /// The header's four bits alone; `rcode` has the OPT's too.
  var headerRCODE: UInt8 = 0
  /// What the header's four counts say; the sections hold what is really there.
  var counts: [Int] = [0, 0, 0, 0]
  var questions: [Question] = []
  /// Answer, authority and additional; OPT RRs are among them, in the section where they came.
  var records: [Record] = []
  var violations: [Violation] = []

  func section(_ section: Section) -> [Record] { records.filter { $0.section == section } }

  func count(_ section: Section) -> Int { counts[section.rawValue] }

  /// The OPT RR, wherever it stands.
  var opt: OPT? { records.first { $0.type == .opt }.map { OPT($0, in: octets) } }

  /// Without an OPT, what the header says.
  var rcode: RCODE {
    RCODE(rawValue: UInt16(opt?.extendedRCODE ?? 0) << 4 | UInt16(headerRCODE))
  }

  /// The records of a section without OPT and TSIG, which belong to the message and not to the answer.
  func data(_ section: Section) -> [Record] {
    self.section(section).filter { $0.type != .opt && $0.type != .tsig }
  }
}

/// One entry of a question section.
struct Question: Hashable, Sendable, CustomStringConvertible {
  var name: Name
  var type: RRType
  var qclass: RRClass

  /// The same question, whatever the letters' case.
  func isSame(as other: Question) -> Bool {
    name.isSame(as: other.name) && type == other.type && qclass == other.qclass
  }

  var description: String { "\(name) \(qclass) \(type)" }
}

/// A resource record, as far as it could be read.
struct Record: Hashable, Sendable {
  let section: Section
  /// Where the record begins, in octets from the start of the message.
  let offset: Int
  let owner: Name
  /// How many octets the owner takes in the message: 2 when it is all pointer.
  let ownerLength: Int
  let type: RRType
  let rrClass: RRClass
  let ttl: UInt32
  /// The RDATA as it stands in the message.
  let rdata: [UInt8]
  let data: RecordData

  /// Owner without case, class, type and the RDATA with its names uncompressed and without case: what makes two
  /// records the same one (RFC 2181 §5).
  var identity: RecordIdentity {
    RecordIdentity(owner: owner.lowercased, rrClass: rrClass, type: type, data: data)
  }
}

struct RecordIdentity: Hashable, Sendable {
  let owner: Name
  let rrClass: RRClass
  let type: RRType
  var data: RecordData
}

/// RDATA by its fields. Names in it are uncompressed and without case.
struct RecordData: Hashable, Sendable {
  enum Field: Hashable, Sendable {
    case octets([UInt8])
    case name(Name)
    case string([UInt8])
  }

  var fields: [Field]

  var names: [Name] { fields.compactMap { if case .name(let name) = $0 { name } else { nil } } }

  var octets: [UInt8] {
    fields.flatMap { field in
      switch field {
      case .octets(let octets): octets
      case .name(let name): name.wire
      case .string(let string): [UInt8(truncatingIfNeeded: string.count)] + string
      }
    }
  }

  var strings: [[UInt8]] { fields.compactMap { if case .string(let string) = $0 { string } else { nil } } }
}

/// The fields of an SOA RR (RFC 1035 §3.3.13).
struct SOA: Hashable, Sendable {
  let mname: Name
  let rname: Name
  let serial, refresh, retry, expire, minimum: UInt32

  init?(_ record: Record) {
    guard record.type == .soa, record.data.names.count == 2,
      case .octets(let numbers)? = record.data.fields.last,
      let serial = numbers.uint32(at: 0), let refresh = numbers.uint32(at: 4),
      let retry = numbers.uint32(at: 8), let expire = numbers.uint32(at: 12),
      let minimum = numbers.uint32(at: 16)
    else { return nil }
    mname = record.data.names[0]
    rname = record.data.names[1]
    self.serial = serial
    self.refresh = refresh
    self.retry = retry
    self.expire = expire
    self.minimum = minimum
  }
}

/// What an OPT RR says (RFC 6891 §6.1.2 and §6.1.3).
struct OPT: Hashable, Sendable {
  let payload: UInt16
  let extendedRCODE: UInt8
  let version: UInt8
  let dnssecOK: Bool
  /// The 15 flags beside DO.
  let reserved: UInt16
  let options: [EDNS.Option]

  init(_ record: Record, in message: [UInt8]) {
    payload = record.rrClass.rawValue
    extendedRCODE = UInt8(truncatingIfNeeded: record.ttl >> 24)
    version = UInt8(truncatingIfNeeded: record.ttl >> 16)
    dnssecOK = record.ttl & 0x8000 != 0
    reserved = UInt16(truncatingIfNeeded: record.ttl & 0x7FFF)
    options = readOptions(record.rdata).options
  }

  func option(_ code: UInt16) -> [UInt8]? { options.first { $0.code == code }?.data }
}

/// The options in an OPT's RDATA, as far as they go; `isSound` when they end where it ends.
func readOptions(_ rdata: [UInt8]) -> (options: [EDNS.Option], isSound: Bool) {
  var options: [EDNS.Option] = []
  var offset = 0
  while offset < rdata.count {
    guard let code = rdata.uint16(at: offset), let length = rdata.uint16(at: offset + 2),
      rdata.count - offset - 4 >= Int(length)
    else { return (options, false) }
    options.append(EDNS.Option(code: code, data: Array(rdata[(offset + 4)..<(offset + 4 + Int(length))])))
    offset += 4 + Int(length)
  }
  return (options, true)
}
