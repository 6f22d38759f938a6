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
  /// What relative names are below.
  var origin: DomainName
  var owner = LastOwner.none
  /// What records without a TTL get.
  var ttls = DefaultTTL()
  /// The files that are being read, the innermost last.
  var openFiles: [String] = []

  var file = 0
  var scanner: WordScanner
  var types = TypeNames()
  /// The words of the record's RDATA; kept to be used again.
  var words: [PresentationWord] = []

  init(apex: DomainName) {
    zone = ZoneFile(apex: apex)
    origin = apex
    scanner = WordScanner([UInt8]().span)
  }

  typealias ReadFile = (String) throws(ZoneFileUnreadable) -> [UInt8]

  /// Reads the zone's own file.
  mutating func readFile(_ name: String, _ readFile: ReadFile) {
    zone.files.append(name)
    do throws(ZoneFileUnreadable) {
      let octets = try readFile(name)
      read(octets.span, readFile)
    } catch {
      zone.report(.error, at: ZoneFilePlace(file: 0, line: 0, column: 0), error.reason)
    }
  }

  /// Reads all entries of the file that was named last.
  mutating func read(_ text: Span<UInt8>, _ readFile: ReadFile) {
    file = zone.files.count - 1
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
  func readOwnerName(
    _ word: PresentationWord, in text: Span<UInt8>, into octets: inout [UInt8]
  ) throws(EntryError) {
    do throws(NameSyntaxError) {
      try text.readName(word, origin: origin, into: &octets)
    } catch {
      throw EntryError(word, in: text, "as a name", allowed: error.allowed)
    }
  }

  mutating func readOwner(_ word: PresentationWord, in text: Span<UInt8>) throws(EntryError) {
    let start = zone.octets.count
    owner = .invalid
    do throws(EntryError) {
      try readOwnerName(word, in: text, into: &zone.octets)
      guard zone.octets.span.isName(at: start, inside: zone.apex) else {
        throw EntryError(
          word, in: text, "as an owner", allowed: "a name inside the zone \(zone.apex)")
      }
    } catch {
      zone.octets.removeSubrange(start...)
      throw error
    }
    owner = .at(UInt32(start))
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
  /// Whether a name's wire form ends with another's.
  func isName(at start: Int, inside apex: DomainName) -> Bool {
    let length = count - start
    var offset = start
    while count - offset > apex.count { offset += 1 + Int(self[offset]) }
    guard length >= apex.count, count - offset == apex.count else { return false }
    return (0..<apex.count).allSatisfy {
      DomainName.lowercased(self[offset + $0]) == DomainName.lowercased(apex[$0])
    }
  }
}
