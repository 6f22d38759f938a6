extension Response {
  /// Reads any octets at all: a message that cannot be read to its end is read as far as it goes.
  init(reading octets: [UInt8]) {
    var reader = StrictReader(octets)
    self = reader.read()
  }
}

/// Reads a response by the letter of RFC 1035 §4.1, RFC 2181, RFC 3597 and RFC 6891, and trusts nothing in it.
///
/// ldns accepts two OPT RRs, forward pointers, trailing octets and more, and shows no Z bit; hence this.
struct StrictReader {
  /// Nothing more can be read after it.
  struct Stop: Error {}

  let octets: [UInt8]
  private(set) var response: Response
  var offset = 0
  /// Whether a label of a name read so far begins at an offset: what a pointer, of 14 bits, may lead to.
  private var isLabelStart: [Bool]

  init(_ octets: [UInt8]) {
    self.octets = octets
    response = Response(octets: octets)
    isLabelStart = Array(repeating: false, count: min(octets.count, 1 << 14))
  }

  /// What follows the header of a DSO message, whose counts are all 0, are its TLVs (RFC 8490 §5.4). Whoever says NOTIMP
  /// knows none.
  private var hasDSOData: Bool {
    response.opcode == .dso && response.headerRCODE != 4
      && Section.allCases.allSatisfy { response.count($0) == 0 }
  }

  mutating func read() -> Response {
    do {
      try readHeader()
      for _ in 0..<response.count(.question) { try readQuestion() }
      for section in [Section.answer, .authority, .additional] {
        for _ in 0..<response.count(section) { try readRecord(in: section) }
      }
      if offset < octets.count, !hasDSOData { note(.trailingOctets, at: offset) }
    } catch {}
    checkPlaces()
    return response
  }

  /// Notes a rule only once: what breaks one thousands of times would fill the memory.
  mutating func note(_ rule: Violation.Rule, at offset: Int) {
    guard !response.violations.contains(where: { $0.rule == rule }) else { return }
    response.violations.append(Violation(rule: rule, offset: offset))
  }

  private mutating func readHeader() throws(Stop) {
    guard octets.count >= 12, let id = octets.uint16(at: 0), let word = octets.uint16(at: 2) else {
      note(.shortHeader, at: octets.count)
      throw Stop()
    }
    response.id = id
    response.flags = Flags(rawValue: word).intersection(.all)
    response.opcode = Opcode(rawValue: UInt8(truncatingIfNeeded: word >> 11 & 0xF))
    response.headerRCODE = UInt8(truncatingIfNeeded: word & 0xF)
    response.counts = [4, 6, 8, 10].map { Int(octets.uint16(at: $0) ?? 0) }
    if !response.flags.contains(.qr) { note(.isQuery, at: 2) }
    offset = 12
  }

  private mutating func readQuestion() throws(Stop) {
    let name = try readName().name
    let type = try readUInt16()
    let qclass = try readUInt16()
    response.questions.append(
      Question(name: name, type: RRType(rawValue: type), qclass: RRClass(rawValue: qclass)))
  }

  private mutating func readRecord(in section: Section) throws(Stop) {
    let start = offset
    let (owner, ownerLength) = try readName()
    let type = RRType(rawValue: try readUInt16())
    let rrClass = RRClass(rawValue: try readUInt16())
    let ttl = UInt32(try readUInt16()) << 16 | UInt32(try readUInt16())
    let length = Int(try readUInt16())
    guard octets.count - offset >= length else {
      note(.truncated, at: offset)
      throw Stop()
    }
    if ttl >> 31 != 0, type != .opt { note(.ttl, at: offset - 6) }
    let end = offset + length
    let rdata = Array(octets[offset..<end])
    let data = readData(of: type, until: end)
    offset = end
    response.records.append(
      Record(
        section: section, offset: start, owner: owner, ownerLength: ownerLength, type: type,
        rrClass: rrClass, ttl: ttl, rdata: rdata, data: data))
  }

  /// Where OPT and TSIG RRs may stand, and what OPT may hold (RFC 6891 §6.1.1, RFC 8945 §5.1).
  private mutating func checkPlaces() {
    let records = response.records
    let opts = records.filter { $0.type == .opt }
    for opt in opts {
      if opt.section != .additional { note(.optSection, at: opt.offset) }
      if !opt.owner.isRoot { note(.optOwner, at: opt.offset) }
      if !readOptions(opt.rdata).isSound { note(.optOptions, at: opt.offset) }
    }
    if opts.count > 1 { note(.optTwice, at: opts[1].offset) }
    for tsig in records.dropLast() where tsig.type == .tsig { note(.tsigNotLast, at: tsig.offset) }
  }

  private mutating func readUInt16() throws(Stop) -> UInt16 {
    guard let value = octets.uint16(at: offset) else {
      note(.truncated, at: octets.count)
      throw Stop()
    }
    offset += 2
    return value
  }

  /// Reads a name and follows its pointers (RFC 1035 §4.1.4).
  ///
  /// - Returns: The name, and how many octets it takes where it stands.
  mutating func readName() throws(Stop) -> (name: Name, length: Int) {
    let start = offset
    var wire: [UInt8] = []
    var pointers = 0
    var position = offset
    // The part being read began here; each pointer must lead to before it, so the hops run out.
    var partStart = offset
    var ownLabels: [Int] = []
    var isPointed = false
    while true {
      guard position < octets.count else {
        note(.truncated, at: position)
        throw Stop()
      }
      let octet = octets[position]
      switch octet >> 6 {
      case 0:
        if !isPointed { ownLabels.append(position) }
        let next = position + 1 + Int(octet)
        if octet == 0 {
          if !isPointed { offset = next }
          for label in ownLabels where label < isLabelStart.count { isLabelStart[label] = true }
          return (Name(wire: wire + [0]), offset - start)
        }
        guard next <= octets.count else {
          note(.truncated, at: position)
          throw Stop()
        }
        wire += octets[position..<next]
        guard wire.count <= 254 else {
          note(.nameTooLong, at: start)
          throw Stop()
        }
        position = next
      case 3:
        guard let pointer = octets.uint16(at: position) else {
          note(.truncated, at: position)
          throw Stop()
        }
        let target = Int(pointer & 0x3FFF)
        guard target < partStart else {
          note(.pointerNotBackward, at: position)
          throw Stop()
        }
        // No name has more labels, and a pointer to a pointer serves nobody.
        pointers += 1
        guard pointers <= 127 else {
          note(.pointerChain, at: start)
          throw Stop()
        }
        // A pointer may itself be what an earlier name began with.
        if !isPointed { ownLabels.append(position) }
        if !isLabelStart[target] { note(.pointerTarget, at: position) }
        if !isPointed { offset = position + 2 }
        isPointed = true
        partStart = target
        position = target
      default:
        note(.labelType, at: position)
        throw Stop()
      }
    }
  }
}
