import DNSWire

/// Records of one owner, TYPE and class, which have one TTL (RFC 2181 §5).
struct PlainRRset: Equatable, Sendable {
  /// In lower case.
  var owner: PlainName
  var type: RRType
  var rrclass: UInt16
  var ttl: UInt32
  /// Names uncompressed; those that may be compressed, in lower case.
  var rdatas: [[UInt8]]
  /// Whether any of the records may come first, and the others in turn.
  var isRotated: Bool

  /// - Parameter rdatas: Names uncompressed.
  init(
    _ owner: PlainName, _ type: RRType, rrclass: UInt16 = 1, ttl: UInt32, _ rdatas: [[UInt8]],
    isRotated: Bool = false
  ) {
    self.owner = owner.folded
    self.type = type
    self.rrclass = rrclass
    self.ttl = ttl
    let isFolded = rrclass == 1 && Self.compressible.contains(type.rawValue)
    self.rdatas = isFolded ? rdatas.map { Self.folded($0, type) } : rdatas
    self.isRotated = isRotated
  }

  /// TYPEs whose RDATA may have compressed names (RFC 3597 §4, RFC 1035 §3.3).
  static let compressible: Set<UInt16> = [2, 3, 4, 5, 6, 7, 8, 9, 12, 14, 15]

  private static func folded(_ rdata: [UInt8], _ type: RRType) -> [UInt8] {
    guard let pieces = PlainReader.pieces(of: rdata, type.rawValue) else { return rdata }
    return pieces.flatMap { piece in
      switch piece {
      case .octets(let octets): octets
      case .name(let name): name.folded.wireForm
      }
    }
  }

  /// The same records of another owner.
  func owned(by name: PlainName) -> PlainRRset {
    var rrset = self
    rrset.owner = name
    return rrset
  }

  /// Whether `found` is this RRset, as it may go out.
  func mayBeSent(as found: PlainRRset) -> Bool {
    var sent = self
    sent.isRotated = false
    guard isRotated else { return sent == found }
    return rdatas.indices.contains { start in
      sent.rdatas = Array(rdatas[start...] + rdatas[..<start])
      return sent == found
    }
  }
}

extension MessageValues {
  /// The RRsets of a section, but for OPT and TSIG records: records that follow each other with one owner and TYPE.
  func rrsets(in section: Section) -> [PlainRRset] {
    var rrsets: [PlainRRset] = []
    for record in records(in: section) where record.type != 41 && record.type != 250 {
      var rrset = PlainRRset(
        record.owner, RRType(rawValue: record.type), rrclass: record.rrclass, ttl: record.ttl,
        [record.rdataOctets])
      if let last = rrsets.last, last.with(rdatas: []) == rrset.with(rdatas: []) {
        rrset.rdatas = last.rdatas + rrset.rdatas
        rrsets.removeLast()
      }
      rrsets.append(rrset)
    }
    return rrsets
  }
}

extension PlainRRset {
  fileprivate func with(rdatas: [[UInt8]]) -> PlainRRset {
    var rrset = self
    rrset.rdatas = rdatas
    return rrset
  }
}
