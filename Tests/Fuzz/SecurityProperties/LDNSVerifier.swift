import CLdns
import DNSSecurity
import DNSWire
import FuzzDriver

extension UnsortedRecords {
  /// - Parameter canonical: RDATA that is in the canonical form that ldns puts it into, where ldns reads it.
  func requireCanonical(_ canonical: [[UInt8]]) throws(Violation) {
    let lower = DomainName(wireForm: owner.wireForm.map(DomainName.lowercased)) ?? owner
    for rdata in records {
      guard let record = LDNSRecord(owner, type, ttl: 0, rdata) else { continue }
      unsafe ldns_rr2canonical(record.pointer)
      let found = record.wireForm
      let isThere = canonical.contains { wireForm(of: lower, type, ttl: 0, $0) == found }
      try require(isThere, "ldns has \(rdata) as \(found), and leaf one of \(canonical)")
    }
  }
}

extension RRset {
  /// Whether ldns takes a signature for one of this RRset by a key, at whatever time; nil where it does not read the records.
  func isSignedByLDNS(_ signature: RRSIG, _ key: DNSKEY) -> Bool? {
    let ttl = signature.originalTTL
    let read = records.map { LDNSRecord(owner, type, ttl: ttl, $0) }
    guard let rrsig = LDNSRecord(owner, .rrsig, ttl: ttl, signature.rdata),
      let dnskey = LDNSRecord(signature.signer, .dnskey, ttl: ttl, key.rdata),
      !read.isEmpty, !read.contains(where: { $0 == nil })
    else { return nil }
    let set = LDNSRecords(read.compactMap(\.self))
    let keys = LDNSRecords([dnskey])
    return unsafe ldns_verify_rrsig_keylist_notime(set.pointer, rrsig.pointer, keys.pointer, nil)
      == LDNS_STATUS_OK
  }
}

/// A record as ldns keeps it, which ends with this.
@safe
private final class LDNSRecord {
  let pointer: UnsafeMutablePointer<ldns_rr>

  /// - Returns: nil where RDATA is not in its type's format, of which ldns takes what begins so, and where ldns does not read
  ///   it, or as other RDATA.
  init?(_ owner: DomainName, _ type: RRType, ttl: UInt32, _ rdata: [UInt8]) {
    guard type.hasFormat(of: rdata) else { return nil }
    let octets = SecurityProperties.wireForm(of: owner, type, ttl: ttl, rdata)
    var record: UnsafeMutablePointer<ldns_rr>?
    var offset = 0
    let status = unsafe ldns_wire2rr(&record, octets, octets.count, &offset, LDNS_SECTION_ANSWER)
    guard status == LDNS_STATUS_OK, let record = unsafe record else { return nil }
    unsafe pointer = record
    if wireForm != octets { return nil }
  }

  deinit { unsafe ldns_rr_free(pointer) }

  var wireForm: [UInt8] {
    var octets: UnsafeMutablePointer<UInt8>?
    var count = 0
    guard
      unsafe ldns_rr2wire(&octets, pointer, Int32(LDNS_SECTION_ANSWER.rawValue), &count) == LDNS_STATUS_OK,
      let octets = unsafe octets
    else { return [] }
    defer { unsafe free(octets) }
    return unsafe Array(UnsafeBufferPointer(start: octets, count: count))
  }
}

extension RRType {
  /// Of a type that leaf does not know, any RDATA is.
  fileprivate func hasFormat(of rdata: [UInt8]) -> Bool {
    let isGeneric = rdata.span.presentation(ofRDATA: rdata.indices, of: self).hasPrefix("\\#")
    return !isGeneric || description.hasPrefix("TYPE")
  }
}

/// A list of records, which ends with this.
@safe
private final class LDNSRecords {
  let pointer: UnsafeMutablePointer<ldns_rr_list>
  /// The list does not own them.
  private let records: [LDNSRecord]

  init(_ records: [LDNSRecord]) {
    self.records = records
    unsafe pointer = ldns_rr_list_new()
    for record in records { _ = unsafe ldns_rr_list_push_rr(pointer, record.pointer) }
  }

  deinit { unsafe ldns_rr_list_free(pointer) }
}

/// A record as in a message, without compression (RFC 1035 §4.1.3).
private func wireForm(of owner: DomainName, _ type: RRType, ttl: UInt32, _ rdata: [UInt8]) -> [UInt8] {
  let fields = [UInt64(type.rawValue), 1, UInt64(ttl) >> 16, UInt64(ttl) & 0xFFFF, UInt64(rdata.count)]
  return owner.wireForm + fields.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } + rdata
}
