/// A domain name in uncompressed wire form: labels of 1...63 octets, then the root label; 1...255 octets in
/// all (RFC 1035 §3.1). Letter case is kept, and does not count when names are compared (RFC 4343 §3).
package struct DomainName: Sendable {
  /// Of the whole wire form, the root label included, in octets.
  package static let maximumLength = 255
  /// In octets, without the length octet.
  package static let maximumLabelLength = 63
  /// 127 labels of one octet and the root label.
  package static let maximumLabels = 128

  private var octets: InlineArray<255, UInt8>
  /// The length of the wire form in octets, the root label included.
  package private(set) var count: Int

  /// The name without labels: one octet, 0.
  package static let root = DomainName()

  private init() {
    octets = InlineArray(repeating: 0)
    count = 1
  }

  /// A name that is known to be one, from labels without escapes.
  package init(labels: [String]) {
    self.init()
    for label in labels {
      let wireForm = [UInt8(label.utf8.count)] + Array(label.utf8)
      precondition((2...Self.maximumLabelLength + 1).contains(wireForm.count))
      precondition(count + wireForm.count <= Self.maximumLength)
      appendLabel(wireForm.span, at: wireForm.indices)
    }
  }

  /// A name from its uncompressed wire form; nil unless that fills `octets`.
  package init?(wireForm octets: [UInt8]) {
    self.init()
    var offset = 0
    guard (try? octets.span.readName(at: &offset, into: &self)) != nil, offset == octets.count else {
      return nil
    }
  }

  /// The octet of the wire form at `index`, 0..<`count`.
  package subscript(index: Int) -> UInt8 {
    precondition(index < count)
    return octets[index]
  }

  /// The wire form.
  package var wireForm: [UInt8] { (0..<count).map { octets[$0] } }

  /// Where each label but the root starts in the wire form: its length octet.
  package var labelOffsets: [Int] {
    var offsets: [Int] = []
    var offset = 0
    while octets[offset] != 0 {
      offsets.append(offset)
      offset += 1 + Int(octets[offset])
    }
    return offsets
  }

  /// The name that is left when everything before `offset`, the start of a label, is taken away.
  package func suffix(from offset: Int) -> DomainName {
    var suffix = DomainName()
    suffix.count = count - offset
    for index in 0..<suffix.count { suffix.octets[index] = octets[offset + index] }
    return suffix
  }

  /// The name itself, then each name above it, the root last.
  package var suffixes: [DomainName] { (labelOffsets + [count - 1]).map(suffix) }

  /// The name with one more label before it.
  ///
  /// - Throws: `.emptyLabel`, `.labelTooLong`, `.nameTooLong`.
  package func child(_ label: String) throws(NameSyntaxError) -> DomainName {
    var child = DomainName.root
    try child.appendLabel(Array(label.utf8))
    guard child.count + count - 1 <= Self.maximumLength else { throw .nameTooLong }
    for index in 0..<count {
      child.octets[child.count - 1 + index] = octets[index]
    }
    child.count += count - 1
    return child
  }

  /// Whether this name is `ancestor` or lies below it.
  package func isEqualToOrBelow(_ ancestor: DomainName) -> Bool {
    let start = count - ancestor.count
    guard start >= 0, start == count - 1 || labelOffsets.contains(start) else { return false }
    return suffix(from: start) == ancestor
  }

  /// Puts one more label before the root label. The caller has made sure that it fits.
  ///
  /// - Parameter range: The label in `message`, from its length octet to its last.
  mutating func appendLabel(_ message: Span<UInt8>, at range: Range<Int>) {
    for index in range {
      octets[count - 1] = message[index]
      count += 1
    }
    octets[count - 1] = 0
  }

  /// Puts one more label before the root label.
  ///
  /// - Throws: `.emptyLabel`, `.labelTooLong`, `.nameTooLong`.
  package mutating func appendLabel(_ label: [UInt8]) throws(NameSyntaxError) {
    guard !label.isEmpty else { throw .emptyLabel }
    guard label.count <= Self.maximumLabelLength else { throw .labelTooLong(octets: label.count) }
    guard count + 1 + label.count <= Self.maximumLength else { throw .nameTooLong }
    let wireForm = [UInt8(label.count)] + label
    appendLabel(wireForm.span, at: wireForm.indices)
  }

  /// An ASCII letter in lower case; every other octet as it is. The length octet of a label, at most 63, is
  /// never a letter, so a whole wire form can be folded octet by octet.
  package static func lowercased(_ octet: UInt8) -> UInt8 {
    (0x41...0x5A).contains(octet) ? octet | 0x20 : octet
  }

  /// The same for eight octets at once.
  package static func lowercased(_ word: UInt64) -> UInt64 {
    let inEach: UInt64 = 0x0101_0101_0101_0101
    let topBits = 0x80 * inEach
    // The sums' top bits say of each octet, its own top bit left out, whether it is at least "A", and past "Z".
    let fromA = (word & ~topBits) + (0x80 - 0x41) * inEach
    let pastZ = (word & ~topBits) + (0x80 - 0x5B) * inEach
    let isLetter = (fromA ^ pastZ) & ~word & topBits
    return word | isLetter >> 2
  }
}

extension DomainName: Hashable {
  package static func == (left: DomainName, right: DomainName) -> Bool {
    guard left.count == right.count else { return false }
    return (0..<left.count).allSatisfy { lowercased(left.octets[$0]) == lowercased(right.octets[$0]) }
  }

  package func hash(into hasher: inout Hasher) {
    for index in 0..<count { hasher.combine(Self.lowercased(octets[index])) }
  }
}
