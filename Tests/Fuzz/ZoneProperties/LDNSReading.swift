import CLdns
import DNSWire
import FuzzDriver

/// Records whose text ldns 1.8.3 does not read, or reads as other RDATA than leaf and BIND.
package struct UnlikeLDNS: Sendable {
  package let reason: String
  /// - Parameter words: Those of the line, where no string has a blank.
  let applies: @Sendable (_ record: ZoneRecord, _ words: [Substring]) -> Bool

  private static func isOne(_ record: ZoneRecord, of mnemonics: Set<String>) -> Bool {
    mnemonics.contains(record.type.description)
  }

  package static let all: [UnlikeLDNS] = [
    UnlikeLDNS(
      reason: "ldns knows these types, but not their text",
      applies: { record, _ in
        isOne(
          record,
          of: [
            "AMTRELAY", "AVC", "BRID", "CLA", "DOA", "DSYNC", "HHIT", "IPN", "NINFO", "NXT", "RESINFO",
            "RKEY",
            "TA", "WALLET",
          ])
      }),
    UnlikeLDNS(
      reason: "ldns takes the name of an NSAP-PTR record (RFC 1348) for a character string",
      applies: { record, _ in isOne(record, of: ["NSAP-PTR"]) }),
    UnlikeLDNS(
      reason: "ldns keeps no format of an ATM address",
      applies: { record, _ in isOne(record, of: ["ATMA"]) }),
    UnlikeLDNS(
      reason: "ldns wants the last field, which these types may do without",
      applies: { record, words in
        ["CSYNC": 6, "IPSECKEY": 8, "KEY": 7, "WKS": 6][record.type.description] == words.count
      }),
    UnlikeLDNS(
      reason: "ldns does not take the escapes of a list (RFC 9460 §A.1)",
      applies: { record, words in
        isOne(record, of: ["SVCB", "HTTPS"]) && words.contains { $0.contains("\\") }
      }),
    UnlikeLDNS(
      reason: "ldns wants as many digits of Base32 as stand for whole groups of five octets",
      applies: { record, words in isOne(record, of: ["NSEC3"]) && words[8].utf8.count % 8 != 0 }),
    UnlikeLDNS(
      reason: "ldns takes a name in RDATA whose first label is `@` for the origin",
      applies: { _, words in words.dropFirst(4).contains { $0.hasPrefix("\\@.") } }),
  ]
}

/// Each line of a text is a record to ldns, too, and the same.
package func checkThatLDNS(
  reads text: String, as records: [ZoneRecord], tolerating differences: [UnlikeLDNS]
) throws(Violation) {
  let lines = text.split(separator: "\n")
  try requireEqual(lines.count, records.count, "the lines of \(text)")
  // ldns takes longer than leaf.
  for (line, record) in zip(lines, records).prefix(200) {
    let words = line.split { $0 == "\t" || $0 == " " }
    if differences.contains(where: { $0.applies(record, words) }) { continue }
    let found = try wireForm(asLDNSReads: String(line))
    try requireEqual(found, record.wireForm, "what ldns reads of \(line)")
  }
}

private func wireForm(asLDNSReads line: String) throws(Violation) -> [UInt8] {
  var record: UnsafeMutablePointer<ldns_rr>?
  let status = unsafe ldns_rr_new_frm_str(&record, line, 0, nil, nil)
  guard status == LDNS_STATUS_OK, let record = unsafe record else {
    throw Violation("ldns does not read \(line): \(unsafe String(cString: ldns_get_errorstr_by_id(status)))")
  }
  defer { unsafe ldns_rr_free(record) }
  var octets: UnsafeMutablePointer<UInt8>?
  var count = 0
  guard unsafe ldns_rr2wire(&octets, record, Int32(LDNS_SECTION_ANSWER.rawValue), &count) == LDNS_STATUS_OK,
    let octets = unsafe octets
  else { throw Violation("ldns does not write \(line)") }
  defer { unsafe free(octets) }
  return unsafe Array(UnsafeBufferPointer(start: octets, count: count))
}

extension ZoneRecord {
  /// As in a message, without compression (RFC 1035 §4.1.3).
  fileprivate var wireForm: [UInt8] {
    let fields = [UInt64(type.rawValue), 1, UInt64(ttl) >> 16, UInt64(ttl) & 0xFFFF, UInt64(rdata.count)]
    return owner + fields.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } + rdata
  }
}
