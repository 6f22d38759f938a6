import DNSWire

/// The numbers of a `$GENERATE`: `start-stop`, or `start-stop/step`.
private struct GenerateRange {
  let numbers: StrideThrough<Int>

  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { return nil }
    let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false).map(Self.number)
    guard ends.count == 2, let start = ends[0], let stop = ends[1], start <= stop else { return nil }
    guard let step = parts.count == 2 ? Self.number(parts[1]) : 1, step > 0 else { return nil }
    numbers = stride(from: start, through: stop, by: step)
  }

  /// At most 2^31 - 1, without a sign.
  private static func number(_ text: Substring) -> Int? {
    guard text.utf8.first?.decimalDigit != nil, let number = Int32(text) else { return nil }
    return Int(number)
  }
}

extension ZoneFileReader {
  /// `$GENERATE range owner [TTL] [class] type data`: a record for each number of a range, as BIND has it.
  mutating func generate(_ directive: PresentationWord, in text: Span<UInt8>) throws(EntryError) {
    let rangeAllowed = "a range of numbers up to 2147483647, such as 1-9 or 0-255/5"
    let rangeWord = try argument(of: directive, rangeAllowed, in: text)
    guard let range = GenerateRange(String(decoding: rangeWord.range.map { text[$0] }, as: UTF8.self)) else {
      throw EntryError(rangeWord, in: text, "as a range", allowed: rangeAllowed)
    }
    let ownerWord = try argument(of: directive, "an owner", in: text)
    let owner = try template([ownerWord], in: text)
    let head = try readHead(in: text)
    try readWords(in: text)
    let data = try template(words, in: text)
    for number in range.numbers {
      do throws(EntryError) {
        try appendGenerated(number, owner, head, data)
      } catch {
        throw EntryError(offset: directive.range.lowerBound, text: "for \(number) \(error.text)")
      }
    }
  }

  /// The words as one text. Data that is one text in quotes stands as if it had none.
  private func template(
    _ words: [PresentationWord], in text: Span<UInt8>
  ) throws(EntryError) -> GenerateTemplate {
    var octets: [UInt8] = []
    for word in words {
      if !octets.isEmpty { octets.append(UInt8(ascii: " ")) }
      let hasQuotes = word.isQuoted && words.count > 1
      if hasQuotes { octets.append(.quote) }
      octets += word.range.map { text[$0] }
      if hasQuotes { octets.append(.quote) }
    }
    do throws(GenerateError) {
      return try GenerateTemplate(octets)
    } catch {
      throw EntryError(
        offset: words.first?.range.lowerBound ?? scanner.entryStart,
        text: "${ begins no number here; allowed is ${offset,width,base}, a base being d, o, x, X, n or N")
    }
  }

  /// Appends the record of one number, and makes its owner the last one.
  private mutating func appendGenerated(
    _ number: Int, _ owner: GenerateTemplate, _ head: RecordHead, _ data: GenerateTemplate
  ) throws(EntryError) {
    var line: [UInt8] = []
    guard owner.append(number, to: &line) else { throw .generatedNumber }
    let start = UInt32(zone.octets.count)
    ownerWord = nil
    try readOwner(PresentationWord(range: line.indices, isQuoted: false), in: line.span)
    ownerWord = nil
    line.removeAll(keepingCapacity: true)
    guard data.append(number, to: &line) else { throw .generatedNumber }
    try splitWords(of: line.span)
    var head = head
    // What is missing is missing at the end of this text.
    head.typeWord.range = line.count..<line.count
    try append(head, owner: start, in: line.span)
  }

  private mutating func splitWords(of text: Span<UInt8>) throws(EntryError) {
    words.removeAll(keepingCapacity: true)
    var scanner = WordScanner(text)
    do throws(ScanError) {
      while let word = try scanner.next(in: text) { words.append(word) }
    } catch {
      throw EntryError(error)
    }
  }
}

extension EntryError {
  fileprivate static let generatedNumber = EntryError(
    offset: 0, text: "the number is out of range; allowed is 0 to 2147483647 with its offset")
}
