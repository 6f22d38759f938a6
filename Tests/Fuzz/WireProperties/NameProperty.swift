import DNSWire
import FuzzDriver

/// The first octet of an input says where in the rest a first name is read; a second one is read right behind it.
/// The rest is taken as text too. What is read is what a plain reader reads; it prints and parses back to itself;
/// and comparing, hashing and cutting names know no letter case.
package func namesReadComparePrintAndParse(_ octets: [UInt8]) throws(Violation) {
  var input = Input(octets)
  let offset = Int(input.octet())
  let message = input.rest()
  try textParsesAndPrints(String(decoding: message, as: UTF8.self))
  guard let (first, end) = try read(message, at: offset) else { return }
  try nameHoldsTogether(first)
  guard let (second, _) = try read(message, at: end) else { return }
  try namesCompare(first, second)
  try namesCompare(first, swappedCase(first))
  for ancestor in first.suffixes { try namesCompare(first, ancestor) }
}

private func read(_ message: [UInt8], at offset: Int) throws(Violation) -> (DomainName, end: Int)? {
  var name = DomainName.root
  var end = offset
  var skipEnd = offset
  let plain = PlainReader.name(in: message, at: offset)
  do {
    try message.span.readName(at: &end, into: &name)
  } catch {
    try require(plain == nil, "not readable to leaf only: \(error)")
    let skipped = try? message.span.skipName(at: &skipEnd)
    try require(skipped == nil, "can be skipped, but not read: \(error)")
    return nil
  }
  guard let plain else { throw Violation("readable to leaf only: \(name)") }
  try requireEqual(name.wireForm, plain.name.wireForm, "name read")
  try requireEqual(end, plain.end, "offset behind \(name)")
  try requireEqual(try? message.span.skipName(at: &skipEnd), name.count, "length of \(name) skipped")
  try requireEqual(skipEnd, end, "offset behind \(name) skipped")
  return (name, end)
}

private func nameHoldsTogether(_ name: DomainName) throws(Violation) {
  let plain = PlainName(name)
  try require((1...DomainName.maximumLength).contains(name.count), "\(name) has \(name.count) octets")
  try requireEqual(plain.wireForm, name.wireForm, "wire form of \(name) by its labels")
  let parsed = try? DomainName(presentation: name.description)
  try requireEqual(parsed?.wireForm, name.wireForm, "\(name) printed and parsed")
  let suffixes = (0...plain.labels.count).map { PlainName(Array(plain.labels.dropFirst($0))) }
  try requireEqual(name.suffixes.map(PlainName.init), suffixes, "suffixes of \(name)")
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

private func namesCompare(_ left: DomainName, _ right: DomainName) throws(Violation) {
  let (plainLeft, plainRight) = (PlainName(left), PlainName(right))
  let isSame = plainLeft.folded == plainRight.folded
  try requireEqual(left == right, isSame, "\(left) == \(right)")
  try requireEqual(right == left, isSame, "\(right) == \(left)")
  if isSame { try requireEqual(left.hashValue, right.hashValue, "hashes of \(left) and \(right)") }
  try requireEqual(
    left.isEqualToOrBelow(right), plainLeft.isEqualToOrBelow(plainRight), "\(left) is or lies below \(right)")
  try requireEqual(
    right.isEqualToOrBelow(left), plainRight.isEqualToOrBelow(plainLeft), "\(right) is or lies below \(left)")
}

/// The name with the case of every letter changed.
private func swappedCase(_ name: DomainName) -> DomainName {
  DomainName(
    PlainName(
      PlainName(name).labels.map { label in
        label.map { octet in
          switch octet {
          case 0x41...0x5A, 0x61...0x7A: octet ^ 0x20
          default: octet
          }
        }
      }))
}

private func textParsesAndPrints(_ text: String) throws(Violation) {
  guard let name = try? DomainName(presentation: text) else { return }
  try nameHoldsTogether(name)
  guard let (read, end) = try read([UInt8](repeating: 0, count: 12) + name.wireForm, at: 12) else {
    throw Violation("\(name) was parsed, but its wire form cannot be read")
  }
  try requireEqual(read.wireForm, name.wireForm, "\(text) parsed, written and read")
  try requireEqual(end, 12 + name.count, "octets of \(name) read")
}
