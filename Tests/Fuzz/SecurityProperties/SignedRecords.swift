import DNSSecurity
import DNSWire
import FuzzDriver

/// Records of one owner and type as they come.
struct UnsortedRecords {
  let owner: DomainName
  let type: RRType
  let records: [[UInt8]]

  /// An octet with the length of the owner's wire form, and that; two with the TYPE; then RDATA, each behind two octets with
  /// its length, to the end.
  ///
  /// - Returns: nil where the owner is no name.
  init?(_ input: inout Input) {
    guard let owner = DomainName(wireForm: input.take(Int(input.octet()))) else { return nil }
    self.owner = owner
    type = RRType(rawValue: UInt16(input.octetPair()))
    var records: [[UInt8]] = []
    while !input.isEmpty { records.append(input.take(input.octetPair())) }
    self.records = records
  }

  var rrset: RRset { RRset(owner: owner, type: type, records: records) }
}

extension RRset {
  /// How many labels an RRSIG record counts (RFC 4034 §3.1.3).
  var signedLabels: Int {
    let labels = owner.labelOffsets.count
    return owner.wireForm.starts(with: [1, UInt8(ascii: "*")]) ? labels - 1 : labels
  }

  /// Whether a signature may be one of it by a key, but for the octets of the signature.
  func couldVerify(_ signature: RRSIG, _ key: DNSKEY) -> Bool {
    key.isZoneKey && owner.isEqualToOrBelow(signature.signer) && signature.typeCovered == type
      && signature.labels <= signedLabels && signature.validity.contains(signature.validity.inception)
      && (try? VerifyingKey(key)) != nil
  }
}

/// What a signature says that the records do not, in an octet each for the signer and the labels, and four each for the TTL,
/// the inception and how long it is valid.
struct SignedFields {
  /// How many labels of the owner the signer's name lacks.
  private let above: Int
  /// How many labels the record counts fewer than the owner has, as for an answer that was made of a wildcard.
  private let fewer: Int
  private let ttl: UInt32
  private let validity: SignatureValidity

  init(_ input: inout Input) {
    (above, fewer) = (Int(input.octet()), Int(input.octet()))
    func number() -> UInt32 { UInt32(input.octetPair()) << 16 | UInt32(input.octetPair()) }
    ttl = number()
    let inception = number()
    validity = SignatureValidity(inception: inception, expiration: inception &+ number() % (1 << 31))
  }

  func signer(of set: RRset) -> DomainName {
    let names = set.owner.suffixes
    return names[above % names.count]
  }

  /// RDATA of an RRSIG record is read with the signature that it is to get.
  func signature(of set: RRset, _ key: ZoneKey) throws(Violation) -> RRSIG {
    let labels = set.signedLabels - fewer % (set.signedLabels + 1)
    var rdata: [UInt8] = []
    func append(_ number: some FixedWidthInteger) {
      for shift in stride(from: number.bitWidth - 8, through: 0, by: -8) {
        rdata.append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }
    append(set.type.rawValue)
    rdata += [key.record.algorithm, UInt8(labels)]
    for number in [ttl, validity.expiration, validity.inception] { append(number) }
    append(key.record.tag)
    guard var signature = RRSIG(rdata: rdata + key.zone.wireForm), let octets = set.signedOctets(signature),
      let made = try? key.signing.sign(octets)
    else { throw Violation("\(set) cannot be signed by \(key.zone)") }
    signature.signature = made
    return signature
  }
}

/// What becomes of an octet, in two octets for the place and one for the bits.
struct Change {
  private let place: Int
  private let bits: UInt8

  init(_ input: inout Input) {
    (place, bits) = (input.octetPair(), max(1, input.octet()))
  }

  func apply(to octets: inout [UInt8]) { octets[place % octets.count] ^= bits }
}
