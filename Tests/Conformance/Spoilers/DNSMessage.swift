import Foundation
import TestOctets

/// A message taken apart, to be put together again with something in it changed.
///
/// It reads the wire by itself: neither leaf nor the probe is trusted here.
struct DNSMessage: Sendable, Equatable {
  struct Question: Sendable, Equatable {
    var name: [UInt8]
    var type: UInt16
    var qclass: UInt16
  }

  enum Section: Int, Sendable { case answer, authority, additional }

  struct Record: Sendable, Equatable {
    var section: Section
    var owner: [UInt8]
    var type: UInt16
    var rrClass: UInt16
    var ttl: UInt32
    /// With its names uncompressed.
    var rdata: [UInt8]
  }

  var id: UInt16 = 0
  /// The flags, OPCODE and RCODE.
  var flags: UInt16 = 0
  var questions: [Question] = []
  var records: [Record] = []
  /// Whether owners that are the question's name are written as pointers to it.
  var isCompressed = true

  init() {}

  /// Reads as much of a message as can be read; nil where there is no whole header.
  init?(reading octets: [UInt8]) {
    guard octets.count >= 12 else { return nil }
    id = octets.octetPair(at: 0)
    flags = octets.octetPair(at: 2)
    var offset = 12
    for _ in 0..<octets.octetPair(at: 4) {
      guard let name = octets.name(at: &offset), offset + 4 <= octets.count else { return }
      questions.append(
        Question(name: name, type: octets.octetPair(at: offset), qclass: octets.octetPair(at: offset + 2)))
      offset += 4
    }
    for section in [Section.answer, .authority, .additional] {
      for _ in 0..<octets.octetPair(at: 6 + 2 * section.rawValue) {
        guard let record = Record(section, octets, &offset) else { return }
        records.append(record)
      }
    }
  }

  /// The wire form; names other than owners are never compressed.
  var octets: [UInt8] {
    let counts = [questions.count] + [Section.answer, .authority, .additional].map { count($0) }
    var octets = octetPair(id) + octetPair(flags) + counts.flatMap { octetPair(UInt16($0)) }
    for question in questions {
      octets += question.name + octetPair(question.type) + octetPair(question.qclass)
    }
    for section in [Section.answer, .authority, .additional] {
      for record in records where record.section == section {
        let isAsked = isCompressed && record.owner == questions.first?.name && record.owner.count > 2
        octets += isAsked ? [0xC0, 12] : record.owner
        octets += octetPair(record.type) + octetPair(record.rrClass) + octetPair(UInt16(record.ttl >> 16))
        octets +=
          octetPair(UInt16(record.ttl & 0xFFFF)) + octetPair(UInt16(record.rdata.count)) + record.rdata
      }
    }
    return octets
  }

  func count(_ section: Section) -> Int { records.count { $0.section == section } }
}

extension DNSMessage {
  static let aa: UInt16 = 0x0400
  static let tc: UInt16 = 0x0200
  static let rd: UInt16 = 0x0100
  static let ra: UInt16 = 0x0080
  static let z: UInt16 = 0x0040
  static let ad: UInt16 = 0x0020
  static let cd: UInt16 = 0x0010
  static let qr: UInt16 = 0x8000

  var opcode: UInt16 {
    get { flags >> 11 & 0xF }
    set { flags = flags & ~0x7800 | newValue << 11 }
  }

  /// The four bits of the header; the extended ones are the OPT RR's.
  var rcode: UInt16 {
    get { flags & 0xF }
    set { flags = flags & ~0xF | newValue }
  }

  var qname: [UInt8] { questions.first?.name ?? [] }
  var qtype: UInt16? { questions.first?.type }
  var qclass: UInt16? { questions.first?.qclass }

  var opt: Record? { records.first { $0.type == 41 } }

  /// The question's name in presentation form, in lower case; labels of other octets than letters, digits, `-` and
  /// `*` are of no interest here.
  var name: String {
    labels.map { String(decoding: $0, as: UTF8.self).lowercased() }.joined(separator: ".")
  }

  /// The labels of the question's name.
  var labels: [[UInt8]] {
    get {
      var labels: [[UInt8]] = []
      var rest = qname[...]
      while let length = rest.first, length > 0 {
        labels.append(Array(rest.dropFirst().prefix(Int(length))))
        rest = rest.dropFirst(Int(length) + 1)
      }
      return labels
    }
    set {
      guard !questions.isEmpty else { return }
      questions[0].name = newValue.flatMap { [UInt8($0.count)] + $0 } + [0]
    }
  }

  /// A response to this query: its ID, OPCODE, RD and questions, and nothing else.
  func response(rcode: UInt16, flags: UInt16 = 0) -> DNSMessage {
    var response = DNSMessage()
    response.id = id
    response.flags = Self.qr | self.flags & (0x7800 | Self.rd) | flags | rcode
    response.questions = questions
    return response
  }

  mutating func remove(_ section: Section, type: UInt16) {
    records.removeAll { $0.section == section && $0.type == type }
  }

  mutating func add(
    _ section: Section, _ owner: [UInt8], type: UInt16, class rrClass: UInt16 = 1, ttl: UInt32 = 60,
    _ rdata: [UInt8]
  ) {
    records.append(
      Record(section: section, owner: owner, type: type, rrClass: rrClass, ttl: ttl, rdata: rdata))
  }

  /// Changes the records that are wanted.
  mutating func edit(where isWanted: (Record) -> Bool, _ change: (inout Record) -> Void) {
    for index in records.indices where isWanted(records[index]) { change(&records[index]) }
  }
}

extension DNSMessage.Record {
  fileprivate init?(_ section: DNSMessage.Section, _ octets: [UInt8], _ offset: inout Int) {
    guard let owner = octets.name(at: &offset), offset + 10 <= octets.count else { return nil }
    let (type, rrClass, ttl) = (octets.octetPair(at: offset), octets.octetPair(at: offset + 2), offset + 4)
    let end = offset + 10 + Int(octets.octetPair(at: offset + 8))
    guard end <= octets.count else { return nil }
    var start = offset + 10
    var rdata: [UInt8] = []
    // NS and CNAME hold a name, SOA two: what leaf sends compressed.
    for _ in 0..<([2: 1, 5: 1, 6: 2][type] ?? 0) {
      guard let name = octets.name(at: &start) else { return nil }
      rdata += name
    }
    guard start <= end else { return nil }
    self.init(
      section: section, owner: owner, type: type, rrClass: rrClass,
      ttl: UInt32(octets.octetPair(at: ttl)) << 16 | UInt32(octets.octetPair(at: ttl + 2)),
      rdata: rdata + octets[start..<end])
    offset = end
  }
}

extension [UInt8] {
  /// Reads a name, pointers followed; nil where there is none.
  fileprivate func name(at offset: inout Int) -> [UInt8]? {
    var name: [UInt8] = []
    var position = offset
    var isPointed = false
    for _ in 0..<256 {
      guard position < count else { return nil }
      let length = Int(self[position])
      switch length {
      case 0:
        if !isPointed { offset = position + 1 }
        return name + [0]
      case 1...63:
        guard position + length < count else { return nil }
        name += self[position...(position + length)]
        position += 1 + length
      case 192...255:
        guard position + 1 < count else { return nil }
        if !isPointed { offset = position + 2 }
        isPointed = true
        position = Int(octetPair(at: position) & 0x3FFF)
      default: return nil
      }
    }
    return nil
  }
}
