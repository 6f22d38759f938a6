import DNSWire

/// Puts names and records into the chunks that they stay in.
package struct RecordStoreBuilder: Sendable {
  /// A name that owns records.
  package struct Name: Sendable {
    /// Where the store has it, once the next name has been begun or all is built.
    package fileprivate(set) var index: NameIndex
    fileprivate(set) var flags: NameFlags
  }

  /// What a chunk is filled to; a name with all that it owns may need more.
  private static let chunkLength = 1 << 17
  /// Longer RRsets stand elsewhere, so that all of a name can be reached. To their chunks nothing may be added.
  private static let maximumLengthInPlace = ChunkUse.copiedLength

  /// The names that were begun, in this order.
  package private(set) var names: [Name] = []
  /// The zone's own name among them.
  private(set) var apexName: NameIndex?
  /// Whether one has a label `*`: what is above that may be an empty wildcard (RFC 4592 §2.2.2).
  private(set) var hasWildcards = false
  private let apex: [UInt8]
  private let rrclass: QCLASS
  private var chunks: [[UInt8]]
  /// The chunk that is being filled.
  private var openChunk: Int
  /// What that chunk is to have next: a name and its RRsets, or an RRset alone.
  private var block: [UInt8] = []
  /// Where it has the count of RRsets.
  private var countOffset = 0
  /// The RRset that records are added to.
  private var openRRset: OpenRRset?
  /// Of the store that this one adds to.
  private var use: ChunkUse?

  private struct OpenRRset {
    var type: RRType
    var start: Int
    var count: UInt32 = 0
  }

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
    block.append(0)
    appendName(octets, at: offset)
    block[0] = UInt8(block.count - 2)
    noteWildcard()
    countOffset = block.count
    block += [0, 0]
    names.append(Name(index: NameIndex(rawValue: 0), flags: []))
  }
}

extension RecordStoreBuilder {
  /// Adds a record of the name that was begun last. Those of one type come one after another, with one TTL.
  ///
  /// - Parameter rdata: Where its RDATA is, the names in it uncompressed.
  package mutating func add(_ type: RRType, ttl: UInt32, _ octets: Span<UInt8>, _ rdata: Range<Int>) {
    if openRRset?.type != type { beginRRset(type, ttl: ttl) }
    openRRset?.count += 1
    let start = block.count
    block += [0, 0]
    // In other classes RDATA of the same type may be another thing (RFC 3597 §4).
    append(octets, rdata, names: rrclass == .in ? type.compressibleNames : nil)
    block.replace(at: start, with: UInt16(block.count - start - 2))
  }

