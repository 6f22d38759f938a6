import DNSWire
import LeafCore

/// RRsets in a store of their own, as the store writes them into messages that have an anchor in their question.
package struct PreparedRecords: Sendable {
  /// Where an RRset ends.
  package struct End: Equatable, Sendable {
    /// The octets, and the count of records, from the first record to here.
    package var octets: Int
    package var records: UInt16

    package init(octets: Int, records: UInt16) {
      self.octets = octets
      self.records = records
    }
  }

  fileprivate struct Entry {
    var owner: NameIndex
    var rrset: RRsetIndex
    var records: UInt16
  }

  private let store: RecordStore
  private let entries: [Entry]
  private let anchor: DomainName
  /// The end of each RRset in a message whose question is the anchor.
  package let ends: [End]

  fileprivate init(_ store: RecordStore, _ entries: [Entry], anchor: DomainName) {
    self.store = store
    self.entries = entries
    self.anchor = anchor
    let counts = entries.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.records) }.dropFirst()
    ends = zip(entries.indices, counts).map { index, count in
      let message = written {
        $0.append(repeating: 0, count: Header.length)
        $0.append(anchor, qtype: QTYPE(.a), qclass: .in)
        store.write(entries[...index], anchor, at: Header.length, into: &$0)
      }
      return End(octets: message.count - Header.length - anchor.count - 4, records: count)
    }
  }

  /// The length of all records in octets.
  package var length: Int { ends.last?.octets ?? 0 }

  /// Writes the records up to `end`.
  ///
  /// - Parameter anchorOffset: Where the message's question has the anchor.
  package func write(upTo end: End, anchorOffset: Int, into message: inout OutputSpan<UInt8>) {
    let count = ends.prefix { $0.records <= end.records }.count
    store.write(entries.prefix(count), anchor, at: anchorOffset, into: &message)
  }

  /// Writes all records.
  package func write(anchorOffset: Int, into message: inout OutputSpan<UInt8>) {
    store.write(entries[...], anchor, at: anchorOffset, into: &message)
  }
}

extension RecordStore {
  fileprivate func write(
    _ entries: ArraySlice<PreparedRecords.Entry>, _ anchor: DomainName, at anchorOffset: Int,
    into message: inout OutputSpan<UInt8>
  ) {
    var compression = NameCompression(
      apexOffset: anchorOffset, apexLabelCount: anchor.labelOffsets.count)
    for entry in entries {
      let rrset = self[entry.rrset], limit = message.capacity
      let fits = append(
        rrset, owner: .stored(entry.owner), limit: limit, &compression, to: &message)
      precondition(fits, "no room in \(limit) octets")
    }
  }
}

/// Collects RRsets, and puts them into a store.
package struct RecordPreparation {
  private struct RRset {
    var type: RRType
    var records: UInt16
  }

  private var builder: RecordStoreBuilder
  private var rrsets: [RRset] = []
  private let anchor: DomainName

  /// - Parameters:
  ///   - anchor: A name that ends the QNAME of every message that the records go into.
  ///   - rrclass: Of all records.
  package init(anchor: DomainName, _ rrclass: QCLASS = .in) {
    self.anchor = anchor
    builder = RecordStoreBuilder(apex: anchor, rrclass)
  }

  package var records: PreparedRecords {
    var builder = builder
    let store = builder.build()
    let entries = zip(builder.names, rrsets).compactMap { name, rrset -> PreparedRecords.Entry? in
      // One without records is no RRset.
      guard let index = store.rrset(rrset.type, of: name.index) else { return nil }
      return PreparedRecords.Entry(
        owner: name.index, rrset: index, records: rrset.records)
    }
    return PreparedRecords(store, entries, anchor: anchor)
  }

  /// Appends one RRset, a record for each RDATA.
  ///
  /// - Parameter owner: The owner; the anchor itself when nil.
  package mutating func appendRRset(
    owner: DomainName? = nil, _ type: RRType, ttl: UInt32, _ rdatas: [RDATA]
  ) {
    let name = (owner ?? anchor).wireForm
    builder.beginName(name.span, at: 0)
    for rdata in rdatas {
      let octets = rdata.octets
      builder.add(type, ttl: ttl, octets.span, octets.indices)
    }
    rrsets.append(RRset(type: type, records: UInt16(clamping: rdatas.count)))
  }
}
