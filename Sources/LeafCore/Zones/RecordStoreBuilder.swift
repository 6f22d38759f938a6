import DNSWire

/// Puts records into the flat storage that they stay in.
package struct RecordStoreBuilder {
  /// The name that every message has in its question that the records go into.
  let apex: DomainName

  private(set) var octets: [UInt8] = []
  private(set) var nameOctets: [UInt8] = []
  private(set) var names: [RecordStore.Name] = []
  private(set) var rrsets: [StoredRRset] = []
  private(set) var namesInRDATA: [RecordStore.NameInRDATA] = []
  private(set) var additional: [RecordStore.Additional] = []
  /// The RRsets that a response may begin with, owned by the apex.
  private(set) var first: [RRsetIndex] = []
  private var known: [DomainName: NameIndex] = [:]

  /// Without a record. The apex and the names above it are the first names.
  package init(apex: DomainName) {
    self.apex = apex
    // The names above the apex follow it, as `RecordStore` expects.
    for name in apex.suffixes.dropLast() { add(name) }
  }

  /// The number of a name, which is added with those above it unless it is there.
  @discardableResult
  package mutating func add(_ name: DomainName) -> NameIndex {
    if name.count == 1 { return .root }
    if let index = known[name] { return index }
    let index = NameIndex(rawValue: Int32(names.count))
    known[name] = index
    names.append(
      RecordStore.Name(parent: .root, start: Int32(nameOctets.count), length: UInt8(name.count)))
    nameOctets += name.wireForm
    let parent = add(name.suffix(from: 1 + Int(name[0])))
    names[Int(index.rawValue)].parent = parent
    return index
  }

  /// Adds one RRset.
  ///
  /// - Parameter rdatas: At least one; names in them uncompressed.
  package mutating func add(
    _ type: RRType, _ rrclass: QCLASS, ttl: UInt32, _ rdatas: [[UInt8]]
  ) -> RRsetIndex {
    let firstOctet = Int32(octets.count), firstName = Int32(namesInRDATA.count)
    // In other classes RDATA of the same type may be another thing (RFC 3597 §4).
    for rdata in rdatas { append(rdata, of: rrclass == .in ? type : nil) }
    let fixedFields = UInt64(type.rawValue) << 48 | UInt64(rrclass.rawValue) << 32 | UInt64(ttl)
    rrsets.append(
      StoredRRset(
        type: type, fixedFields: fixedFields, count: UInt16(clamping: rdatas.count),
        octets: firstOctet..<Int32(octets.count), names: firstName..<Int32(namesInRDATA.count)))
    return RRsetIndex(rawValue: Int32(rrsets.count - 1))
  }

  /// - Parameter type: nil where no name is looked for.
  private mutating func append(_ rdata: [UInt8], of type: RRType?) {
    precondition(rdata.count <= UInt16.max)
    octets += [UInt8(rdata.count >> 8), UInt8(rdata.count & 0xFF)]
    let start = octets.count
    octets += rdata
    guard let type else { return }
    for range in rdata.span.compressibleNames(in: rdata.indices, of: type) {
      var name = DomainName.root
      var offset = range.lowerBound
      try? rdata.span.readName(at: &offset, into: &name)
      namesInRDATA.append(
        RecordStore.NameInRDATA(
          octets: Int32(start + range.lowerBound)..<Int32(start + range.upperBound), name: add(name)))
    }
  }

  /// Has RRsets go to the additional section with another one.
  mutating func attach(_ rrsets: [RecordStore.Additional], to rrset: RRsetIndex) {
    let first = Int32(additional.count)
    additional += rrsets
    self.rrsets[Int(rrset.rawValue)].additional = first..<Int32(additional.count)
  }

  /// Has an RRset of the apex kept as it goes out first in a response.
  mutating func keepFirstForm(of rrset: RRsetIndex) {
    rrsets[Int(rrset.rawValue)].firstForm = Int32(first.count)
    first.append(rrset)
  }

  subscript(rrset: RRsetIndex) -> StoredRRset { rrsets[Int(rrset.rawValue)] }
}
