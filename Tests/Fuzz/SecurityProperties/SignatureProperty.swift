import DNSSecurity
import DNSWire
import FuzzDriver

/// What leaf signs verifies, by ldns too, and with an octet changed it does not; RDATA is in the canonical form that ldns
/// puts it into. What verifies of anything at all, verifies by ldns.
///
/// - Parameter octets: One that chooses a key to sign with, or has the top bit set where a DNSKEY record and an RRSIG record
///   come first, each behind its length in two octets. See `Change`, `SignedFields` and `UnsortedRecords` for the rest.
package func signaturesVerifyAsTheyAreMade(_ octets: [UInt8]) throws(Violation) {
  var input = Input(octets)
  let choice = input.octet()
  if choice < 0x80 {
    let algorithm = FuzzedKeys.algorithms[Int(choice) % FuzzedKeys.algorithms.count]
    guard let key = FuzzedKeys.key(algorithm) else { throw Violation("no key of \(algorithm)") }
    try requireThatSignaturesVerify(&input, key)
  } else {
    try requireThatLDNSVerifies(&input)
  }
}

private func requireThatLDNSVerifies(_ input: inout Input) throws(Violation) {
  let key = DNSKEY(rdata: input.take(input.octetPair()))
  let signature = RRSIG(rdata: input.take(input.octetPair()))
  guard let key, let signature, let set = UnsortedRecords(&input)?.rrset else { return }
  _ = key.delegationSigner(of: signature.signer, .sha384)
  let isSigned = set.isSigned(signature, by: key, at: signature.validity.inception)
  guard let found = set.isSignedByLDNS(signature, key) else { return }
  try require(found || !isSigned, "ldns does not verify \(signature) of \(set) by \(key)")
  try require(
    isSigned || !found || !set.couldVerify(signature, key), "ldns verifies \(signature) of \(set) by \(key)")
}

private func requireThatSignaturesVerify(_ input: inout Input, _ key: SigningKey) throws(Violation) {
  let change = Change(&input)
  let fields = SignedFields(&input)
  guard let records = UnsortedRecords(&input) else { return }
  let set = records.rrset
  try records.requireCanonical(set.records)
  let zoneKey = ZoneKey(key, of: fields.signer(of: set), isEntryPoint: true)
  let signature = try fields.signature(of: set, zoneKey)
  let time = signature.validity.inception
  try require(
    set.isSigned(signature, by: zoneKey.record, at: time), "leaf does not verify \(signature) of \(set)")
  if let isSigned = set.isSignedByLDNS(signature, zoneKey.record) {
    try require(isSigned, "ldns does not verify \(signature) of \(set)")
  }
  var changed = signature
  change.apply(to: &changed.signature)
  try require(
    !set.isSigned(changed, by: zoneKey.record, at: time), "\(changed) verifies, as does \(signature)")
  try requireThatAnother(set, change, isNotSigned: signature, zoneKey.record)
}

private func requireThatAnother(
  _ set: RRset, _ change: Change, isNotSigned signature: RRSIG, _ key: DNSKEY
) throws(Violation) {
  guard var first = set.records.first, !first.isEmpty else { return }
  change.apply(to: &first)
  let other = RRset(owner: set.owner, type: set.type, records: [first] + set.records.dropFirst())
  let isSigned = other.isSigned(signature, by: key, at: signature.validity.inception)
  try requireEqual(
    isSigned, other.records == set.records, "whether \(signature) of \(set) is one of \(other)")
}
