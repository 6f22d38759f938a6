import FuzzDriver
import LeafProbe

/// Whatever a server sends, the probe reads it, comes to a verdict and reports it, and what it writes is safe to show
/// on a terminal.
///
/// The first two octets of an input choose a case, the third a format. Then come deliveries, at most 24: an octet with a bit each for
/// another source, for a message of other ID and question, and for the end of an exchange; two octets of length; and
/// the message.
package func theProbeJudgesAnything(_ octets: [UInt8]) throws(Violation) {
  var input = Input(octets)
  let number = input.octetPair()
  let format = Int(input.octet())
  var deliveries: [Rehearsal.Delivery] = []
  while !input.isEmpty, deliveries.count < 24 {
    let bits = input.octet()
    deliveries.append(
      Rehearsal.Delivery(
        octets: input.take(input.octetPair()), isFromElsewhere: bits & 1 != 0, isMatched: bits & 2 == 0,
        isLast: bits & 4 == 0))
  }
  let rehearsal = Rehearsal(ofCase: number, deliveries)
  if let contradiction = rehearsal.contradiction { throw Violation(contradiction) }
  let text = rehearsal.text(inFormat: format)
  let control = text.unicodeScalars.first { scalar in
    scalar != "\n" && scalar != "\t" && scalar.properties.generalCategory == .control
  }
  try require(control == nil, "the report holds U+\(String(control?.value ?? 0, radix: 16)): \(text)")
}
