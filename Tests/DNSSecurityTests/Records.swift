import DNSSecurity
import DNSWire
import DNSZoneFile

/// The records of a text, each with its RDATA.
func records(_ text: String) -> [(owner: DomainName, type: RRType, ttl: UInt32, rdata: [UInt8])] {
  let octets = Array((text + "\n").utf8)
  let file = ZoneFile(reading: "text", apex: .root) { _ throws(ZoneFileUnreadable) in octets }
  precondition(file.problems.errorCount == 0, "\(file.problems.told)")
  return file.records.map { (file.owner(of: $0), $0.type, $0.ttl, Array(file.octets[$0.rdataRange])) }
}

/// A zone in canonical order.
func zone(_ text: String, apex: DomainName = DomainName(labels: ["example"])) -> OrderedZone {
  let octets = Array((text + "\n").utf8)
  let file = ZoneFile(reading: "text", apex: apex) { _ throws(ZoneFileUnreadable) in octets }
  precondition(file.problems.errorCount == 0, "\(file.problems.told)")
  return OrderedZone(file)
}

extension OrderedZone {
  /// Its lines.
  var lines: [String] {
    var text = ""
    write { text += $0 }
    return text.split(separator: "\n").map(String.init)
  }
}

/// Signs a zone in one go.
func sign(
  _ zone: OrderedZone, _ keys: [ZoneKey], _ policy: SigningPolicy = SigningPolicy(), at time: UInt32 = 0
)
  throws -> OrderedZone
{
  let signer = try ZoneSigner(KeyDuties(keys), policy)
  let unsigned = try signer.prepare(zone)
  let signatures = try signer.sign(unsigned, 0..<unsigned.nameCount, at: time)
  return try signer.finish(unsigned, [signatures], at: time)
}

/// RSA keys take seconds to make.
private let rsaKeys = Result { try (0..<2).map { _ in try SigningKey(generating: .rsaSHA256).pem } }

/// A key of its own, but for RSA, of which there are two.
///
/// - Parameter number: Which of them, 0 or 1.
func newKey(
  _ algorithm: SecurityAlgorithm = .ed25519, of zone: DomainName = DomainName(labels: ["example"]),
  isEntryPoint: Bool = true, number: Int = 0
) throws -> ZoneKey {
  let key =
    algorithm == .rsaSHA256 || algorithm == .rsaSHA512
    ? try SigningKey(pem: rsaKeys.get()[number], rsa: algorithm) : try SigningKey(generating: algorithm)
  return ZoneKey(key, of: zone, isEntryPoint: isEntryPoint)
}
