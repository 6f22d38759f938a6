extension Span where Element == UInt8 {
  /// Reads a domain name, following compression pointers (RFC 1035 §4.1.4).
  ///
  /// - Parameters:
  ///   - offset: The name's first octet; left just past the name, or past its first pointer.
  ///   - name: Set to the uncompressed wire form: 1...255 octets, letter case kept.
  /// - Throws: `.truncated`; `.labelType` for a length octet of 64...191; `.nameTooLong` past 255 octets;
  ///   `.pointerNotBackward`, `.pointerIntoHeader`, `.tooManyPointers`. `offset` and `name` then hold
  ///   nothing of use.
  package func readName(at offset: inout Int, into name: inout DomainName) throws(WireError) {
    name = .root
    _ = try walkName(at: &offset) { name.appendLabel(self, at: $0) }
  }

  /// Reads the domain name that starts at `offset`.
  package func readName(at offset: Int) throws(WireError) -> DomainName {
    var offset = offset
    var name = DomainName.root
    try readName(at: &offset, into: &name)
    return name
  }

  /// Checks a domain name as `readName` does and moves past it, keeping nothing.
  ///
  /// - Returns: The length of the uncompressed wire form, 1...255 octets.
  package func skipName(at offset: inout Int) throws(WireError) -> Int {
    try walkName(at: &offset) { _ in }
  }

  /// How many labels the name at `offset` has, the root not among them.
  func countLabels(at offset: Int) throws(WireError) -> Int {
    var (offset, count) = (offset, 0)
    _ = try walkName(at: &offset) { _ in count += 1 }
    return count
  }

  /// Visits each label but the root, as the octets from its length octet to its last.
  func walkName(
    at offset: inout Int, visit: (Range<Int>) -> Void
  ) throws(WireError) -> Int {
    let start = offset
    var partStart = offset
    var position = offset
    var pointers = 0
    var length = 1
    while true {
      let labelStart = position
      let octet = Int(try readUInt8(at: &position))
      switch octet {
      case 0:
        if pointers == 0 { offset = position }
        return length
      case 1...DomainName.maximumLabelLength:
        // At most 127 labels fit, so a walk without pointers ends.
        length += 1 + octet
        guard length <= DomainName.maximumLength else { throw .nameTooLong(offset: start) }
        visit(labelStart..<(try skip(octet, at: &position)).upperBound)
      case 0xC0...0xFF:
        let target = (octet & 0x3F) << 8 | Int(try readUInt8(at: &position))
        // Every hop lands before the part that it leaves, so the hops run out.
        guard target < partStart else { throw .pointerNotBackward(offset: labelStart) }
        guard target >= Header.length else { throw .pointerIntoHeader(offset: labelStart) }
        if pointers == 0 { offset = position }
        pointers += 1
        // A long message could chain thousands of them, and have each of its names walk the chain.
        guard pointers < DomainName.maximumLabels else { throw .tooManyPointers(offset: start) }
        partStart = target
        position = target
      default:
        throw .labelType(offset: labelStart)
      }
    }
  }
}
