import Crypto
import DNSWire
import DNSZoneFile

extension OrderedZone {
  /// The digest of all records by the simple scheme (RFC 8976 §3.3.1): with glue and what a delegation hides, without
  /// ZONEMD records at the zone's name and their signatures.
  package func digest(_ algorithm: ZoneDigestAlgorithm) -> [UInt8] {
    switch algorithm {
    case .sha384: digest(by: SHA384())
    case .sha512: digest(by: SHA512())
    }
  }

  private func digest(by function: some HashFunction) -> [UInt8] {
    var input = DigestInput(function)
    var owners = owners[...]
    if let apex = owners.first, isApex(apex) {
      owners.removeFirst()
      for index in inOrderOfTypes(apex.records) where !isOfDigest(zone.records[index]) {
        input.append(zone.records[index], of: self, owner: wireForm(at: name(of: apex)))
      }
    }
    for owner in owners {
      let name = wireForm(at: name(of: owner))
      for index in owner.records { input.append(zone.records[index], of: self, owner: name) }
    }
    return input.finish()
  }

  /// The records at the zone's name in canonical order: here the SOA record is the first, whatever its type's number.
  private func inOrderOfTypes(_ records: Range<Int>) -> [Int] {
    let soa = records.prefix { zone.records[$0].type == .soa }
    let rest = records[soa.endIndex...]
    let before = rest.prefix { zone.records[$0].type.rawValue < RRType.soa.rawValue }
    return [before, soa, rest[before.endIndex...]].flatMap { $0 }
  }

  /// Whether a record at the zone's name is a digest, or signs one.
  private func isOfDigest(_ record: ZoneFileRecord) -> Bool {
    record.type == .zonemd || record.type == .rrsig && zone.typeCovered(by: record) == .zonemd
  }
}

/// Records in canonical form (RFC 4034 §6.2) on their way into a digest, some at a time.
private struct DigestInput<Function: HashFunction> {
  private static var room: Int { 1 << 16 }

  private var function: Function
  private var waiting: [UInt8] = []

  init(_ function: Function) { self.function = function }

  mutating func append(_ record: ZoneFileRecord, of zone: OrderedZone, owner: [UInt8]) {
    waiting.append(
      signed: zone.zone.octets[record.rdataRange], owner: owner[...], record.type, ttl: record.ttl)
    // The reader keeps signers as they stand in the file, and all other names in the canonical form.
    if record.type == .rrsig {
      let rdata = waiting.count - Int(record.rdataLength)..<waiting.count
      waiting.lowercaseNames(in: rdata, of: .rrsig)
    }
    if waiting.count > Self.room { flush() }
  }

  private mutating func flush() {
    function.update(data: waiting)
    waiting.removeAll(keepingCapacity: true)
  }

  consuming func finish() -> [UInt8] {
    flush()
    return Array(function.finalize())
  }
}
