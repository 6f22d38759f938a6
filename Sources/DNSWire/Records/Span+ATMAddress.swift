// ATMA records: a format, and an address of it (ATM Name System, AF-SAA-0069).

/// What the octet before an address says of it.
enum ATMFormat: UInt8 {
  /// An end system's address, hexadecimal as text.
  case endSystem = 0
  /// A telephone number in ASCII, as text after `+`.
  case e164 = 1
}

extension Span where Element == UInt8 {
  /// A format and one octet or more; digits in a telephone number.
  func isATMAddress(_ range: Range<Int>) -> Bool {
    guard range.count >= 2, let format = ATMFormat(rawValue: self[range.lowerBound]) else { return false }
    return switch format {
    case .endSystem: true
    case .e164: range.dropFirst().allSatisfy { (0x30...0x39).contains(self[$0]) }
    }
  }

  /// The address that `isATMAddress` has found to be one.
  func atmAddress(_ range: Range<Int>) -> String {
    let address = range.dropFirst()
    guard self[range.lowerBound] == ATMFormat.e164.rawValue else { return hexadecimal(address) }
    return "+" + address.map { String(Unicode.Scalar(self[$0])) }.joined()
  }
}
