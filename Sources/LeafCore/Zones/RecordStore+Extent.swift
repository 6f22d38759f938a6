import DNSWire

extension RecordStore {
  /// Whether one that shares nothing is to take its place.
  var isToBeMadeWhole: Bool {
    use.isExceeded(total: chunks.reduce(0) { $0 + $1.count }, chunks: chunks.count)
  }

  /// A name with all that it owns.
  struct Extent {
    var chunk: Int
    /// To a multiple of four octets.
    var octets: Range<Int>
    /// Where in that chunk the references are to RRsets that stand elsewhere.
    var elsewhere: [Int] = []
  }

  func extent(of name: NameIndex) -> Extent {
    let start = StorePlace(name.rawValue)
    var rrsets = rrsets(of: name)
    let octets = chunks[start.chunk]
    var elsewhere: [Int] = []
    while let rrset = rrsets.next(in: self) {
      let first = StorePlace(rrset.index.rawValue).offset + Self.headLength
      if octets.span.uint16(at: first - 2) & ~Self.signed == Self.elsewhere { elsewhere.append(first) }
    }
    return Extent(chunk: start.chunk, octets: start.offset..<rrsets.next, elsewhere: elsewhere)
  }

  /// What a reference leads to.
  func elsewhere(at offset: Int, in chunk: Int) -> StorePlace {
    let octets = chunks[chunk]
    return StorePlace(octets.span.uint32(at: offset))
  }
}
