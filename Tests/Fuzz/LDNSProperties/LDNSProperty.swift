import FuzzDriver
import WireProperties

/// What leaf reads, ldns reads to the same names, types, counts and flags, but for `ToleratedDifference`; what leaf
/// sends it reads without any difference. The input is one of `forEachExchange`.
package func ldnsReadsTheSame(_ octets: [UInt8]) throws(Violation) {
  try forEachExchange(octets) { exchange, _ throws(Violation) in
    if let values = try? MessageValues(asLeafReads: exchange.query) {
      try ldnsReads(exchange.query, values, tolerating: ToleratedDifference.all)
    }
    guard !exchange.response.isEmpty else { return }
    do {
      try ldnsReads(exchange.response, MessageValues(asLeafReads: exchange.response), tolerating: [])
    } catch {
      throw Violation("leaf's response \(exchange.response): \(error)")
    }
  }
}

private func ldnsReads(
  _ octets: [UInt8], _ values: MessageValues, tolerating differences: [ToleratedDifference]
) throws(Violation) {
  var expected = values.asLDNSKeepsThem
  let differences = differences.filter { $0.applies(values) }
  var found: MessageValues
  do {
    found = try MessageValues(asLDNSReads: octets).inOnePiece
  } catch {
    return try require(differences.contains(where: \.allowsRefusal), "ldns does not read \(values): \(error)")
  }
  for difference in differences {
    difference.remove(&expected)
    difference.remove(&found)
  }
  if let difference = found.difference(from: expected) { throw Violation("ldns reads \(difference)") }
}

extension MessageValues {
  /// RDATA in one piece; OPT and TSIG of the additional section at its end.
  fileprivate var asLDNSKeepsThem: MessageValues {
    var values = self
    let pseudo = [UInt16(41), 250].flatMap { type -> [Record] in
      records.filter { $0.section == .additional && $0.type == type }
    }
    values.records.removeAll { $0.section == .additional && [41, 250].contains($0.type) }
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
