import DNSWire

/// The RRsets of a zone's apex as they go out right behind the question. Most answers have one there, an apex's own or a
/// negative answer's SOA, and it is then copied in one piece. The forms are what `RecordStore` wrote of them once, so
/// that a response does not depend on which way it was written.
struct FirstForms: Sendable {
  private struct Form: Sendable {
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
    var name: NameIndex
    /// From the form's start.
    var offset: Int
  }

  /// Longer ones are rare, and a pointer might not reach their end.
  private static let maximumLength = 8_192

  private let apexLength: Int
  private var forms: [Form] = []
  private var octets: [UInt8] = []
  private var pointers: [Pointer] = []
  private var names: [Name] = []

  /// - Parameters:
  ///   - rrsets: In the order of their `firstForm`.
  ///   - store: Without forms.
  init(of rrsets: [RRsetIndex], in store: RecordStore, apexLength: Int) {
    self.apexLength = apexLength
    for rrset in rrsets { append(store[rrset], in: store) }
  }

  private mutating func append(_ rrset: StoredRRset, in store: RecordStore) {
    let first = (octets: octets.count, pointers: pointers.count, names: names.count)
    if let near = store.written(rrset, apexOffset: Header.length, apexLength),
      let far = store.written(rrset, apexOffset: Header.length + 0x100, apexLength),
      near.octets.count <= Self.maximumLength
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
        octets: first.octets..<octets.count, pointers: first.pointers..<pointers.count,
        names: first.names..<names.count))
  }

  /// Appends an RRset, if there is a form of it, it stands right behind the question, and fits.
  ///
  /// - Returns: Whether it was appended.
  func write(
    _ rrset: StoredRRset, limit: Int, _ compression: inout NameCompression,
    to message: inout OutputSpan<UInt8>
  ) -> Bool {
    let start = message.count
    guard start == compression.apexOffset + apexLength + Question.fixedLength else {
      return false
    }
    let form = forms[Int(rrset.firstForm)]
    guard !form.octets.isEmpty, start + form.octets.count <= limit else { return false }
    message.append(octets.span, form.octets)
    for index in form.pointers {
      let pointer = pointers[index]
      message.replace(
        at: start + pointer.offset, with: 0xC000 | UInt16(truncatingIfNeeded: start + pointer.target))
    }
    for index in form.names { compression.note(names[index].name, at: start + names[index].offset) }
    return true
  }
}

private struct Written {
  /// Where the question ends.
  var start: Int
  /// What stands behind it.
  var octets: [UInt8]
  var names: [(name: NameIndex, offset: Int)]
}

extension RecordStore {
  /// What a message has of an RRset of the apex behind its question; nil if no message has room for it.
  fileprivate func written(_ rrset: StoredRRset, apexOffset: Int, _ apexLength: Int) -> Written? {
    let start = apexOffset + apexLength + Question.fixedLength
    var names: [(name: NameIndex, offset: Int)]?
    let message = [UInt8](capacity: ResponseLength.stream) { message in
      message.append(repeating: 0, count: start)
      var compression = NameCompression(apexOffset: apexOffset)
      let isWhole = append(
        rrset, owner: .name(apex), limit: ResponseLength.stream, &compression, to: &message)
      if isWhole { names = compression.names }
    }
    return names.map { Written(start: start, octets: Array(message[start...]), names: $0) }
  }
}
