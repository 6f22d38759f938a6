/// One word of a record as text (RFC 1035 §5.1).
package struct PresentationWord: Equatable, Sendable {
  /// Where it is in its file: without its quotes, its escapes as they stand. Quotes inside of a word belong to it, as in
  /// `alpn="h2,h3"`.
  package var range: Range<Int>
  /// Whether it stands in quotes, which every field but those of free text forbids.
  package var isQuoted: Bool

  package init(range: Range<Int>, isQuoted: Bool) {
    self.range = range
    self.isQuoted = isQuoted
  }
}

/// What is wrong with the words of a record.
package struct PresentationError: Error, Equatable, Sendable {
  /// Which of the words it is, from 0; their count if one is missing.
  package var word: Int
  /// What may stand there, as the end of "…; allowed is …".
  package var allowed: String

  package init(word: Int, allowed: String) {
    self.word = word
    self.allowed = allowed
  }
}

/// The words of a record that are to be read.
struct PresentationWords {
  private let words: [PresentationWord]
  /// The wire form of what relative names are below.
  let origin: [UInt8]?
  /// Of the next word.
  private var position = 0

  init(_ words: [PresentationWord], origin: [UInt8]?) {
    self.words = words
    self.origin = origin
  }

  var isAtEnd: Bool { position >= words.count }

  /// The next word, which stays the next.
  var first: PresentationWord? { isAtEnd ? nil : words[position] }

  /// The next word, in quotes or not; nil if there is none.
  mutating func nextString() -> PresentationWord? {
    defer { position += 1 }
    return first
  }

  /// The next word; nil if there is none, or if it is in quotes.
  mutating func next() -> PresentationWord? {
    guard let word = nextString(), !word.isQuoted else { return nil }
    return word
  }

  /// An error at the word that was asked for last.
  func error(allowed: String) -> PresentationError {
    PresentationError(word: max(position - 1, 0), allowed: allowed)
  }

  /// An error at the last of all words.
  func lastError(allowed: String) -> PresentationError {
    PresentationError(word: max(words.count - 1, 0), allowed: allowed)
  }
}
