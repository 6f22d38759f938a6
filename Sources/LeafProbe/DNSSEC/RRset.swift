/// The RRs of one owner, class and type in a section, and the RRSIG RRs that cover them there.
struct RRset: Sendable {
  let records: [Record]
  let signatures: [RRSIG]

  var owner: Name { records[0].owner }
  var type: RRType { records[0].type }
  var section: Section { records[0].section }

  /// Labels of the owner as RRSIG RRs count them: without an asterisk (RFC 4034 §3.1.3).
  var labelCount: Int {
    let labels = owner.labels
    return labels.first == [UInt8(ascii: "*")] ? labels.count - 1 : labels.count
  }

  /// The name of the wildcard that it was made from; nil where it was not (RFC 4035 §5.3.2).
  func source(by signature: RRSIG) -> Name? {
    guard signature.labels < labelCount else { return nil }
    return Name(labels: [[UInt8(ascii: "*")]] + owner.labels.suffix(signature.labels))
  }

  /// The octets that a signature is over (RFC 4034 §3.1.8.1, in the order of §6.3).
  func signedOctets(by signature: RRSIG) -> [UInt8] {
    let head = signedHead(signature)
    let all = Set(records.map(\.canonicalRDATA)).sorted { $0.lexicographicallyPrecedes($1) }
    return all.reduce(into: signature.signedFields) { octets, rdata in
      octets += head
      octets.append(UInt16(truncatingIfNeeded: rdata.count))
      octets += rdata
    }
  }

  private func signedHead(_ signature: RRSIG) -> [UInt8] {
    var octets = (source(by: signature) ?? owner).lowercased.wire
    octets.append(type.rawValue)
    octets.append(records[0].rrClass.rawValue)
    octets.append(signature.originalTTL)
    return octets
  }
}

extension Record {
  /// Uncompressed, and with its names in lower case where the type is one of those (RFC 4034 §6.2, RFC 6840 §5.1).
  fileprivate var canonicalRDATA: [UInt8] {
    Self.lowercasedTypes.contains(type.rawValue) ? data.octets : rdata
  }

  private static let lowercasedTypes: Set<UInt16> = [
    2, 3, 4, 5, 6, 7, 8, 9, 12, 14, 15, 17, 18, 21, 24, 26, 30, 33, 35, 36, 38, 39, 46,
  ]
}

extension Response {
  /// The RRsets of the sections, each with the signatures beside it; OPT and TSIG RRs make none.
  func rrsets(_ sections: Section...) -> [RRset] {
    sections.flatMap { section in
      let records = data(section)
      let signatures = Dictionary(grouping: records.filter { $0.type == .rrsig }, by: \.owner.lowercased)
      return records.filter { $0.type != .rrsig }.grouped.map { group in
        let own = signatures[group[0].owner.lowercased, default: []].compactMap(RRSIG.init)
        return RRset(records: group, signatures: own.filter { $0.covered == group[0].type })
      }
    }
  }
}

private struct RRsetKey: Hashable {
  let owner: Name
  let type: RRType
  let rrClass: RRClass
}

extension [Record] {
  /// By owner, class and type, in the order of the first of each.
  fileprivate var grouped: [[Record]] {
    let groups = Dictionary(grouping: self) {
      RRsetKey(owner: $0.owner.lowercased, type: $0.type, rrClass: $0.rrClass)
    }
    return groups.values.sorted { $0[0].offset < $1[0].offset }
  }
}
