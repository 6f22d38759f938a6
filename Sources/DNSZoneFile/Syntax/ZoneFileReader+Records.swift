import DNSWire

/// What stands between a record's owner and its RDATA.
struct RecordHead {
  var ttl: UInt32?
  var type: RRType
  var typeWord: PresentationWord
}

extension ZoneFileReader {
  /// Reads the rest of an entry, behind its owner, as a record.
  mutating func readRecord(in text: Span<UInt8>) throws(EntryError) {
    let head = try readHead(in: text)
    try readWords(in: text)
    switch owner {
    case .at(let owner): try append(head, owner: owner, in: text)
    case .invalid: return
    case .none:
      throw EntryError(
        offset: scanner.entryStart, text: "this record has no owner; allowed are blanks behind a record alone"
      )
    }
  }

  /// More than 65,535 octets have, a digit in each word of the generic form.
  private static let maximumWords = 140_000

  /// Reads the rest of the entry into `words`.
  mutating func readWords(in text: Span<UInt8>) throws(EntryError) {
    words.removeAll(keepingCapacity: true)
    while let word = try nextWord(in: text) {
      guard words.count < Self.maximumWords else {
        throw EntryError(word, in: text, "in data", allowed: "RDATA of at most 65535 octets")
      }
      words.append(word)
    }
  }

  /// Reads TTL and class, in either order or absent, and the type.
  mutating func readHead(in text: Span<UInt8>) throws(EntryError) -> RecordHead {
    var ttl: UInt32?
    var hasClass = false
    while let word = try nextWord(in: text) {
      if ttl == nil, !word.range.isEmpty, text[word.range.lowerBound].decimalDigit != nil {
        ttl = try readTTL(word, in: text)
      } else if let type = types.type(word.range, in: text) {
        try checkType(type, word, in: text)
        return RecordHead(ttl: ttl, type: type, typeWord: word)
      } else if !hasClass, try isClass(word, in: text) {
        hasClass = true
      } else {
        throw EntryError(word, in: text, "as a type", allowed: "a type's mnemonic, or TYPE and a number")
      }
    }
    throw EntryError(offset: scanner.entryStart, text: "this record ends before its type")
  }

  func readTTL(_ word: PresentationWord, in text: Span<UInt8>) throws(EntryError) -> UInt32 {
    guard let ttl = TTL.read(word.range, in: text) else {
      throw EntryError(word, in: text, "as a TTL", allowed: TTL.allowed)
    }
    return ttl
  }

  /// Whether a word is the class IN.
  private func isClass(_ word: PresentationWord, in text: Span<UInt8>) throws(EntryError) -> Bool {
    if text.equals(word.range, "IN") || text.equals(word.range, "CLASS1") { return true }
    let isOther =
      text.equals(word.range, "CH") || text.equals(word.range, "HS") || text.equals(word.range, "CS")
      || word.range.count > 5 && text.equals(word.range.prefix(5), "CLASS")
    guard !isOther else { throw EntryError(word, in: text, "as a class", allowed: "IN alone") }
    return false
  }

  private func checkType(
    _ type: RRType, _ word: PresentationWord, in text: Span<UInt8>
  ) throws(EntryError) {
    guard !type.isMeta else {
      throw EntryError(word, in: text, "as a type", allowed: "a type of data, not one of messages alone")
    }
  }

  /// Appends the record that a head and `words` make.
  mutating func append(
    _ head: RecordHead, owner: UInt32, in text: Span<UInt8>
  ) throws(EntryError) {
    let start = zone.octets.count
    do throws(PresentationError) {
      try text.readRDATA(of: head.type, from: words, origin: origin, into: &zone.octets)
    } catch {
      zone.octets.removeSubrange(start...)
      throw EntryError(error, words, head, in: text)
    }
    // Signatures stand as their signer has made them.
    if head.type != .rrsig { zone.octets.lowercaseNames(in: start..<zone.octets.count, of: head.type) }
    let ttl = try ttl(of: head, rdata: start)
    guard zone.octets.count < Self.maximumOctets else {
      throw EntryError(offset: head.typeWord.range.lowerBound, text: "the zone is over 4 GB long")
    }
    zone.records.append(
      ZoneFileRecord(
        owner: owner, rdata: start..<zone.octets.count, type: head.type, ttl: ttl, place: placeOfEntry))
  }

  /// One more owner and one more RDATA still have an offset of 32 bits.
  private static let maximumOctets = Int(UInt32.max) - 255 - 65_535

  private mutating func ttl(of head: RecordHead, rdata: Int) throws(EntryError) -> UInt32 {
    if let stated = head.ttl {
      ttls.lastStated = stated
      return stated
    }
    if let ttl = ttls.value { return ttl }
    guard head.type == .soa, let minimum = minimum(of: rdata) else {
      throw EntryError(
        offset: head.typeWord.range.lowerBound,
        text: "this record has no TTL; allowed is none if $TTL or a record with one is before it")
    }
    zone.report(
      .warning, at: placeOfEntry,
      "no TTL is stated: records without one get \(minimum), the SOA's MINIMUM; state one with $TTL")
    ttls.minimum = minimum
    return minimum
  }

  /// MINIMUM of an SOA, its last four octets; nil if it is no TTL.
  private func minimum(of rdata: Int) -> UInt32? {
    var offset = zone.octets.count - 4
    guard offset >= rdata, let minimum = try? zone.octets.span.readUInt32(at: &offset),
      minimum <= TTL.maximum
    else { return nil }
    return minimum
  }
}

extension EntryError {
  init(_ error: PresentationError, _ words: [PresentationWord], _ head: RecordHead, in text: Span<UInt8>) {
    let role = "in \(head.type) data"
    if error.word < words.count {
      self.init(words[error.word], in: text, role, allowed: error.allowed)
    } else {
      let end =
        words.last.map { $0.range.upperBound + ($0.isQuoted ? 1 : 0) } ?? head.typeWord.range.upperBound
      self.init(offset: end, text: "the \(head.type) data ends here; allowed is \(error.allowed)")
    }
  }
}
