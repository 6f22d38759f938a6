import DNSWire

/// A record of a zone file.
package struct ZoneFileRecord: Equatable, Sendable {
  /// Where the owner's wire form begins in the zone's octets.
  package internal(set) var owner: UInt32
  /// Where the RDATA begins in the zone's octets, its names uncompressed.
  package let rdata: UInt32
  /// Of the RDATA.
  package let rdataLength: UInt16
  /// TYPE.
  package let type: RRType
  /// In seconds, at most 2^31 - 1.
  package internal(set) var ttl: UInt32
  private let line: UInt32
  private let file: UInt16
  private let column: UInt16

  /// - Parameter rdata: In the zone's octets, at most 65,535 of them.
  init(owner: UInt32, rdata: Range<Int>, type: RRType, ttl: UInt32, place: ZoneFilePlace) {
    self.owner = owner
    self.rdata = UInt32(rdata.lowerBound)
    rdataLength = UInt16(rdata.count)
    self.type = type
    self.ttl = ttl
    line = place.line
    file = place.file
    column = UInt16(clamping: place.column)
  }

  /// Where the RDATA is in the zone's octets.
  package var rdataRange: Range<Int> { Int(rdata)..<Int(rdata) + Int(rdataLength) }

  /// Where it stands.
  package var place: ZoneFilePlace { ZoneFilePlace(file: Int(file), line: Int(line), column: Int(column)) }
}

/// The records of a master file (RFC 1035 §5), all of class IN, in flat storage.
package struct ZoneFile: Sendable {
  /// The zone's name.
  package let apex: DomainName
  /// Owners and RDATA of all records. Records in a row with one owner share it. Names are in lower case, but for those
  /// in RDATA that the canonical form has as they are (RFC 4034 §6.2, RFC 6840 §5.1), and those of signatures.
  package internal(set) var octets: [UInt8] = []
  /// As they stand in the files; in an `OrderedZone` in canonical order.
  package internal(set) var records: [ZoneFileRecord] = []
  /// The files that were read, as they were named; the first is the zone's own.
  package internal(set) var files: [String] = []
  /// What is wrong.
  package internal(set) var problems = ZoneFileProblems()

  init(apex: DomainName) { self.apex = apex }

  /// Makes room for what a text may hold. Memory that is not used then costs nothing but addresses.
  mutating func reserve(for text: Span<UInt8>) {
    octets.reserveCapacity(octets.count + text.count)
    records.reserveCapacity(records.count + text.count / 24)
  }

  /// A record's owner.
  package func owner(of record: ZoneFileRecord) -> DomainName {
    (try? octets.span.readName(at: Int(record.owner))) ?? .root
  }

  /// The type that an RRSIG record signs (RFC 4034 §3.1.1).
  package func typeCovered(by signature: ZoneFileRecord) -> RRType {
    RRType(rawValue: octets[signature.rdataRange].prefix(2).reduce(0) { $0 << 8 | UInt16($1) })
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
