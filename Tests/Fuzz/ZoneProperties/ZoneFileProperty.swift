import DNSWire
import DNSZoneFile
import FuzzDriver

/// What is read of any zone file is in order, and is written as a text that is read as the same records, by ldns too,
/// but for `UnlikeLDNS`.
///
/// - Parameter octets: The files, each behind a NUL but for the first: that of the zone `example.`, which may include the
///   others as `1`, `2` and so on.
package func zoneFilesAreWrittenAsTheyAreRead(_ octets: [UInt8]) throws(Violation) {
  try zoneFilesAreWrittenAsTheyAreRead(octets, tolerating: UnlikeLDNS.all)
}

package func zoneFilesAreWrittenAsTheyAreRead(
  _ octets: [UInt8], tolerating differences: [UnlikeLDNS]
) throws(Violation) {
  let files = octets.split(separator: 0, omittingEmptySubsequences: false).map(Array.init)
  guard !files.contains(where: generatesMany) else { return }
  var zone = OrderedZone(read(files))
  zone.check()
  zone.check(isStrict: true)
  let records = ZoneRecord.all(of: zone)
  try requireOrder(of: records)
  let text = written(zone)
  let again = read([Array(text.utf8)])
  try requireEqual(again.problems.told.map(\.description), [], "what is wrong with \(text)")
  let reordered = OrderedZone(again)
  try requireEqual(ZoneRecord.all(of: reordered), records, "the records of \(text)")
  try requireEqual(written(reordered), text, "the text of what was read of it")
  try checkThatLDNS(reads: text, as: records, tolerating: differences)
}

private func read(_ files: [[UInt8]]) -> ZoneFile {
  ZoneFile(reading: "0", apex: DomainName(labels: ["example"])) { path throws(ZoneFileUnreadable) in
    guard let index = Int(path), files.indices.contains(index) else {
      throw ZoneFileUnreadable(reason: "No such file")
    }
    return files[index]
  }
}

private func written(_ zone: OrderedZone) -> String {
  var text = ""
  zone.write { text += $0 }
  return text
}

/// Whether a file may have `$GENERATE` with a number of more than three digits, which takes too long.
private func generatesMany(_ file: [UInt8]) -> Bool {
  let text = String(decoding: file, as: UTF8.self)
  return text.lowercased().contains("$generate") && text.contains(/[0-9]{4}/)
}

/// A record by itself.
package struct ZoneRecord: Equatable, Sendable {
  let owner: [UInt8]
  let type: RRType
  let ttl: UInt32
  let rdata: [UInt8]

  package init(owner: [UInt8], type: RRType, ttl: UInt32, rdata: [UInt8]) {
    self.owner = owner
    self.type = type
    self.ttl = ttl
    self.rdata = rdata
  }

  static func all(of zone: OrderedZone) -> [ZoneRecord] {
    zone.owners.flatMap { owner in
      zone.zone.records[owner.records].map { record in
        ZoneRecord(
          owner: zone.zone.owner(of: record).wireForm, type: record.type, ttl: record.ttl,
          rdata: Array(zone.zone.octets[record.rdataRange]))
      }
    }
  }

  /// Labels from the last to the first.
  var labels: [[UInt8]] {
    var rest = owner[...]
    var labels: [[UInt8]] = []
    while let length = rest.popFirst(), length > 0 {
      labels.insert(Array(rest.prefix(Int(length))), at: 0)
      rest = rest.dropFirst(Int(length))
    }
    return labels
  }
}

/// Records come in canonical order (RFC 4034 §6), the SOA before others of its owner, and none twice.
package func requireOrder(of records: [ZoneRecord]) throws(Violation) {
  for (record, next) in zip(records, records.dropFirst()) {
    let isInOrder =
      if record.owner != next.owner {
        record.labels.lexicographicallyPrecedes(next.labels) { $0.lexicographicallyPrecedes($1) }
      } else if record.type != next.type {
        record.type == .soa || next.type != .soa && record.type.rawValue < next.type.rawValue
      } else {
        record.rdata.lexicographicallyPrecedes(next.rdata)
          && (record.ttl == next.ttl || record.type == .rrsig)
      }
    try require(isInOrder, "\(record) comes before \(next)")
  }
}
