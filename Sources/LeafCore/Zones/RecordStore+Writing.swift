import DNSWire

extension RecordStore {
  /// Appends an RRset, whole or not at all (RFC 2181 §9).
  ///
  /// - Parameters:
  ///   - owner: What stands before each record.
  ///   - rotation: Which record comes first, modulo their count.
  ///   - limit: How long the message may become, in octets.
  /// - Returns: Whether there was room; if not, part of it may stand at the message's end.
  package func append(
    _ rrset: StoredRRset, owner: OwnerName, rotation: UInt16 = 0, limit: Int,
    _ compression: inout NameCompression, to message: inout OutputSpan<UInt8>
  ) -> Bool {
    let octets = chunks[rrset.chunk]
    let names = rrclass == .in ? rrset.type.compressibleNames : nil
    let fixedFields =
      UInt64(rrset.type.rawValue) << 48 | UInt64(rrclass.rawValue) << 32 | UInt64(rrset.ttl)
    var owner = owner
    var position = first(rotation, of: rrset, in: octets.span)
    for _ in 0..<rrset.count {
      guard append(&owner, limit: limit, &compression, to: &message) else { return false }
      guard message.count + 10 <= limit else { return false }
      message.append(fixedFields)
      let end = position + 2 + Int(octets.span.uint16(at: position))
      guard
        append(octets.span, position..<end, names, limit: limit, &compression, to: &message)
      else { return false }
      position = end < rrset.octets.upperBound ? end : rrset.octets.lowerBound
    }
    return true
  }

  /// Where the record begins that comes first.
  private func first(_ rotation: UInt16, of rrset: StoredRRset, in octets: Span<UInt8>) -> Int {
    var position = rrset.octets.lowerBound
    guard rotation > 0, rrset.count > 1 else { return position }
    for _ in 0..<rotation % rrset.count { position += 2 + Int(octets.uint16(at: position)) }
    return position
  }

  /// Appends RDLENGTH and RDATA.
  private func append(
    _ octets: Span<UInt8>, _ record: Range<Int>, _ names: RRType.CompressibleNames?, limit: Int,
    _ compression: inout NameCompression, to message: inout OutputSpan<UInt8>
  ) -> Bool {
    guard let names else {
      guard message.count + record.count <= limit else { return false }
      message.append(octets, record)
      return true
    }
    let start = message.count
    var position = record.lowerBound + 2 + names.offset
    guard start + position - record.lowerBound <= limit else { return false }
    message.append(octets, record.lowerBound..<position)
    for _ in 0..<names.count {
      let name = octets.storedName(at: position)
      guard append(name: octets.extracting(name), limit: limit, &compression, to: &message) else {
        return false
      }
      position = name.upperBound
    }
    guard message.count + record.upperBound - position <= limit else { return false }
    message.append(octets, position..<record.upperBound)
    message.replace(at: start, with: UInt16(message.count - start - 2))
    return true
  }

  /// Appends a name of the store. In a message whose question has another zone's name the mark stands for no part of it.
  func append(
    name: Span<UInt8>, limit: Int, _ compression: inout NameCompression, to message: inout OutputSpan<UInt8>
  ) -> Bool {
    guard compression.isAbroad, name[name.count - 1] == Self.apexMark else {
      return compression.append(name, limit: limit, to: &message)
    }
    var whole = NameBuffer.empty
    let length = whole.write(name, in: self)
    return compression.append(whole.span.extracting(..<length), limit: limit, to: &message)
  }

  /// - Parameter owner: Left as a pointer, if one can reach what has been written.
  private func append(
    _ owner: inout OwnerName, limit: Int, _ compression: inout NameCompression,
    to message: inout OutputSpan<UInt8>
  ) -> Bool {
    let start = message.count
    switch owner {
    case .pointer(let offset):
      let isRoot = message.span[offset] == 0
      guard start + (isRoot ? 1 : 2) <= limit else { return false }
      if isRoot { message.append(UInt8(0)) } else { message.append(0xC000 | UInt16(offset)) }
    case .stored(let name):
      let place = StorePlace(name.rawValue)
      let octets = chunks[place.chunk]
      let range = place.offset + 1..<place.offset + 2 + Int(octets[place.offset])
      guard append(name: octets.span.extracting(range), limit: limit, &compression, to: &message) else {
        return false
      }
      owner = OwnerName(at: start, in: message.span) ?? owner
    }
    return true
  }
}

/// What stands before a record.
package enum OwnerName {
  /// A name that the message has, not past what a pointer reaches.
  case pointer(to: Int)
  /// One of the store's.
  case stored(NameIndex)

  /// A name that has been written, unless no pointer reaches it.
  init?(at offset: Int, in message: Span<UInt8>) {
    let target = message[offset] >= 0xC0 ? Int(message.uint16(at: offset)) & 0x3FFF : offset
    guard target < NameCompression.reach else { return nil }
    self = .pointer(to: target)
  }
}

extension Span where Element == UInt8 {
  /// Where a stored name is, with the root label or the mark that ends it.
  func storedName(at offset: Int) -> Range<Int> {
    var end = offset
    while self[end] != 0, self[end] != RecordStore.apexMark { end += 1 + Int(self[end]) }
    return offset..<end + 1
  }
}
