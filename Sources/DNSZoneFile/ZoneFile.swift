import DNSWire

/// A record of a zone file.
package struct ZoneFileRecord: Equatable, Sendable {
  /// Where the owner's wire form begins in the zone's octets.
  package var owner: UInt32
  /// Where the RDATA begins in the zone's octets, its names uncompressed.
  package var rdata: UInt32
  /// Of the RDATA.
  package var rdataLength: UInt16
  /// TYPE.
  package var type: RRType
  /// In seconds, at most 2^31 - 1.
  package var ttl: UInt32
  /// Where it stands.
  package var place: ZoneFilePlace

  /// Where the RDATA is in the zone's octets.
  package var rdataRange: Range<Int> { Int(rdata)..<Int(rdata) + Int(rdataLength) }
}

/// The records of a master file (RFC 1035 §5), all of class IN, in flat storage.
package struct ZoneFile: Sendable {
  /// The zone's name.
  package let apex: DomainName
  /// Owners and RDATA of all records. Records in a row with one owner share it.
  package internal(set) var octets: [UInt8] = []
  /// As they stand in the files; after `sort`, in canonical order.
  package internal(set) var records: [ZoneFileRecord] = []
  /// The files that were read, as they were named; the first is the zone's own.
  package internal(set) var files: [String] = []
  /// What is wrong.
  package internal(set) var problems = ZoneFileProblems()

  init(apex: DomainName) { self.apex = apex }

  /// A record's owner.
  package func owner(of record: ZoneFileRecord) -> DomainName {
    (try? octets.span.readName(at: Int(record.owner))) ?? .root
  }

  /// Says what is wrong about a place.
  mutating func report(_ severity: ZoneFileProblem.Severity, at place: ZoneFilePlace, _ text: String) {
    problems.append(ZoneFileProblem(severity, files[Int(place.file)], place, text))
  }
}

/// Why a file that a zone needs is not read.
package struct ZoneFileUnreadable: Error, Equatable, Sendable {
  /// In one line.
  package let reason: String

  package init(reason: String) { self.reason = reason }
}

extension ZoneFile {
  /// Reads a master file and those that it includes (RFC 1035 §5, RFC 2308 §4, RFC 3597 §5; `$GENERATE` as BIND has
  /// it), without looking at what the records mean together.
  ///
  /// - Parameters:
  ///   - file: Its path. What it includes is relative to it.
  ///   - apex: The zone's name; the origin at the start.
  ///   - octets: What is in a file.
  package init(
    reading file: String, apex: DomainName, octets: (String) throws(ZoneFileUnreadable) -> [UInt8]
  ) {
    var reader = ZoneFileReader(apex: apex)
    reader.readFile(file, octets)
    self = reader.zone
  }
}
