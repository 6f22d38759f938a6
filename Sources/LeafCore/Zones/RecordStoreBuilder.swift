import DNSWire

/// Puts names and records into the chunks that they stay in.
package struct RecordStoreBuilder: Sendable {
  /// A name that owns records.
  package struct Name: Sendable {
    /// Where the store has it.
    package let index: NameIndex
    let flags: NameFlags
  }

  /// What a chunk is filled to; a name with all that it owns may need more.
  private static let chunkLength = 1 << 17

  /// The names of the zone that were begun, in this order.
  package private(set) var names: [Name] = []
  /// Those that are hashes and own NSEC3 records (RFC 5155 §3).
  private(set) var hashedNames: [Name] = []
  /// The zone's own name among them.
  private(set) var apexName: NameIndex?
  /// Whether one has a label `*`: what is above that may be an empty wildcard (RFC 4592 §2.2.2).
  private(set) var hasWildcards = false
  private let apex: [UInt8]
  private let rrclass: QCLASS
  private var chunks: [[UInt8]]
  /// The chunk that is being filled.
  private var openChunk: Int
  /// What that chunk is to have next.
  private var block = RecordBlock()
  /// Of the store that this one adds to.
  private var use: ChunkUse?

  /// - Parameters:
  ///   - apex: The zone's name.
  ///   - rrclass: CLASS of all records; CH for what the server says about itself.
  package init(apex: DomainName, _ rrclass: QCLASS = .in) {
    self.init(RecordStore(chunks: [], apex: apex.wireForm, rrclass: rrclass))
  }

  /// Adds to what a store has.
  init(_ store: RecordStore) {
    apex = store.apex
    rrclass = store.rrclass
    chunks = store.chunks
    use = store.chunks.isEmpty ? nil : store.use
    if chunks.last.map({ $0.count > ChunkUse.copiedLength }) ?? true { chunks.append([]) }
    openChunk = chunks.count - 1
  }

  /// All that has been added.
  package mutating func build() -> RecordStore {
    endName()
    // What was reserved and not needed is given back.
    chunks[openChunk] = chunks[openChunk].withoutReserve
    return RecordStore(chunks: chunks, apex: apex, rrclass: rrclass, use: use)
  }

  /// Begins a name, to which records are added from now on.
  ///
  /// - Parameter offset: Of its uncompressed wire form.
  package mutating func beginName(_ octets: Span<UInt8>, at offset: Int) {
    endName()
    block.beginName(octets, at: offset, apex: apex)
  }
}

extension RecordStoreBuilder {
  /// Adds a record of the name that was begun last. Those of one type come one after another, with one TTL; RRSIG records
  /// of those that sign one type.
  ///
  /// - Parameter rdata: Where its RDATA is, the names in it uncompressed.
  package mutating func add(_ type: RRType, ttl: UInt32, _ octets: Span<UInt8>, _ rdata: Range<Int>) {
    let covered = type == .rrsig ? RRType(rawValue: octets.uint16(at: rdata.lowerBound)) : nil
    if !block.goesOn(with: type, covering: covered) {
      endRRset()
      block.beginRRset(type, covering: covered, ttl: ttl)
    }
    // In other classes RDATA of the same type may be another thing (RFC 3597 §4).
    block.append(octets, rdata, names: rrclass == .in ? type.compressibleNames : nil, apex: apex)
  }

  /// Adds an RRset of a store, and its signatures, with another TTL. No name owns it.
  mutating func add(_ rrset: RRsetIndex, of store: RecordStore, ttl: UInt32) -> RRsetIndex {
    endName()
    block.append(store[rrset], covering: nil, ttl: ttl, in: store)
    endRRset()
    if let signatures = store.signatures(of: rrset) {
      block.append(store[signatures], covering: store[rrset].type, ttl: ttl, in: store)
      endRRset()
    }
    return RRsetIndex(rawValue: appendBlock().reference)
  }

