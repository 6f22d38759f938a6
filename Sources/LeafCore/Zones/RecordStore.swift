import DNSWire

/// Records in wire form, and the names that they have, in flat storage. It never changes.
package final class RecordStore: Sendable {
  /// A name that may be written as a pointer.
  struct Name: Sendable {
    /// The name without its first label.
    var parent: NameIndex
    /// Its wire form in `nameOctets`.
    var start: Int32
    var length: UInt8
  }

  struct NameInRDATA: Sendable {
    /// In `octets`.
    var octets: Range<Int32>
    var name: NameIndex
  }

  struct Additional: Sendable {
    var owner: NameIndex
    var rrset: RRsetIndex
  }

  private let octets: [UInt8]
  private let nameOctets: [UInt8]
  private let names: [Name]
  private let rrsets: [StoredRRset]
  private let namesInRDATA: [NameInRDATA]
  private let additional: [Additional]
  /// The apex and the names above it but for the root come first among the names: so many.
  private let apexCount: Int32
  private let apexLength: Int
  private let firstForms: FirstForms?

  /// Takes all that has been added, and prepares what responses begin with.
  package convenience init(_ builder: RecordStoreBuilder) {
    let plain = RecordStore(builder, nil)
    self.init(builder, FirstForms(of: builder.first, in: plain, apexLength: builder.apex.count))
  }

  private init(_ builder: RecordStoreBuilder, _ firstForms: FirstForms?) {
    self.firstForms = firstForms
    octets = builder.octets
    nameOctets = builder.nameOctets
    names = builder.names
    rrsets = builder.rrsets
    namesInRDATA = builder.namesInRDATA
    additional = builder.additional
    apexCount = Int32(builder.apex.labelOffsets.count)
    apexLength = builder.apex.count
  }

  var apex: NameIndex { apexCount == 0 ? .root : NameIndex(rawValue: 0) }

  /// The RRset with this number, which has to be of this store.
  package subscript(rrset: RRsetIndex) -> StoredRRset { rrsets[Int(rrset.rawValue)] }
  subscript(name: NameIndex) -> Name { names[Int(name.rawValue)] }

  /// The RRsets that go to the additional section with one in the answer.
  func additional(of rrset: StoredRRset) -> ArraySlice<Additional> {
    additional[Int(rrset.additional.lowerBound)..<Int(rrset.additional.upperBound)]
  }

  /// Where the question has a name that is the apex or above it.
  ///
  /// - Parameter apexOffset: Where it has the apex.
  private func offset(of name: NameIndex, apexOffset: Int) -> Int? {
    guard name.rawValue < apexCount else { return nil }
    return apexOffset + apexLength - Int(self[name].length)
  }

  /// Appends an RRset, whole or not at all (RFC 2181 §9).
  ///
  /// - Parameters:
  ///   - limit: How long the message may become, in octets.
  /// - Returns: Whether there was room; if not, part of it may stand at the message's end.
  package func append(
    _ rrset: StoredRRset, owner: Answer.Owner, limit: Int, _ compression: inout NameCompression,
    to message: inout OutputSpan<UInt8>
  ) -> Bool {
    if rrset.firstForm >= 0, let firstForms,
      firstForms.write(rrset, limit: limit, &compression, to: &message)
    {
      return true
    }
    var position = Int(rrset.octets.lowerBound)
    var nextName = Int(rrset.names.lowerBound)
    let octets = octets
    for _ in 0..<rrset.count {
      guard append(owner: owner, limit: limit, &compression, to: &message) else { return false }
      guard message.count + 10 <= limit else { return false }
      message.append(rrset.fixedFields)
      let length = UInt16(octets[position]) << 8 | UInt16(octets[position + 1])
      position += 2
      let end = position + Int(length)
      let lengthPosition = message.count
      message.append(length)
      while nextName < Int(rrset.names.upperBound), Int(namesInRDATA[nextName].octets.upperBound) <= end {
        let name = namesInRDATA[nextName]
        if position < Int(name.octets.lowerBound) {
          guard message.count + Int(name.octets.lowerBound) - position <= limit else { return false }
          message.append(octets.span, position..<Int(name.octets.lowerBound))
        }
        guard append(name, limit: limit, &compression, to: &message) else { return false }
        position = Int(name.octets.upperBound)
        nextName += 1
      }
      guard message.count + end - position <= limit else { return false }
      message.append(octets.span, position..<end)
      position = end
      if !rrset.names.isEmpty {
        message.replace(at: lengthPosition, with: UInt16(message.count - lengthPosition - 2))
      }
    }
    return true
  }

  private func append(
    owner: Answer.Owner, limit: Int, _ compression: inout NameCompression, to message: inout OutputSpan<UInt8>
  ) -> Bool {
    guard case .name(let owner) = owner else { return message.appendPointer(to: Header.length, limit: limit) }
    guard owner != .root else { return message.appendRoot(limit: limit) }
    let name = self[owner]
    let start = Int(name.start)
    let octets = nameOctets
    return append(
      owner, octets.span, start..<start + Int(name.length), limit: limit, &compression, to: &message)
  }

  private func append(
    _ name: NameInRDATA, limit: Int, _ compression: inout NameCompression, to message: inout OutputSpan<UInt8>
  ) -> Bool {
    let octets = octets
    return append(
      name.name, octets.span, Int(name.octets.lowerBound)..<Int(name.octets.upperBound), limit: limit,
      &compression,
      to: &message)
  }

  /// Appends a name: the labels that the message does not have yet, and a pointer to where it has the others.
  ///
  /// - Parameter range: Its uncompressed wire form in `source`.
  private func append(
    _ name: NameIndex, _ source: Span<UInt8>, _ range: Range<Int>, limit: Int,
    _ compression: inout NameCompression, to message: inout OutputSpan<UInt8>
  ) -> Bool {
    var suffix = name
    var end = range.lowerBound
    var known: Int?
    while suffix != .root {
      known = offset(of: suffix, apexOffset: compression.apexOffset) ?? compression.offset(of: suffix)
      guard known == nil else { break }
      compression.note(suffix, at: message.count + end - range.lowerBound)
      end += 1 + Int(source[end])
      suffix = self[suffix].parent
    }
    guard message.count + end - range.lowerBound <= limit else { return false }
    message.append(source, range.lowerBound..<end)
    guard let known else { return message.appendRoot(limit: limit) }
    return message.appendPointer(to: known, limit: limit)
  }
}

extension OutputSpan where Element == UInt8 {
  fileprivate mutating func appendPointer(to offset: Int, limit: Int) -> Bool {
    guard count + 2 <= limit else { return false }
    append(0xC000 | UInt16(truncatingIfNeeded: offset))
    return true
  }

  fileprivate mutating func appendRoot(limit: Int) -> Bool {
    guard count + 1 <= limit else { return false }
    append(UInt8(0))
    return true
  }
}
