import DNSWire

/// The RRsets of a zone's apex as they go out right behind the question. Most answers have one there, an apex's own or a
/// negative answer's SOA, and it is then copied in one piece. The forms are what `RecordStore` wrote of them once, so
/// that a response does not depend on which way it was written.
final class FirstForms: Sendable {
  private struct Form: Sendable {
    let rrset: StoredRRset
    /// In `octets`; empty for an RRset that is too long to be kept.
    var octets: Range<Int>
    var pointers: Range<Int>
    var names: Range<Int>
  }

  /// A compression pointer (RFC 1035 §4.1.4).
  private struct Pointer: Sendable {
    /// Where it is and what it leads to, both from the form's start.
    var offset: Int
    var target: Int
  }

  /// A name that later ones can point to.
  private struct Name: Sendable {
    var name: UInt64
    /// From the form's start.
    var offset: Int
  }

  /// Longer ones are rare, and a pointer might not reach their end.
  private static let maximumLength = 8_192

  private let rrsets: [RRsetIndex]
  private let apexLength: Int
  private let forms: [Form]
  private let octets: [UInt8]
  private let pointers: [Pointer]
  private let names: [Name]

  /// - Parameters:
  ///   - rrsets: Owned by the apex.
  ///   - store: That has them.
  init(of rrsets: [RRsetIndex], in store: RecordStore) {
    self.rrsets = rrsets
    apexLength = store.apex.count
    var parts = Parts()
    for rrset in rrsets { parts.append(store[rrset], in: store) }
    (forms, octets, pointers, names) = (parts.forms, parts.octets, parts.pointers, parts.names)
  }

  /// All forms, as they are made.
  private struct Parts {
    var forms: [Form] = []
    var octets: [UInt8] = []
    var pointers: [Pointer] = []
    var names: [Name] = []

    mutating func append(_ rrset: StoredRRset, in store: RecordStore) {
      let first = (octets: octets.count, pointers: pointers.count, names: names.count)
      if let near = store.written(rrset, apexOffset: Header.length),
        let far = store.written(rrset, apexOffset: Header.length + 0x100),
        near.octets.count <= FirstForms.maximumLength
      {
        octets += near.octets
        // Pointers are all that differs, in their first octet.
        for offset in near.octets.indices where near.octets[offset] != far.octets[offset] {
          let target = Int(near.octets[offset] & 0x3F) << 8 | Int(near.octets[offset + 1])
          pointers.append(Pointer(offset: offset, target: target - near.start))
        }
        names += near.names.map { Name(name: $0.name, offset: $0.offset - near.start) }
      }
      forms.append(
        Form(
          rrset: rrset, octets: first.octets..<octets.count, pointers: first.pointers..<pointers.count,
          names: first.names..<names.count))
    }
  }

  /// Appends an RRset, if there is a form of it, it stands right behind the question, no name but the zone's own and
  /// those above it can be pointed to there, and it fits.
  ///
  /// - Returns: What was appended; nil for nothing.
  func write(
    _ rrset: RRsetIndex, limit: Int, _ compression: inout NameCompression,
    to message: inout OutputSpan<UInt8>
  ) -> StoredRRset? {
    let start = message.count
    guard compression.isUnused, start == compression.apexOffset + apexLength + Question.fixedLength,
      let number = rrsets.firstIndex(of: rrset)
    else { return nil }
    let form = forms[number]
    guard !form.octets.isEmpty, start + form.octets.count <= limit else { return nil }
    let octets = octets
    message.append(octets.span, form.octets)
    for index in form.pointers {
      let pointer = pointers[index]
      message.replace(
        at: start + pointer.offset, with: 0xC000 | UInt16(truncatingIfNeeded: start + pointer.target))
    }
    for index in form.names { compression.keep(names[index].name, at: start + names[index].offset) }
    return form.rrset
  }
}

extension FirstForms {
  /// The forms that most answers have one of.
  convenience init(of apex: ApexRecords, in store: RecordStore) {
    let own = [RRType.soa, .ns].compactMap { store.rrset($0, of: apex.name) }
    self.init(of: [apex.negativeSOA] + own, in: store)
  }
}

private struct Written {
  /// Where the question ends.
  var start: Int
  /// What stands behind it.
  var octets: [UInt8]
  var names: [(name: UInt64, offset: Int)]
}

extension RecordStore {
  /// What a message has of an RRset of the apex behind its question; nil if no message has room for it.
  fileprivate func written(_ rrset: StoredRRset, apexOffset: Int) -> Written? {
    let start = apexOffset + apex.count + Question.fixedLength
    var names: [(name: UInt64, offset: Int)]?
    let apex = apex
    let message = [UInt8](capacity: ResponseLength.stream) { message in
      message.append(repeating: 0, count: apexOffset)
      message.append(apex.span, apex.indices)
      message.append(repeating: 0, count: Question.fixedLength)
      var compression = NameCompression(apexOffset: apexOffset, apexLabelCount: apexLabelCount)
      let isWhole = append(
        rrset, owner: .pointer(to: apexOffset), limit: ResponseLength.stream, &compression, to: &message)
      if isWhole { names = compression.kept }
    }
    return names.map { Written(start: start, octets: Array(message[start...]), names: $0) }
  }
}
