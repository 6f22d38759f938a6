import DNSWire

/// How a signed zone shows that something is not there.
enum Denial: Sendable {
  /// By NSEC records (RFC 4034 §4).
  case names
  /// By NSEC3 records (RFC 5155 §3), which are found by their owners.
  case hashes(NameTrie, NSEC3Parameters)

  /// nil for a zone that has no such records at its apex.
  ///
  /// - Parameter hashedNames: The owners of NSEC3 records.
  init?(apex: NameIndex, _ hashedNames: [RecordStoreBuilder.Name], in store: RecordStore) {
    if let hashes = Denial(hashesOf: apex, hashedNames, in: store) {
      self = hashes
    } else if store.rrset(.nsec, of: apex) != nil {
      self = .names
    } else {
      return nil
    }
  }

  /// RFC 5155 §7.3: by the first parameters for which there are NSEC3 records, of the apex first of all.
  private init?(hashesOf apex: NameIndex, _ hashedNames: [RecordStoreBuilder.Name], in store: RecordStore) {
    guard !hashedNames.isEmpty, let parameters = store.rrset(.nsec3param, of: apex) else { return nil }
    let chains = Dictionary(grouping: hashedNames) { store.parameters(ofHashed: $0.index) }
    for parameters in store.usableParameters(of: parameters) {
      guard let names = chains[parameters] else { continue }
      var builder = NameTrieBuilder(names, in: store)
      let trie = builder.build()
      let hash = parameters.hash(Span<UInt16>(), in: Span<UInt8>(), hasAsterisk: false, apex: store.apex)
      guard trie.neighbour(of: hash, in: store).isExact else { continue }
      self = .hashes(trie, parameters)
      return
    }
    return nil
  }
}

extension Zone {
  /// Whether what shows that something is not there are records of the zone, which know no names but those.
  var hasChain: Bool { denial != nil }
}

extension NameTrie {
  /// Finds the NSEC3 record of a name, or the one that covers it.
  func neighbour(of hash: HashedLabel, in store: RecordStore) -> Neighbour {
    let labels: InlineArray<1, UInt16> = [0]
    return neighbour(of: labels.span, in: hash.span, store)
  }
}

extension RecordStore {
  /// With no flags: others are not understood (RFC 5155 §4.1.2).
  fileprivate func usableParameters(of rrset: RRsetIndex) -> [NSEC3Parameters] {
    let rrset = self[rrset], octets = chunks[rrset.chunk]
    var parameters: [NSEC3Parameters] = []
    var position = rrset.octets.lowerBound
    while position < rrset.octets.upperBound {
      let rdata = position + 2..<position + 2 + Int(octets.span.uint16(at: position))
      if octets[rdata.lowerBound + 1] == 0, let usable = NSEC3Parameters(octets.span, rdata),
        usable.iterations <= NSEC3.maximumIterations
      {
        parameters.append(usable)
      }
      position = rdata.upperBound
    }
    return parameters
  }

  fileprivate func parameters(ofHashed name: NameIndex) -> NSEC3Parameters? {
    guard let nsec3 = rrset(.nsec3, of: name) else { return nil }
    let rrset = self[nsec3], octets = chunks[rrset.chunk]
    return NSEC3Parameters(octets.span, rrset.octets.lowerBound + 2..<rrset.octets.upperBound)
  }
}
