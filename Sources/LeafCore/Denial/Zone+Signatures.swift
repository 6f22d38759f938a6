import DNSWire

extension Zone {
  /// Whether it has DNSKEY records.
  package var hasKeys: Bool { records.rrset(.dnskey, of: apexName) != nil }

  /// The signatures of an RRset, each as RDATA of an RRSIG record; none unless the zone has just this RRset.
  ///
  /// - Parameters:
  ///   - owner: Its wire form, in or below the zone.
  ///   - rdatas: In the zone's order, names in them uncompressed.
  package func signatures(
    of owner: [UInt8], _ type: RRType, ttl: UInt32, _ rdatas: [ArraySlice<UInt8>]
  ) -> [[UInt8]] {
    guard let name = stored(owner, isHash: type == .nsec3), let rrset = records.rrset(type, of: name),
      records[rrset].ttl == ttl, records.rdatas(of: rrset).elementsEqual(rdatas, by: { $0[...] == $1 }),
      let signatures = records.signatures(of: rrset)
    else { return [] }
    return records.rdatas(of: signatures)
  }

  private func stored(_ owner: [UInt8], isHash: Bool) -> NameIndex? {
    var offsets = LabelOffsets.empty
    let count = offsets.note(owner.indices, in: owner.span) - 1 - records.apexLabelCount
    guard count >= 0 else { return nil }
    let labels = offsets.span.extracting(..<count)
    guard isHash else { return names.walk(labels, in: owner.span, records).name }
    guard case .hashes(let hashes, _) = denial else { return nil }
    let found = hashes.neighbour(of: labels, in: owner.span, records)
    return found.isExact ? found.name : nil
  }
}

extension RecordStore {
  /// The RDATA of an RRset's records, names in it uncompressed.
  fileprivate func rdatas(of rrset: RRsetIndex) -> [[UInt8]] {
    let rrset = self[rrset]
    let octets = chunks[rrset.chunk]
    let names = rrclass == .in ? rrset.type.compressibleNames : nil
    var rdatas: [[UInt8]] = []
    var position = rrset.octets.lowerBound
    while position < rrset.octets.upperBound {
      let rdata = position + 2..<position + 2 + Int(octets.span.uint16(at: position))
      rdatas.append(names.map { whole(octets, rdata, $0) } ?? Array(octets[rdata]))
      position = rdata.upperBound
    }
    return rdatas
  }

  private func whole(_ octets: [UInt8], _ rdata: Range<Int>, _ names: RRType.CompressibleNames) -> [UInt8] {
    var position = rdata.lowerBound + names.offset
    var whole = Array(octets[rdata.lowerBound..<position])
    for _ in 0..<names.count {
      let name = octets.span.storedName(at: position)
      whole += octets[name].dropLast()
      whole += octets[name.upperBound - 1] == Self.apexMark ? apex : [0]
      position = name.upperBound
    }
    return whole + octets[position..<rdata.upperBound]
  }
}