  /// Adds one RRset that no name owns.
  ///
  /// - Parameter rdatas: At least one; names in them uncompressed.
  package mutating func add(_ type: RRType, ttl: UInt32, _ rdatas: [[UInt8]]) -> RRsetIndex {
    endName()
    for rdata in rdatas { add(type, ttl: ttl, rdata.span, rdata.indices) }
    endRRset()
    return RRsetIndex(rawValue: appendBlock().reference)
  }

  /// A long RRset is put into a chunk of its own, so that all of a name can be reached.
  private mutating func endRRset() {
    guard block.isTooLong else { return block.endRRset() }
    chunks.append(block.moveRecords(to: StorePlace(chunk: chunks.count, offset: 0)))
  }

  private mutating func endName() {
    guard block.hasName else { return }
    endRRset()
    guard block.needsArranging else {
      appendName()
      return
    }
    let unarranged = block
    for isOfHash in [false, true] {
      block = unarranged.arranged { $0.isOfHash == isOfHash }
      if !block.members.isEmpty { appendName() }
    }
    block.removeAll()
  }

  /// Appends the name that is in the block, of the zone's names or of hashes.
  @discardableResult
  private mutating func appendName() -> NameIndex {
    let (isOfHash, flags, hasAsterisk) = (block.isOfHash, block.flags, block.hasAsterisk)
    let name = NameIndex(rawValue: appendBlock().reference)
    guard !isOfHash else {
      hashedNames.append(Name(index: name, flags: []))
      return name
    }
    if hasAsterisk { hasWildcards = true }
    if flags.contains(.apex) { apexName = name }
    names.append(Name(index: name, flags: flags))
    return name
  }

  /// Puts the block into a chunk, and empties it.
  private mutating func appendBlock() -> StorePlace {
    if chunks[openChunk].count + block.octets.count > Self.chunkLength, !chunks[openChunk].isEmpty {
      openChunk = chunks.count
      chunks.append([])
      chunks[openChunk].reserveCapacity(Self.chunkLength)
    }
    precondition(openChunk < StorePlace.maximumChunks, "over 8 GB of records in a zone")
    let place = StorePlace(chunk: openChunk, offset: chunks[openChunk].count)
    chunks[openChunk] += block.octets
    block.removeAll()
    return place
  }
}

// A version of a zone leaves names out that the one before has, or has all of them in other places.
extension RecordStoreBuilder {
  /// Counts a name and all that it owns as garbage.
  ///
  /// - Parameter store: That this one adds to.
  mutating func leaveOut(_ name: NameIndex, of store: RecordStore) {
    let extent = store.extent(of: name)
    use?.garbage += extent.octets.count
    // Nothing else is in such a chunk.
    for place in extent.elsewhere { chunks[store.elsewhere(at: place, in: extent.chunk).chunk] = [] }
  }

  /// Counts an RRset and its signatures as garbage that no name owns.
  mutating func leaveOut(_ rrset: RRsetIndex, of store: RecordStore) {
    for index in [rrset, store.signatures(of: rrset)].compactMap({ $0 }) {
      use?.garbage += (RecordStore.headLength + store[index].octets.count + 3) & ~3
    }
  }

  /// Adds a name with all that it owns in another store of the zone.
  ///
  /// - Returns: Where it is now.
  @discardableResult
  mutating func add(_ name: NameIndex, of store: RecordStore) -> NameIndex {
    endName()
    let extent = store.extent(of: name)
    block = RecordBlock(store.chunks[extent.chunk][extent.octets])
    for place in extent.elsewhere {
      let records = StorePlace(chunk: chunks.count, offset: 0)
      chunks.append(store.chunks[store.elsewhere(at: place, in: extent.chunk).chunk])
      block.replaceReference(
        at: place - extent.octets.lowerBound, with: records, to: chunks[records.chunk])
    }
    return appendName()
  }
}
