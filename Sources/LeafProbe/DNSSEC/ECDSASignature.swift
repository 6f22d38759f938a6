extension SigningAlgorithm {
  /// A signature as ldns wants it: that of ECDSA in DER, the others as they stand in the RRSIG RR.
  func signatureForLDNS(_ signature: [UInt8]) -> [UInt8] {
    guard [13, 14].contains(rawValue) else { return signature }
    let half = signature.count / 2
    let numbers = derInteger(signature.prefix(half)) + derInteger(signature.dropFirst(half))
    return [0x30, UInt8(truncatingIfNeeded: numbers.count)] + numbers
  }
}

/// A positive INTEGER of at most 48 octets (X.690 §8.3).
private func derInteger(_ octets: ArraySlice<UInt8>) -> [UInt8] {
  let digits = octets.drop { $0 == 0 }
  let number = (digits.first ?? 0x80) >= 0x80 ? [0] + digits : Array(digits)
  return [0x02, UInt8(truncatingIfNeeded: number.count)] + number
}
