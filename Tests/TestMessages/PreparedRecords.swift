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
  /// The end of each RRset in a message whose question is the anchor.
  package let ends: [End]

  fileprivate init(_ store: RecordStore, _ entries: [Entry], anchor: DomainName) {
    self.store = store
    self.entries = entries
    let before = Header.length + anchor.count + 4
    let counts = entries.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.records) }.dropFirst()
    ends = zip(entries.indices, counts).map { index, count in
      let message = written {
        $0.append(repeating: 0, count: before)
        store.write(entries[...index], anchorOffset: Header.length, into: &$0)
      }
      return End(octets: message.count - before, records: count)
    }
  }

  /// The length of all records in octets.
  package var length: Int { ends.last?.octets ?? 0 }

  /// Writes the records up to `end`.
  ///
  /// - Parameter anchorOffset: Where the message's question has the anchor.
  package func write(upTo end: End, anchorOffset: Int, into message: inout OutputSpan<UInt8>) {
    let count = ends.prefix { $0.records <= end.records }.count
    store.write(entries.prefix(count), anchorOffset: anchorOffset, into: &message)
  }

  /// Writes all records.
  package func write(anchorOffset: Int, into message: inout OutputSpan<UInt8>) {
    store.write(entries[...], anchorOffset: anchorOffset, into: &message)
  }
}

extension RecordStore {
  fileprivate func write(
    _ entries: ArraySlice<PreparedRecords.Entry>, anchorOffset: Int, into message: inout OutputSpan<UInt8>
  ) {
    var compression = NameCompression(apexOffset: anchorOffset)
    for entry in entries {
      let rrset = self[entry.rrset], limit = message.capacity
      let fits = append(rrset, owner: .name(entry.owner), limit: limit, &compression, to: &message)
      precondition(fits, "no room in \(limit) octets")
    }
  }
}

/// Collects RRsets, and puts them into a store.
package struct RecordPreparation {
  private var store: RecordStoreBuilder
  private var entries: [PreparedRecords.Entry] = []
  private let anchor: DomainName

  /// - Parameter anchor: A name that ends the QNAME of every message that the records go into.
  package init(anchor: DomainName) {
    self.anchor = anchor
    store = RecordStoreBuilder(apex: anchor)
  }

  package var records: PreparedRecords { PreparedRecords(RecordStore(store), entries, anchor: anchor) }

  /// Appends one RRset, a record for each RDATA.
  ///
  /// - Parameter owner: The owner; the anchor itself when nil.
  package mutating func appendRRset(
    owner: DomainName? = nil, _ type: RRType, _ rrclass: QCLASS = .in, ttl: UInt32, _ rdatas: [RDATA]
  ) {
    let rrset = store.add(type, rrclass, ttl: ttl, rdatas.map(\.octets))
    let records = UInt16(clamping: rdatas.count)
    entries.append(PreparedRecords.Entry(owner: store.add(owner ?? anchor), rrset: rrset, records: records))
  }
}
