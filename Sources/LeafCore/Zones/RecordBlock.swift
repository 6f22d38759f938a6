import DNSWire

/// What a chunk of a store is to have next: a name with its RRsets, or an RRset and its signatures that no name owns.
struct RecordBlock: Sendable {
  /// Where an RRset is in the block.
  struct Member: Sendable {
    var type: RRType
    /// What it signs, of RRSIG records.
    var covered: RRType?
    var octets: Range<Int>

    init(type: RRType, covered: RRType?, octets: Range<Int>) {
      self.type = type
      self.covered = covered
      self.octets = octets
    }

    /// An RRset of a store; what it signs is not known where its records stand elsewhere.
    fileprivate init(of octets: [UInt8], at start: Int) {
      type = RRType(rawValue: octets.span.uint16(at: start))
      let first = start + RecordStore.headLength
      let isElsewhere = octets.span.uint16(at: first - 2) & ~RecordStore.signed == RecordStore.elsewhere
      covered =
        type == .rrsig && !isElsewhere ? RRType(rawValue: octets.span.uint16(at: first + 2)) : nil
      self.octets = start..<octets.span.endOfRRset(at: start)
    }

    /// Whether it belongs to a name that is a hash, and no name of the zone (RFC 5155 §7.2.8).
    var isOfHash: Bool { type == .nsec3 || covered == .nsec3 }
  }

  private(set) var octets: [UInt8] = []
  private(set) var members: [Member] = []
  /// Where it has the count of RRsets; 0 where it has no name.
  private var countOffset = 0
  /// How many records the last RRset has.
  private var recordCount: UInt32 = 0

  init() {}

  /// What a store has of a name.
  init(_ octets: ArraySlice<UInt8>) {
    self.octets = Array(octets)
    countOffset = Int(self.octets[0]) + 2
    var start = (countOffset + 2 + 3) & ~3
    while members.count < Int(self.octets.span.uint16(at: countOffset)) {
      let member = Member(of: self.octets, at: start)
      members.append(member)
      start = member.octets.upperBound
    }
  }

  var hasName: Bool { countOffset > 0 }
  /// Whether the name is a hash.
  var isOfHash: Bool { !members.isEmpty && members.allSatisfy(\.isOfHash) }
  /// Whether the name is the zone's own.
  var isApex: Bool { hasName && octets[0] == 0 && octets[1] == RecordStore.apexMark }

  mutating func removeAll() {
    octets.removeAll(keepingCapacity: true)
    members.removeAll(keepingCapacity: true)
    countOffset = 0
  }

  /// - Parameter apex: The zone's name in wire form.
  mutating func beginName(_ name: Span<UInt8>, at offset: Int, apex: [UInt8]) {
    octets.append(0)
    appendName(name, at: offset, apex: apex)
    octets[0] = UInt8(octets.count - 2)
    countOffset = octets.count
    octets += [0, 0]
    pad()
  }

  /// What walks need to know of the name.
  var flags: NameFlags {
    var flags: NameFlags = isApex ? .apex : []
    for member in members {
      if member.type == .dname { flags.insert(.dname) }
      if member.type == .ns, !isApex { flags.insert(.cut) }
    }
    return flags
  }

  /// Whether the name has a label `*`.
  var hasAsterisk: Bool {
    var label = 1
    while octets[label] != 0, octets[label] != RecordStore.apexMark {
      if octets[label] == 1, octets[label + 1] == UInt8(ascii: "*") { return true }
      label += 1 + Int(octets[label])
    }
    return false
  }
}

// RRsets and their records.
extension RecordBlock {
  /// Whether a record belongs to the last RRset.
  func goesOn(with type: RRType, covering covered: RRType?) -> Bool {
    guard let last = members.last else { return false }
    return last.type == type && last.covered == covered
  }

  /// Begins an RRset; the last one has been ended.
  mutating func beginRRset(_ type: RRType, covering covered: RRType?, ttl: UInt32) {
    members.append(Member(type: type, covered: covered, octets: octets.count..<octets.count))
    for octet in [UInt8(type.rawValue >> 8), UInt8(type.rawValue & 0xFF), 0, 0] { octets.append(octet) }
    append(ttl)
    octets += [0, 0]
    countRRset()
  }

  private mutating func countRRset() {
    guard hasName else { return }
    octets.replace(at: countOffset, with: octets.span.uint16(at: countOffset) + 1)
  }

  /// Appends a record to the last RRset.
  ///
  /// - Parameter names: The names in its RDATA that may be compressed.
  mutating func append(
    _ source: Span<UInt8>, _ rdata: Range<Int>, names: RRType.CompressibleNames?, apex: [UInt8]
  ) {
    recordCount += 1
    let start = octets.count
    octets += [0, 0]
    var offset = rdata.lowerBound
    if let names {
      octets.append(source, offset..<offset + names.offset)
      offset += names.offset
      for _ in 0..<names.count { offset = appendName(source, at: offset, apex: apex) }
    }
    octets.append(source, offset..<rdata.upperBound)
    octets.replace(at: start, with: UInt16(octets.count - start - 2))
  }

