import DNSWire

/// The names of a zone and their records, in chunks of flat octets. It never changes; another one shares all chunks but
/// those at the end (see `ChunkUse`).
///
/// What a name owns stands behind it: its length, its labels with `apexMark` or the root label behind them, then its
/// RRsets. An RRset is TYPE, the count of its records, TTL, and the length of the rest: RDLENGTH and RDATA of each record.
/// A long one has the rest elsewhere, and a reference in its place. RRSIG records form an RRset for each type that they
/// sign, right behind that. Names and RRsets begin at a multiple of four octets.
package final class RecordStore: Sendable {
  /// Stands for the zone's name behind the labels of a name below it, there and in RDATA where a name may be
  /// compressed. No label is so long.
  static let apexMark: UInt8 = 0xC0
  /// Longer RRsets stand elsewhere, so that all of a name can be reached. To their chunks nothing may be added.
  static let maximumLengthInPlace = ChunkUse.copiedLength
  /// The length of an RRset that stands elsewhere.
  static let elsewhere: UInt16 = 0x7FFF
  /// Is added to the length of an RRset whose signatures stand right behind it.
  static let signed: UInt16 = 0x8000
  /// Of an RRset, before its records.
  static let headLength = 10

  let chunks: [[UInt8]]
  /// The zone's name in wire form.
  let apex: [UInt8]
  /// CLASS of all records.
  let rrclass: QCLASS
  /// How many labels that has.
  let apexLabelCount: Int
  let use: ChunkUse

  /// - Parameter use: nil if it shares nothing with another store.
  init(chunks: [[UInt8]], apex: [UInt8], rrclass: QCLASS = .in, use: ChunkUse? = nil) {
    self.chunks = chunks
    self.use = use ?? ChunkUse(wholeChunks: chunks.count)
    self.apex = apex
    self.rrclass = rrclass
    apexLabelCount = DomainName(wireForm: apex)?.labelOffsets.count ?? 0
  }

  /// The RRset at this place, which has to be of this store.
  package subscript(rrset: RRsetIndex) -> StoredRRset {
    let place = StorePlace(rrset.rawValue)
    return self.rrset(at: place.offset, in: place.chunk)
  }

  private func rrset(at start: Int, in chunk: Int) -> StoredRRset {
    let octets = chunks[chunk]
    let head = octets.span.word(at: start)
    let length = octets.span.uint16(at: start + 8) & ~Self.signed
    var place = StorePlace(chunk: chunk, offset: start + Self.headLength)
    var end = place.offset + Int(length)
    if length == Self.elsewhere {
      place = StorePlace(octets.span.uint32(at: place.offset))
      end = chunks[place.chunk].count
    }
    return StoredRRset(
      type: RRType(rawValue: UInt16(head >> 48)), count: UInt16(truncatingIfNeeded: head >> 32),
      ttl: UInt32(truncatingIfNeeded: head), octets: place.offset..<end, chunk: place.chunk)
  }

  /// The RRSIG records that sign an RRset (RFC 4035 §3.1.1).
  func signatures(of rrset: RRsetIndex) -> RRsetIndex? {
    let place = StorePlace(rrset.rawValue)
    let octets = chunks[place.chunk]
    guard octets.span.uint16(at: place.offset + 8) & Self.signed != 0 else { return nil }
    let next = octets.span.endOfRRset(at: place.offset)
    return RRsetIndex(rawValue: StorePlace(chunk: place.chunk, offset: next).reference)
  }

  /// The RRsets of a name, in their order.
  func rrsets(of name: NameIndex) -> RRsetIterator {
    let place = StorePlace(name.rawValue)
    let octets = chunks[place.chunk]
    let head = place.offset + 1 + Int(octets[place.offset]) + 1
    return RRsetIterator(
      chunk: place.chunk, next: (head + 2 + 3) & ~3, left: Int(octets.span.uint16(at: head)))
  }

  /// The RRset of a type at a name.
  package func rrset(_ type: RRType, of name: NameIndex) -> RRsetIndex? {
    var rrsets = rrsets(of: name)
    while let rrset = rrsets.next(in: self) {
      if rrset.type == type { return rrset.index }
    }
    return nil
  }

  /// Goes through the RRsets of a name without a copy.
  struct RRsetIterator {
    fileprivate let chunk: Int
    /// Where the next one begins, or the last one has ended.
    fileprivate(set) var next: Int
    /// How many there are yet.
    fileprivate(set) var left: Int

    @inline(__always)
    mutating func next(in store: RecordStore) -> (type: RRType, index: RRsetIndex)? {
      guard left > 0 else { return nil }
      left -= 1
      let octets = store.chunks[chunk]
      let type = RRType(rawValue: octets.span.uint16(at: next))
      let index = RRsetIndex(rawValue: StorePlace(chunk: chunk, offset: next).reference)
      next = octets.span.endOfRRset(at: next)
      return (type, index)
    }
  }
}

extension Span where Element == UInt8 {
  /// Where the next RRset of a name may begin.
  @inline(__always)
  func endOfRRset(at start: Int) -> Int {
    let length = uint16(at: start + 8) & ~RecordStore.signed
    return start + (RecordStore.headLength + (length == RecordStore.elsewhere ? 4 : Int(length)) + 3) & ~3
  }
}

/// A place in a store's chunks.
struct StorePlace {
  var chunk: Int
  /// A multiple of four, unless it is only passed through.
  var offset: Int

  init(chunk: Int, offset: Int) {
    self.chunk = chunk
    self.offset = offset
  }

  @inline(__always)
  init(_ reference: UInt32) {
    chunk = Int(reference >> 16)
    offset = Int(reference & 0xFFFF) << 2
  }

  var reference: UInt32 { UInt32(chunk) << 16 | UInt32(offset >> 2) }

  /// What a reference cannot reach.
  static let maximumOffset = 0xFFFF << 2
  static let maximumChunks = 0x1_0000
}
