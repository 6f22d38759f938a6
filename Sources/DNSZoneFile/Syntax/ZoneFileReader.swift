import DNSWire

/// The owner of the record before, which one that begins with blanks has too.
enum LastOwner {
  /// There is no record before.
  case none
  /// It has been reported.
  case invalid
  /// Where its wire form begins in the zone's octets.
  case at(UInt32)
}

/// Reads the entries of a file, and of those that it includes.
struct ZoneFileReader {
  var zone: ZoneFile
  /// The wire form of what relative names are below.
  var origin: [UInt8] { didSet { ownerWord = nil } }
  var owner = LastOwner.none
  /// The owner in the text that is being read; nil if it is of another text, or below another origin.
  var ownerWord: PresentationWord?
  /// What records without a TTL get.
  var ttls = DefaultTTL()
  /// The wire form of the zone's name, in lower case.
  private let apexOctets: [UInt8]
  /// The files that are being read, the innermost last.
  var openFiles: [String] = []

  var file = 0
  var scanner: WordScanner
  var types = TypeNames()
  /// The words of the record's RDATA; kept to be used again.
  var words: [PresentationWord] = []

  init(apex: DomainName) {
    zone = ZoneFile(apex: apex)
    origin = apex.wireForm
    apexOctets = apex.wireForm.map(DomainName.lowercased)
    scanner = WordScanner([UInt8]().span)
  }

  typealias ReadFile = (String) throws(ZoneFileUnreadable) -> [UInt8]

  /// Reads the zone's own file.
  mutating func readFile(_ name: String, _ readFile: ReadFile) {
    zone.files.append(name)
    do throws(ZoneFileUnreadable) {
      let octets = try readFile(name)
      zone.reserve(for: octets.span)
      read(octets.span, readFile)
    } catch {
      zone.report(.error, at: ZoneFilePlace(file: 0, line: 0, column: 0), error.reason)
    }
  }

  /// Reads all entries of the file that was named last.
  mutating func read(_ text: Span<UInt8>, _ readFile: ReadFile) {
    file = zone.files.count - 1
    ownerWord = nil
    openFiles.append(zone.files[file])
    scanner = WordScanner(text)
    while scanner.moveToEntry(in: text), !zone.problems.areTooMany {
      do throws(EntryError) {
        try readEntry(in: text, readFile)
      } catch {
        report(error, in: text)
      }
    }
    openFiles.removeLast()
  }

  private mutating func report(_ error: EntryError, in text: Span<UInt8>) {
    zone.report(.error, at: place(of: error.offset, in: text), error.text)
    if error.isOfLine { scanner.skipLine(in: text) } else { scanner.skipEntry(in: text) }
  }

  func place(of offset: Int, in text: Span<UInt8>) -> ZoneFilePlace {
    let place = scanner.place(of: offset, in: text)
    return ZoneFilePlace(file: file, line: place.line, column: place.column)
  }

  var placeOfEntry: ZoneFilePlace {
    ZoneFilePlace(file: file, line: scanner.line, column: scanner.column)
  }

  private mutating func readEntry(in text: Span<UInt8>, _ readFile: ReadFile) throws(EntryError) {
    if scanner.hasBlankOwner { return try readRecord(in: text) }
    guard let first = try nextWord(in: text) else { return }
    if !first.isQuoted, text[first.range.lowerBound] == UInt8(ascii: "$") {
      return try readDirective(first, in: text, readFile)
    }
    try readOwner(first, in: text)
    try readRecord(in: text)
  }

  /// Makes a name the owner of the records that follow.
  mutating func readOwner(_ word: PresentationWord, in text: Span<UInt8>) throws(EntryError) {
    // Most records have the name of the one before, spelt as there: its octets serve them, too.
    if let ownerWord, text.areEqual(ownerWord, word) { return }
    ownerWord = nil
    let start = zone.octets.count
    owner = .invalid
    try appendName(word, in: text)
    zone.octets.lowercase(start..<zone.octets.count)
    guard zone.octets.span.isName(at: start, inside: apexOctets.span) else {
      zone.octets.removeSubrange(start...)
      throw EntryError(word, in: text, "as an owner", allowed: "a name inside the zone \(zone.apex)")
    }
    owner = .at(UInt32(start))
    ownerWord = word
  }

  /// Appends a name to the zone's octets.
  private mutating func appendName(_ word: PresentationWord, in text: Span<UInt8>) throws(EntryError) {
    let start = zone.octets.count
    do throws(NameSyntaxError) {
      try text.readName(word, origin: origin, into: &zone.octets)
    } catch {
      zone.octets.removeSubrange(start...)
      throw EntryError(word, in: text, "as a name", allowed: error.allowed)
    }
  }

  /// The next word of the entry; nil at its end.
  mutating func nextWord(in text: Span<UInt8>) throws(EntryError) -> PresentationWord? {
    do throws(ScanError) {
      return try scanner.next(in: text)
    } catch {
      throw EntryError(error)
    }
  }
}

/// What is wrong with an entry.
struct EntryError: Error {
  /// Where, from the start of the file.
  let offset: Int
  /// What was found, and what is allowed.
  let text: String
  /// Whether words cannot be told apart, so that the next line may be another entry.
  var isOfLine = false

  init(offset: Int, text: String) {
    self.offset = offset
    self.text = text
  }

  init(_ word: PresentationWord, in text: Span<UInt8>, _ role: String, allowed: String) {
    self.init(
      offset: word.range.lowerBound,
      text: "\(text.quoted(word.range)) stands here \(role); allowed is \(allowed)")
  }

  init(_ error: ScanError) {
    self.init(offset: error.offset, text: error.text)
    isOfLine = true
  }
}

extension Span where Element == UInt8 {
  /// Whether two words are the same octet by octet.
  func areEqual(_ left: PresentationWord, _ right: PresentationWord) -> Bool {
    guard left.range.count == right.range.count, left.isQuoted == right.isQuoted else { return false }
    for index in 0..<left.range.count
    where self[left.range.lowerBound + index] != self[right.range.lowerBound + index] { return false }
    return true
  }

  /// Whether the name at the end of these octets is another name or below it, both in lower case.
  func isName(at start: Int, inside apex: Span<UInt8>) -> Bool {
    var offset = start
    while count - offset > apex.count { offset += 1 + Int(self[offset]) }
    guard count - offset == apex.count else { return false }
    for index in 0..<apex.count where self[offset + index] != apex[index] { return false }
    return true
  }
}
