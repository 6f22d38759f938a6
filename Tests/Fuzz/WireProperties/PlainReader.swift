/// Why a plain reader stops.
package struct Unreadable: Error {}

/// Reads a message by the letter of RFC 1035 §4.1, slowly and without any of leaf's code, so that a mistake of
/// one does not hide in the other.
package struct PlainReader {
  private let octets: [UInt8]
  private var offset = 0
  private var additionalStart = 0
  private var typeOffsets: [Int] = []

  package init(_ octets: [UInt8], at offset: Int = 0) {
    self.octets = octets
    self.offset = offset
  }

  /// The whole message, or nil if it cannot be read to its last octet and no further.
  package static func read(_ octets: [UInt8]) -> MessageValues? {
    var reader = PlainReader(octets)
    return try? reader.message()
  }

  /// Where the additional section of a message is; nil if the message cannot be read.
  static func additionalSection(of octets: [UInt8]) -> Range<Int>? {
    var reader = PlainReader(octets)
    guard (try? reader.message()) != nil else { return nil }
    return reader.additionalStart..<octets.count
  }

  /// Where each record of a message has its TYPE, as far as they can be read.
  package static func typeOffsets(of octets: [UInt8]) -> [Int] {
    var reader = PlainReader(octets)
    _ = try? reader.message()
    return reader.typeOffsets
  }

  /// A name and the offset behind it, or nil if there is none that may be read.
  package static func name(in octets: [UInt8], at offset: Int) -> (name: PlainName, end: Int)? {
    var reader = PlainReader(octets, at: offset)
    guard let name = try? reader.name() else { return nil }
    return (name, reader.offset)
  }

  /// RDATA without compression, in class IN; nil if it cannot be of that type.
  static func pieces(of rdata: [UInt8], _ type: UInt16) -> [MessageValues.Piece]? {
    var reader = PlainReader(rdata)
    return try? reader.pieces(of: RDATAField.formats[type] ?? [.restOrNone], before: rdata.count)
  }

  /// Whether only RDATA of the types that RFC 3597 §4 names has compressed names.
  static func compressesOnlyWellKnownTypes(_ octets: [UInt8]) -> Bool {
    guard let message = read(octets) else { return false }
    return zip(message.records, typeOffsets(of: octets)).allSatisfy { record, offset in
      let length = Int(octets[offset + 8]) << 8 | Int(octets[offset + 9])
      return PlainRRset.compressible.contains(record.type) || record.rdataOctets.count == length
    }
  }

  private mutating func message() throws(Unreadable) -> MessageValues {
    var message = MessageValues(id: try number(2), flags: try number(2))
    let counts: [Int] = [try number(2), try number(2), try number(2), try number(2)]
    for _ in 0..<counts[0] {
      message.questions.append(
        MessageValues.Question(qname: try name(), qtype: try number(2), qclass: try number(2)))
    }
    for section in MessageValues.Section.allCases {
      additionalStart = offset
      for _ in 0..<counts[section.rawValue + 1] { message.records.append(try record(in: section)) }
    }
    guard offset == octets.count else { throw Unreadable() }
    return message
  }

  private mutating func record(in section: MessageValues.Section) throws(Unreadable) -> MessageValues.Record {
    let owner = try name()
    typeOffsets.append(offset)
    var record = MessageValues.Record(
      section: section, owner: owner, type: try number(2), rrclass: try number(2), ttl: try number(4),
      rdata: [])
    let length: Int = try number(2)
    let end = offset + length
    guard end <= octets.count else { throw Unreadable() }
    if record.rrclass == 1, let format = RDATAField.formats[record.type] {
      record.rdata = try pieces(of: format, before: end)
    } else {
      record.rdata = [.octets(try take(length))]
    }
    return record
  }

  private mutating func pieces(
    of format: [RDATAField], before end: Int
  ) throws(Unreadable) -> [MessageValues.Piece] {
    var pieces: [MessageValues.Piece] = []
    for field in format { pieces += try self.pieces(of: field, before: end) }
    guard offset == end else { throw Unreadable() }
    return pieces
  }

  private mutating func pieces(
    of field: RDATAField, before end: Int
  ) throws(Unreadable) -> [MessageValues.Piece] {
    switch field {
    case .octets(let count): return [.octets(try take(count))]
    case .name: return [.name(try name())]
    case .characterString: return [.octets(try characterString())]
    case .characterStrings:
      var pieces: [MessageValues.Piece] = []
      repeat { pieces.append(.octets(try characterString())) } while offset < end
      return pieces
    case .rest:
      guard offset < end else { throw Unreadable() }
      return [.octets(try take(end - offset))]
    case .restOrNone: return [.octets(try take(end - offset))]
    case .wholeName:
      let start = offset
      let name = try name()
      guard offset - start == name.wireForm.count else { throw Unreadable() }
      return [.name(name)]
    case .checked(let check):
      let rest = try take(end - offset)
      guard check.holds(rest) else { throw Unreadable() }
      return [.octets(rest)]
    }
  }

  private mutating func characterString() throws(Unreadable) -> [UInt8] {
    let length: Int = try number(1)
    return [UInt8(length)] + (try take(length))
  }

  private mutating func name() throws(Unreadable) -> PlainName {
    var labels: [[UInt8]] = []
    var length = 1
    var afterFirstPointer: Int?
    var partStart = offset
    var pointers = 0
    while true {
      let octet: Int = try number(1)
      switch octet >> 6 {
      case 0 where octet == 0:
        offset = afterFirstPointer ?? offset
        return PlainName(labels)
      case 0:
        length += 1 + octet
        guard length <= 255 else { throw Unreadable() }
        labels.append(try take(octet))
      case 3:
        let low: Int = try number(1)
        let target = (octet & 0x3F) << 8 + low
        pointers += 1
        // Not into the header, only back, and no more often than a name can have labels.
        guard (12..<max(12, partStart)).contains(target), pointers <= 127 else { throw Unreadable() }
        afterFirstPointer = afterFirstPointer ?? offset
        offset = target
        partStart = target
      default:
        throw Unreadable()
      }
    }
  }

  private mutating func number<Value: FixedWidthInteger>(_ count: Int) throws(Unreadable) -> Value {
    Value(try take(count).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }

  private mutating func take(_ count: Int) throws(Unreadable) -> [UInt8] {
    guard count >= 0, count <= octets.count - offset else { throw Unreadable() }
    defer { offset += count }
    return Array(octets[offset..<offset + count])
  }
}
