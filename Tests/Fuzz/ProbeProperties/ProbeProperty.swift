import FuzzDriver
import LeafProbe

/// Whatever a server sends, the probe reads it, comes to a verdict that follows from it, and writes a report
/// that is well formed and safe to show on a terminal.
///
/// The first two octets of an input choose a case, the third a format, the fourth what is known of the
/// target. Then come deliveries, at most 48: an octet with a bit each for another source, for a message of
/// other ID and question, and for the end of an exchange; two octets of length; and the message.
package func theProbeJudgesAnything(_ octets: [UInt8]) throws(Violation) {
  var input = Input(octets)
  let number = input.octetPair()
  let formatNumber = Int(input.octet())
  let target = input.octet()
  var deliveries: [Rehearsal.Delivery] = []
  while !input.isEmpty, deliveries.count < 48 {
    let bits = input.octet()
    deliveries.append(
      Rehearsal.Delivery(
        octets: input.take(input.octetPair()), isFromElsewhere: bits & 1 != 0, isMatched: bits & 2 == 0,
        isLast: bits & 4 == 0))
  }
  let rehearsal = Rehearsal(ofCase: number, target: target, deliveries)
  if let contradiction = rehearsal.contradiction { throw Violation(contradiction) }
  let (format, text) = rehearsal.text(inFormat: formatNumber)
  try requireWellFormed(text, format)
}
