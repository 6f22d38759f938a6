/// How the RDATA of a type is laid out, as far as the probe looks into it.
private enum Part {
  case octets(Int)
  case name
  case strings
  case string
  case rest
}

/// The types of RFC 1035, whose names may be compressed (RFC 3597 §4), and the others that have names, which may not.
private func layout(of type: RRType) -> (parts: [Part], mayCompress: Bool) {
  switch type.rawValue {
  case 1: ([.octets(4)], true)
  case 28: ([.octets(16)], true)
  case 2, 3, 4, 5, 7, 8, 9, 12: ([.name], true)
  case 6: ([.name, .name, .octets(20)], true)
  case 14: ([.name, .name], true)
  case 15: ([.octets(2), .name], true)
  case 13: ([.string, .string], true)
  case 16: ([.strings], true)
  case 17, 58: ([.name, .name], false)
  case 18, 21, 36, 107: ([.octets(2), .name], false)
  case 26: ([.octets(2), .name, .name], false)
  case 30: ([.name, .rest], false)
  case 33: ([.octets(6), .name], false)
  case 35: ([.octets(4), .string, .string, .string, .name], false)
  case 24, 46: ([.octets(18), .name, .rest], false)
  case 23, 39: ([.name], false)
  case 47: ([.name, .rest], false)
  case 250: ([.name, .rest], false)
  case 64, 65: ([.octets(2), .name, .rest], false)
  default: ([.rest], true)
  }
}

extension StrictReader {
  /// Reads the RDATA from the offset to `end`; leaves the offset anywhere.
  ///
  /// What does not have its type's form is noted, and kept as octets.
  mutating func readData(of type: RRType, until end: Int) -> RecordData {
    let start = offset
    let (parts, mayCompress) = layout(of: type)
    do {
      var fields: [RecordData.Field] = []
      for part in parts {
        switch part {
        case .octets(let count): fields.append(.octets(try take(count, until: end)))
        case .rest: fields.append(.octets(try take(end - offset, until: end)))
        case .string: fields.append(.string(try takeString(until: end)))
        case .strings:
          repeat { fields.append(.string(try takeString(until: end))) } while offset < end
        case .name:
          let position = offset
          let (name, length) = try readName()
          guard offset <= end else { throw Stop() }
          if !mayCompress, length < name.wire.count || isPointer(position + length - 2, after: position) {
            note(.compressedRDATA, at: position)
          }
          fields.append(.name(name.lowercased))
        }
      }
      guard offset == end else { throw Stop() }
      return RecordData(fields: fields)
    } catch {
      note(.rdata, at: start)
      return RecordData(fields: [.octets(Array(octets[start..<end]))])
    }
  }

  /// A pointer to a root label saves nothing and still is one.
  private func isPointer(_ position: Int, after start: Int) -> Bool {
    position == start && octets[position] >= 0xC0
  }

  private mutating func take(_ count: Int, until end: Int) throws(Stop) -> [UInt8] {
    guard count >= 0, end - offset >= count else { throw Stop() }
    defer { offset += count }
    return Array(octets[offset..<(offset + count)])
  }

  private mutating func takeString(until end: Int) throws(Stop) -> [UInt8] {
    guard offset < end else { throw Stop() }
    let length = Int(octets[offset])
    offset += 1
    return try take(length, until: end)
  }
}
