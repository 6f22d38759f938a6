import DNSWire

/// Prepares what `append` appends.
package func preparedRecords(
  anchor: [String], _ rrclass: QCLASS = .in, _ append: (inout RecordPreparation) -> Void
) -> PreparedRecords {
  var preparation = RecordPreparation(anchor: DomainName(labels: anchor), rrclass)
  append(&preparation)
  return preparation.records
}

/// A message with one question, some octets in between, and the records up to `end`, or all of them.
///
/// - Parameter labelsBeforeAnchor: How many labels of QNAME stand before the anchor.
package func message(
  _ records: PreparedRecords, upTo end: PreparedRecords.End? = nil, qname: [String],
  labelsBeforeAnchor: Int = 0, octetsBetween: Int = 0
) -> [UInt8] {
  let question = wire(qname) + [0, 1, 0, 1]
  let between = [UInt8](repeating: 0xEE, count: octetsBetween)
  let anchorOffset = 12 + qname.prefix(labelsBeforeAnchor).flatMap { label($0) }.count
  return written {
    let before = header + question + between
    $0.append(before.span, before.indices)
    if let end = end ?? records.ends.last {
      records.write(upTo: end, anchorOffset: anchorOffset, into: &$0)
    }
  }
}

/// A record with its names uncompressed, in presentation form.
package struct RecordRead: Equatable {
  package var owner: String
  package var type: RRType
  package var ttl: UInt32
  /// The names in RDATA of NS and SOA.
  package var names: [String]
  /// What is left of RDATA after these names.
  package var rest: [UInt8]

  package init(owner: String, type: RRType, ttl: UInt32, names: [String], rest: [UInt8]) {
    self.owner = owner
    self.type = type
    self.ttl = ttl
    self.names = names
    self.rest = rest
  }
}

/// Reads records from `start` to the end of the message.
package func readRecords(_ message: [UInt8], at start: Int) throws -> [RecordRead] {
  var records: [RecordRead] = []
  var offset = start
  while offset < message.count {
    let (record, end) = try readRecord(message, at: offset)
    let owner = try readName(message, at: record.ownerOffset).name
    let namesInRDATA: [RRType: Int] = [.ns: 1, .soa: 2]
    var position = record.rdata.lowerBound
    var names: [String] = []
    for _ in 0..<namesInRDATA[record.type, default: 0] {
      let (name, nameEnd) = try readName(message, at: position)
      names.append(name.description)
      position = nameEnd
    }
    records.append(
      RecordRead(
        owner: owner.description, type: record.type, ttl: record.ttl, names: names,
        rest: Array(message[position..<end])))
    offset = end
  }
  return records
}
