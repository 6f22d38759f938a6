import DNSWire

extension ZoneFileReader {
  /// How deep files may include others.
  private static let maximumDepth = 16
  /// How many files a zone may have: one that includes another twice, which does so in its turn, doubles them.
  private static let maximumFiles = 10_000

  /// Reads an entry that begins with `$`.
  mutating func readDirective(
    _ word: PresentationWord, in text: Span<UInt8>, _ readFile: ReadFile
  ) throws(EntryError) {
    if text.equals(word.range, "$ORIGIN") {
      let name = try argument(of: word, "a domain name", in: text)
      let origin = try originName(name, in: text)
      try requireEnd(in: text)
      self.origin = origin
    } else if text.equals(word.range, "$TTL") {
      let ttl = try readTTL(try argument(of: word, TTL.allowed, in: text), in: text)
      try requireEnd(in: text)
      ttls.directive = ttl
    } else if text.equals(word.range, "$INCLUDE") {
      try include(word, in: text, readFile)
    } else if text.equals(word.range, "$GENERATE") {
      try generate(word, in: text)
    } else {
      throw EntryError(
        word, in: text, "as a directive",
        allowed: "$ORIGIN, $TTL, $INCLUDE or $GENERATE; a name with a dollar as \\$")
    }
  }

  /// The next word of a directive, which needs it.
  mutating func argument(
    of directive: PresentationWord, _ allowed: String, in text: Span<UInt8>
  ) throws(EntryError) -> PresentationWord {
    guard let word = try nextWord(in: text) else {
      throw EntryError(
        offset: directive.range.upperBound, text: "the directive ends here; allowed is \(allowed)")
    }
    return word
  }

  private mutating func requireEnd(in text: Span<UInt8>) throws(EntryError) {
    guard let word = try nextWord(in: text) else { return }
    throw EntryError(word, in: text, "behind a directive", allowed: "the end of the line")
  }

  private func originName(
    _ word: PresentationWord, in text: Span<UInt8>
  ) throws(EntryError) -> [UInt8] {
    var octets: [UInt8] = []
    do throws(NameSyntaxError) {
      try text.readName(word, origin: origin, into: &octets)
    } catch {
      throw EntryError(word, in: text, "as a name", allowed: error.allowed)
    }
    return octets
  }

  /// `$INCLUDE file [origin]`: origin and last owner are the including file's again behind it (RFC 1035 §5.1).
  private mutating func include(
    _ directive: PresentationWord, in text: Span<UInt8>, _ readFile: ReadFile
  ) throws(EntryError) {
    let fileWord = try argument(of: directive, "the name of a file", in: text)
    var includedOrigin = origin
    if let word = try nextWord(in: text) { includedOrigin = try originName(word, in: text) }
    try requireEnd(in: text)
    let octets = try octets(ofIncluded: fileWord, in: text, readFile)
    let outer = (origin, owner, scanner, file)
    origin = includedOrigin
    read(octets.span, readFile)
    (origin, owner, scanner, file) = outer
  }

  /// What is in an included file, whose name then is the last of the zone's files.
  private mutating func octets(
    ofIncluded word: PresentationWord, in text: Span<UInt8>, _ readFile: ReadFile
  ) throws(EntryError) -> [UInt8] {
    let path = path(ofIncluded: word, in: text)
    guard !openFiles.contains(path) else {
      throw EntryError(word, in: text, "as a file", allowed: "one that does not include itself")
    }
    guard openFiles.count < Self.maximumDepth else {
      throw EntryError(word, in: text, "as a file", allowed: "a depth of \(Self.maximumDepth) files")
    }
    guard zone.files.count < Self.maximumFiles else {
      throw EntryError(word, in: text, "as a file", allowed: "\(Self.maximumFiles) files in a zone")
    }
    do throws(ZoneFileUnreadable) {
      let octets = try readFile(path)
      zone.files.append(path)
      return octets
    } catch {
      throw EntryError(
        offset: word.range.lowerBound, text: "\(text.quoted(word.range)) cannot be read: \(error.reason)")
    }
  }

  /// The path of a file, relative to the one that includes it.
  private func path(ofIncluded word: PresentationWord, in text: Span<UInt8>) -> String {
    let name = String(decoding: word.range.map { text[$0] }, as: UTF8.self)
    guard !name.hasPrefix("/"), let slash = zone.files[file].lastIndex(of: "/") else { return name }
    return zone.files[file][...slash] + name
  }
}
