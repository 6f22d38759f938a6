import DNSSecurity
import DNSWire

/// Says in words what signatures are, and whether they verify.
struct SignatureExplanation {
  /// Of the zone.
  let keys: [DNSKEY]
  /// Now, in seconds since 1970, modulo 2^32.
  let time: UInt32

  func lines(of set: ResponseRRset) -> [String] {
    set.signatures.flatMap { signature in
      ["\(description(of: signature)): \(verdict(on: signature, of: set.rrset))"]
        + [wildcard(signature, of: set.owner)].compactMap { $0 }
    }
  }

  private func description(of signature: RRSIG) -> String {
    let algorithm =
      SecurityAlgorithm(rawValue: signature.algorithm)?.mnemonic ?? "algorithm \(signature.algorithm)"
    let from = SignatureTime(rawValue: signature.validity.inception)
    let until = SignatureTime(rawValue: signature.validity.expiration)
    return
      "signed with the key \(signature.keyTag) (\(algorithm)) of \(signature.signer), from \(from) until \(until) UTC"
  }

  private func verdict(on signature: RRSIG, of rrset: RRset) -> String {
    let possible = keys.filter { $0.tag == signature.keyTag && $0.algorithm == signature.algorithm }
    guard !possible.isEmpty else { return "no DNSKEY record has that key, so that it DOES NOT VERIFY" }
    let isRight = possible.contains { rrset.isSigned(signature, by: $0, at: signature.validity.inception) }
    guard isRight else { return "it DOES NOT VERIFY: it is of other records, or by another key" }
    return signature.validity.contains(time) ? "it verifies" : timeliness(of: signature.validity)
  }

  private func timeliness(of validity: SignatureValidity) -> String {
    Int32(bitPattern: time &- validity.inception) < 0
      ? "it HAS NOT BEGUN to be valid" : "it HAS ENDED, and was right until then"
  }

  /// RFC 4035 §5.3.2.
  private func wildcard(_ signature: RRSIG, of owner: DomainName) -> String? {
    guard let wildcard = owner.wildcard(of: signature) else { return nil }
    return "its labels field is \(signature.labels): the records come of the wildcard \(wildcard)"
  }
}

extension DomainName {
  /// The wildcard that records of this name come of; nil for none.
  func wildcard(of signature: RRSIG) -> DomainName? {
    let (names, labels) = (suffixes, Int(signature.labels))
    let isWildcard = self[0] == 1 && self[1] == UInt8(ascii: "*")
    guard labels < names.count - 1 - (isWildcard ? 1 : 0) else { return nil }
    return try? names[names.count - 1 - labels].child("*")
  }
}