  /// Adds an RRset of this store with another TTL, which no name owns.
  mutating func add(_ rrset: StoredRRset, ttl: UInt32) -> RRsetIndex {
    endName()
    beginRRset(rrset.type, ttl: ttl)
    openRRset?.count = UInt32(rrset.count)
    block += chunks[rrset.chunk][rrset.octets]
    endRRset()
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

  private mutating func beginRRset(_ type: RRType, ttl: UInt32) {
    endRRset()
    padBlock()
    openRRset = OpenRRset(type: type, start: block.count)
    for octet in [UInt8(type.rawValue >> 8), UInt8(type.rawValue & 0xFF), 0, 0] { block.append(octet) }
    for shift in [24, 16, 8, 0] { block.append(UInt8(truncatingIfNeeded: ttl >> UInt32(shift))) }
    block += [0, 0]
    guard countOffset > 0 else { return }
    block.replace(at: countOffset, with: UInt16(block[countOffset]) << 8 | UInt16(block[countOffset + 1]) + 1)
    if type == .dname { names[names.count - 1].flags.insert(.dname) }
    if type == .ns, block[0] > 0 { names[names.count - 1].flags.insert(.cut) }
  }

  private mutating func endRRset() {
    guard let rrset = openRRset else { return }
    openRRset = nil
    block.replace(at: rrset.start + 2, with: UInt16(clamping: rrset.count))
    let first = rrset.start + RecordStore.headLength
    guard block.count - first > Self.maximumLengthInPlace else {
      return block.replace(at: first - 2, with: UInt16(block.count - first))
    }
    block.replace(at: first - 2, with: RecordStore.elsewhere)
    let reference = StorePlace(chunk: chunks.count, offset: 0).reference
    chunks.append(Array(block[first...]))
    block.removeSubrange(first...)
    for shift in [24, 16, 8, 0] { block.append(UInt8(truncatingIfNeeded: reference >> UInt32(shift))) }
  }

  private mutating func endName() {
    guard countOffset > 0 else { return }
    endRRset()
    let isApex = block[0] == 0 && block[1] == RecordStore.apexMark
    let name = NameIndex(rawValue: appendBlock().reference)
    names[names.count - 1].index = name
    if isApex {
      apexName = name
      names[names.count - 1].flags.insert(.apex)
    }
    countOffset = 0
  }

  /// Puts the block into a chunk.
  private mutating func appendBlock() -> StorePlace {
    padBlock()
    if chunks[openChunk].count + block.count > Self.chunkLength, !chunks[openChunk].isEmpty {
      openChunk = chunks.count
      chunks.append([])
      chunks[openChunk].reserveCapacity(Self.chunkLength)
    }
    precondition(openChunk < StorePlace.maximumChunks, "over 8 GB of records in a zone")
    let place = StorePlace(chunk: openChunk, offset: chunks[openChunk].count)
    chunks[openChunk] += block
    block.removeAll(keepingCapacity: true)
    return place
  }

  private mutating func padBlock() {
    while block.count & 3 != 0 { block.append(0) }
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

  /// Counts an RRset as garbage that no name owns.
  mutating func leaveOut(_ rrset: StoredRRset) {
    use?.garbage += (RecordStore.headLength + rrset.octets.count + 3) & ~3
  }

  /// Adds a name with all that it owns in another store of the zone.
  mutating func add(_ name: NameIndex, of store: RecordStore) -> NameIndex {
    let extent = store.extent(of: name)
    block += store.chunks[extent.chunk][extent.octets]
    for place in extent.elsewhere {
      let start = place - extent.octets.lowerBound
      let reference = StorePlace(chunk: chunks.count, offset: 0).reference
      chunks.append(store.chunks[store.elsewhere(at: place, in: extent.chunk).chunk])
      block.replace(at: start, with: UInt16(truncatingIfNeeded: reference >> 16))
      block.replace(at: start + 2, with: UInt16(truncatingIfNeeded: reference))
    }
    noteWildcard()
    let isApex = block[0] == 0 && block[1] == RecordStore.apexMark
    let added = NameIndex(rawValue: appendBlock().reference)
    if isApex { apexName = added }
    return added
  }
}

extension RecordStoreBuilder {
  private mutating func noteWildcard() {
    var label = 1
    while block[label] != 0, block[label] != RecordStore.apexMark {
      if block[label] == 1, block[label + 1] == UInt8(ascii: "*") { hasWildcards = true }
      label += 1 + Int(block[label])
    }
  }

  private mutating func append(
    _ octets: Span<UInt8>, _ rdata: Range<Int>, names: RRType.CompressibleNames?
  ) {
    var offset = rdata.lowerBound
    if let names {
      block.append(octets, offset..<offset + names.offset)
      offset += names.offset
      for _ in 0..<names.count { offset = appendName(octets, at: offset) }
    }
    block.append(octets, offset..<rdata.upperBound)
  }

  /// Appends a name, with the mark in place of the zone's.
  ///
  /// - Returns: Where the name ends in `octets`.
  @discardableResult
  private mutating func appendName(_ octets: Span<UInt8>, at offset: Int) -> Int {
    var end = offset
    while octets[end] != 0 { end += 1 + Int(octets[end]) }
    end += 1
    let apexStart = end - apex.count
    var label = offset
    while label < apexStart { label += 1 + Int(octets[label]) }
    let isInZone = label == apexStart && octets.equalsIgnoringCase(apexStart..<end, apex.span, apex.indices)
    block.append(octets, offset..<(isInZone ? apexStart : end))
    if isInZone { block.append(RecordStore.apexMark) }
    return end
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ octets: Span<UInt8>, _ range: Range<Int>) {
    for index in range { append(octets[index]) }
  }

  fileprivate mutating func replace(at offset: Int, with value: UInt16) {
    self[offset] = UInt8(value >> 8)
    self[offset + 1] = UInt8(value & 0xFF)
  }
}