  /// Appends an RRset of a store, with another TTL.
  mutating func append(_ rrset: StoredRRset, covering covered: RRType?, ttl: UInt32, in store: RecordStore) {
    noteSignatures(covered)
    beginRRset(rrset.type, covering: covered, ttl: ttl)
    recordCount = UInt32(rrset.count)
    octets += store.chunks[rrset.chunk][rrset.octets]
  }

  /// Whether the records of the last RRset are too long to stay; what they are is then to stand at a place of its own.
  var isTooLong: Bool { recordCount > 0 && recordsLength > RecordStore.maximumLengthInPlace }

  private var recordsLength: Int {
    octets.count - (members.last?.octets.lowerBound ?? octets.count) - RecordStore.headLength
  }

  /// Takes out the records of the last RRset.
  ///
  /// - Parameter place: Where they are from now on.
  mutating func moveRecords(to place: StorePlace) -> [UInt8] {
    let first = octets.count - recordsLength
    let records = Array(octets[first...])
    octets.removeSubrange(first...)
    append(place.reference)
    endRRset(length: RecordStore.elsewhere)
    return records
  }

  /// Ends the last RRset.
  mutating func endRRset() { endRRset(length: UInt16(truncatingIfNeeded: recordsLength)) }

  private mutating func endRRset(length: UInt16) {
    guard recordCount > 0, let start = members.last?.octets.lowerBound else { return }
    octets.replace(at: start + 2, with: UInt16(clamping: recordCount))
    octets.replace(at: start + RecordStore.headLength - 2, with: length)
    recordCount = 0
    pad()
    members[members.count - 1].octets = start..<octets.count
  }

  /// Puts another reference in place of one to records that stand elsewhere.
  mutating func replaceReference(at offset: Int, with place: StorePlace, to records: [UInt8]) {
    octets.replace(at: offset, with: UInt16(truncatingIfNeeded: place.reference >> 16))
    octets.replace(at: offset + 2, with: UInt16(truncatingIfNeeded: place.reference))
    for index in members.indices where members[index].type == .rrsig && members[index].octets ~= offset {
      members[index].covered = RRType(rawValue: records.span.uint16(at: 2))
    }
  }

  private mutating func append(_ word: UInt32) {
    for shift in [24, 16, 8, 0] { octets.append(UInt8(truncatingIfNeeded: word >> UInt32(shift))) }
  }

  private mutating func pad() {
    while octets.count & 3 != 0 { octets.append(0) }
  }

  /// Appends a name, with the mark in place of the zone's.
  ///
  /// - Returns: Where the name ends in `source`.
  @discardableResult
  private mutating func appendName(_ source: Span<UInt8>, at offset: Int, apex: [UInt8]) -> Int {
    var end = offset
    while source[end] != 0 { end += 1 + Int(source[end]) }
    end += 1
    let apexStart = end - apex.count
    var label = offset
    while label < apexStart { label += 1 + Int(source[label]) }
    let isInZone = label == apexStart && source.equalsIgnoringCase(apexStart..<end, apex.span, apex.indices)
    octets.append(source, offset..<(isInZone ? apexStart : end))
    if isInZone { octets.append(RecordStore.apexMark) }
    return end
  }
}

// Signatures.
extension RecordBlock {
  /// Whether RRsets have to move: signatures behind what they sign, NSEC3 records to a name of their own.
  var needsArranging: Bool { members.contains { $0.type == .rrsig || $0.type == .nsec3 } }

  /// The same name with some of its RRsets, each with its signatures right behind it.
  func arranged(_ belongs: (Member) -> Bool) -> RecordBlock {
    var block = RecordBlock()
    block.octets += octets[..<countOffset]
    block.countOffset = countOffset
    block.octets += [0, 0]
    block.pad()
    let members = members.filter(belongs)
    for member in members where member.covered == nil {
      block.append(member, of: self)
      for signatures in members where signatures.covered == member.type { block.append(signatures, of: self) }
    }
    for orphans in members
    where orphans.covered.map({ covered in !members.contains { $0.type == covered } }) == true {
      block.append(orphans, of: self)
    }
    return block
  }

  private mutating func append(_ member: Member, of block: RecordBlock) {
    let start = octets.count
    octets += block.octets[member.octets]
    noteSignatures(member.covered)
    members.append(Member(type: member.type, covered: member.covered, octets: start..<octets.count))
    countRRset()
  }

  /// Marks the last RRset as signed, if the next one signs it.
  mutating func noteSignatures(_ covered: RRType?) {
    guard let covered, let last = members.last, last.type == covered else { return }
    let length = last.octets.lowerBound + RecordStore.headLength - 2
    octets.replace(at: length, with: octets.span.uint16(at: length) | RecordStore.signed)
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
