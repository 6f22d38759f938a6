import FuzzDriver
import WireProperties

/// What leaf reads, ldns reads to the same names, types, counts and flags, but for `ToleratedDifference`; what leaf
/// sends it reads without any difference. The input is one of `forEachExchange`.
package func ldnsReadsTheSame(_ octets: [UInt8]) throws(Violation) {
  try forEachExchange(octets) { exchange, _ throws(Violation) in
    if let values = try? MessageValues(asLeafReads: exchange.query) {
      try checkThatLDNS(reads: exchange.query, as: values, tolerating: ToleratedDifference.all)
    }
    guard !exchange.response.isEmpty else { return }
    do {
      try checkThatLDNS(
        reads: exchange.response, as: MessageValues(asLeafReads: exchange.response), tolerating: [])
    } catch {
      throw Violation("leaf's response \(exchange.response): \(error)")
    }
  }
}

/// - Parameter values: What leaf has read.
package func checkThatLDNS(
  reads octets: [UInt8], as values: MessageValues, tolerating differences: [ToleratedDifference]
) throws(Violation) {
  let applying = differences.filter { $0.applies(values) }
  for difference in applying {
    guard let refused = difference.refused else { continue }
    // With that out of the way there is no excuse left.
    guard let (respelled, respelledValues) = respell(octets, values, refused) else { continue }
    let others = differences.filter { $0.reason != difference.reason }
    try checkThatLDNS(reads: respelled, as: respelledValues, tolerating: others)
  }
  var expected = values
  for difference in applying { difference.reduce(&expected) }
  expected = expected.asLDNSKeepsThem
  var found: MessageValues
  do {
    found = try MessageValues(asLDNSReads: octets).inOnePiece
  } catch {
    let mayRefuse = applying.contains { $0.refused != nil }
    return try require(mayRefuse, "ldns does not read \(values): \(error)")
  }
  for difference in applying {
    difference.ignore(&expected)
    difference.ignore(&found)
  }
  if let difference = found.difference(from: expected) { throw Violation("ldns reads \(difference)") }
}

/// The message with `ToleratedDifference.privateUse` as the TYPE of some records, and nothing else changed; nil where
/// that would change a name, as a pointer leads to a TYPE.
private func respell(
  _ octets: [UInt8], _ values: MessageValues, _ isRespelled: (MessageValues.Record) -> Bool
) -> ([UInt8], MessageValues)? {
  guard var plain = PlainReader.read(octets) else { return nil }
  let type = ToleratedDifference.privateUse
  var (respelled, respelledValues) = (octets, values)
  for (index, offset) in zip(values.records.indices, PlainReader.typeOffsets(of: octets))
  where isRespelled(values.records[index]) {
    respelled.replaceSubrange(offset..<offset + 2, with: [UInt8(type >> 8), UInt8(type & 0xFF)])
    respelledValues.records[index].type = type
    plain.records[index].type = type
  }
  return PlainReader.read(respelled) == plain ? (respelled, respelledValues) : nil
}

extension MessageValues {
  /// RDATA in one piece; OPT and TSIG of the additional section at its end.
  fileprivate var asLDNSKeepsThem: MessageValues {
    var values = self
    let pseudo = [UInt16(41), 250].flatMap { type in pseudoRecords(of: type) }
    values.records.removeAll(where: \.isPseudoRecord)
    values.records += pseudo
    return values.inOnePiece
  }

  fileprivate var inOnePiece: MessageValues {
    var values = self
    for index in values.records.indices {
      values.records[index].rdata = [.octets(records[index].rdataOctets)]
    }
    return values
  }
}
