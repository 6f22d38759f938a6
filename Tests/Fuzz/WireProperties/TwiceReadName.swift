import DNSWire
import FuzzDriver

/// A name as leaf has read it, and as a plain reader has.
package struct TwiceReadName: Sendable {
  package var name: DomainName
  package var plain: PlainName

  package init(_ name: DomainName, _ plain: PlainName) {
    self.name = name
    self.plain = plain
  }

  /// nil if `text` is no name to either.
  ///
  /// - Parameter name: nil if leaf refuses it.
  package init?(_ text: String, asLeafParses name: DomainName?) throws(Violation) {
    let plain = PlainName(presentation: text)
    guard let name else {
      try require(plain == nil, "\(text) is no name to leaf only")
      return nil
    }
    guard let plain else { throw Violation("\(text) is a name to leaf only") }
    self.init(name, plain)
  }

  /// Its wire and presentation forms are those of the plain name, and so are the names above it.
  package func checkForms() throws(Violation) {
    try requireEqual(name.wireForm, plain.wireForm, "wire form of \(name)")
    try require((1...DomainName.maximumLength).contains(name.count), "\(name) has \(name.count) octets")
    try requireEqual(PlainName(name), plain, "labels of \(name)")
    try requireEqual(PlainName(presentation: name.description), plain, "\(name) printed")
    let parsed = try? DomainName(presentation: name.description)
    try requireEqual(parsed?.wireForm, name.wireForm, "\(name) printed and parsed")
    let suffixes = (0...plain.labels.count).map { PlainName(Array(plain.labels.dropFirst($0))) }
    try requireEqual(name.suffixes.map { PlainName($0) }, suffixes, "suffixes of \(name)")
    if let label = plain.labels.first, let text = String(validating: label, as: UTF8.self) {
      let child = try? name.suffixes.dropFirst().first?.child(text)
      try requireEqual(child?.wireForm, name.wireForm, "\(name) as the child of what is above it")
    }
    for start in stride(from: 0, to: name.count - 7, by: 8) {
      let octets = (start..<start + 8).map { name[$0] }
      let folded = octets.map { DomainName.lowercased($0) }
      let word = DomainName.lowercased(octets.span.word(at: 0))
      try requireEqual(word, folded.span.word(at: 0), "\(octets) in lower case")
    }
  }

  /// To leaf both names are to each other what they are as plain names.
  package func checkComparison(with other: TwiceReadName) throws(Violation) {
    let isSame = plain.folded == other.plain.folded
    try requireEqual(name == other.name, isSame, "\(name) == \(other.name)")
    try requireEqual(other.name == name, isSame, "\(other.name) == \(name)")
    if isSame {
      try requireEqual(name.hashValue, other.name.hashValue, "hashes of \(name) and \(other.name)")
    }
    try requireEqual(
      name.isEqualToOrBelow(other.name), plain.isEqualToOrBelow(other.plain),
      "\(name) is or lies below \(other.name)")
    try requireEqual(
      other.name.isEqualToOrBelow(name), other.plain.isEqualToOrBelow(plain),
      "\(other.name) is or lies below \(name)")
  }

  /// The name with the case of every letter changed.
  package var withSwappedCase: TwiceReadName {
    let swapped = PlainName(
      plain.labels.map { label in
        label.map { octet in
          switch octet {
          case 0x41...0x5A, 0x61...0x7A: octet ^ 0x20
          default: octet
          }
        }
      })
    return TwiceReadName(DomainName(swapped), swapped)
  }
}
