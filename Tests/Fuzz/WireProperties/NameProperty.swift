import DNSWire
import FuzzDriver

/// The first octet of an input says where in the rest a first name is read; a second one is read right behind it.
/// The rest is taken as text too. What is read is what a plain reader reads; it prints and parses back to itself;
/// and comparing, hashing and cutting names know no letter case.
package func namesReadComparePrintAndParse(_ octets: [UInt8]) throws(Violation) {
  var input = Input(octets)
  let offset = Int(input.octet())
  let message = input.rest()
  let text = String(decoding: message, as: UTF8.self)
  try TwiceReadName(text, asLeafParses: try? DomainName(presentation: text))?.checkForms()
  guard let (first, end) = try read(message, at: offset) else { return }
  try first.checkForms()
  guard let (second, _) = try read(message, at: end) else { return }
  try first.checkComparison(with: second)
  try first.checkComparison(with: first.withSwappedCase)
  for (ancestor, count) in zip(first.name.suffixes, 0...) {
    let plain = PlainName(Array(first.plain.labels.dropFirst(count)))
    try first.checkComparison(with: TwiceReadName(ancestor, plain))
  }
}

/// A name that is read at `offset`, and the offset behind it; nil if there is none to either reader.
private func read(_ message: [UInt8], at offset: Int) throws(Violation) -> (TwiceReadName, end: Int)? {
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
  try requireEqual(end, plain.end, "offset behind \(name)")
  try requireEqual(try? message.span.skipName(at: &skipEnd), name.count, "length of \(name) skipped")
  try requireEqual(skipEnd, end, "offset behind \(name) skipped")
  return (TwiceReadName(name, plain.name), end)
}
