import Crypto
import DNSWire
import Testing

/// What a validator makes of the NSEC and NSEC3 records of a negative answer, whose signatures are right: RFC 4035 §5.4,
/// RFC 5155 §8.
struct DenialProof {
  struct Link {
    /// Of names in canonical order, or of hashes.
    let owner: [UInt16]
    let next: [UInt16]
    let types: Set<UInt16>
    let isHash: Bool
  }

  let zone: DomainName
  let links: [Link]

  /// - Parameter records: NSEC or NSEC3 records of the zone.
  init(_ zone: DomainName, _ records: [(owner: DomainName, type: RRType, rdata: [UInt8])]) throws {
    self.zone = zone
    links = try records.map { owner, type, rdata in
      try type == .nsec ? Link(owner, rdata) : Link(hashed: owner, rdata, in: zone)
    }
  }

  /// What is wrong with the proof that a name is not there, nor a wildcard for it.
  func faultOfNameError(_ name: DomainName) throws -> String? {
    guard let encloser = try closestEncloser(of: name) else { return "\(name) is not shown not to be there" }
    let wildcard = try #require(DomainName(wireForm: [1, 0x2A] + encloser.wireForm))
    return try covers(wildcard) ? nil : "\(wildcard) is not shown not to be there"
  }

  /// What is wrong with the proof that a name has no records of a type.
  func faultOfNoData(_ name: DomainName, _ type: RRType) throws -> String? {
    guard let types = try types(of: name) else { return "nothing is shown of \(name)" }
    if types.contains(type.rawValue) || types.contains(RRType.cname.rawValue) { return "\(name) has \(type)" }
    let isCut = types.contains(RRType.ns.rawValue) && !types.contains(RRType.soa.rawValue)
    return isCut && type != .ds ? "\(name) is a zone cut" : nil
  }

  /// The types of a name that a record is of.
  func types(of name: DomainName) throws -> Set<UInt16>? {
    try links.first { try $0.owner == position(of: name, $0) }?.types
  }

  /// nil unless what is next closer is shown not to be there.
  private func closestEncloser(of name: DomainName) throws -> DomainName? {
    guard let nsec = links.first(where: { !$0.isHash }) else { return try closestHashedEncloser(of: name) }
    // An owner that is a zone cut or has DNAME says nothing of names below.
    guard try types(of: name) == nil, try covers(name), !nsec.types.contains(RRType.dname.rawValue) else {
      return nil
    }
    let position = name.position
    let cover = try #require(try links.first { try $0.covers(self.position(of: name, $0)) })
    // A name that is above the next one is there.
    if cover.next.starts(with: position + [0]) { return nil }
    let shared = max(position.sharedLabels(cover.owner), position.sharedLabels(cover.next))
    return name.suffixes[name.labelOffsets.count - shared]
  }

  private func closestHashedEncloser(of name: DomainName) throws -> DomainName? {
    let above = name.suffixes.filter { $0.isEqualToOrBelow(zone) }
    guard let count = try above.firstIndex(where: { try types(of: $0) != nil }), count > 0,
      try covers(above[count - 1])
    else { return nil }
    return above[count]
  }

  func covers(_ name: DomainName) throws -> Bool {
    try links.contains { try $0.covers(position(of: name, $0)) }
  }

  private func position(of name: DomainName, _ link: Link) throws -> [UInt16] {
    link.isHash ? name.hash : name.position
  }
}

extension DenialProof.Link {
  fileprivate init(_ owner: DomainName, _ rdata: [UInt8]) throws {
    var offset = 0
    var next = DomainName.root
    try rdata.span.readName(at: &offset, into: &next)
    // RFC 4034 §6.2, RFC 6840 §5.1: as it is.
    #expect(next.wireForm == next.wireForm.map { DomainName.lowercased($0) })
    self.init(
      owner: owner.position, next: next.position, types: try rdata.types(from: offset), isHash: false)
  }

  /// RFC 5155 §3, RFC 9276 §3.1.
  fileprivate init(hashed owner: DomainName, _ rdata: [UInt8], in zone: DomainName) throws {
    try #require(Array(rdata.prefix(6)) == [1, 0, 0, 0, 0, 20])
    try #require(owner.labelOffsets.count == zone.labelOffsets.count + 1 && owner.isEqualToOrBelow(zone))
    self.init(
      owner: owner.wireForm[1...32].map { UInt16(DomainName.lowercased($0)) },
      next: rdata[6..<26].base32, types: try rdata.types(from: 26), isHash: true)
  }

  /// Behind the last one comes the first.
  func covers(_ position: [UInt16]) -> Bool {
    let isBehind = owner.lexicographicallyPrecedes(position)
    let isBefore = position.lexicographicallyPrecedes(next)
    return owner.lexicographicallyPrecedes(next) ? isBehind && isBefore : isBehind || isBefore
  }
}

extension DomainName {
  /// What names in canonical order (RFC 4034 §6.1) are ordered by: labels from the last one on, each behind a 0.
  var position: [UInt16] {
    labelOffsets.reversed().flatMap { offset in
      [0] + (1...Int(self[offset])).map { 1 + UInt16(DomainName.lowercased(self[offset + $0])) }
    }
  }

  /// As NSEC3 records have it.
  fileprivate var hash: [UInt16] {
    Array(Insecure.SHA1.hash(data: wireForm.map { DomainName.lowercased($0) }))[...].base32
  }
}

extension [UInt16] {
  fileprivate func sharedLabels(_ other: [UInt16]) -> Int {
    let labels = split(separator: 0), others = other.split(separator: 0)
    return zip(labels, others).prefix { $0 == $1 }.count
  }
}

extension ArraySlice<UInt8> {
  /// With the extended hexadecimal alphabet (RFC 4648 §7).
  fileprivate var base32: [UInt16] {
    var bits = flatMap { octet in (0..<8).map { octet >> (7 - $0) & 1 } }[...]
    var text: [UInt16] = []
    while !bits.isEmpty {
      let digit = bits.prefix(5).reduce(0) { $0 << 1 | $1 }
      text.append(UInt16(Array("0123456789abcdefghijklmnopqrstuv".utf8)[Int(digit)]))
      bits = bits.dropFirst(5)
    }
    return text
  }
}

extension [UInt8] {
  /// Of a bitmap (RFC 4034 §4.1.2).
  fileprivate func types(from start: Int) throws -> Set<UInt16> {
    var types: Set<UInt16> = []
    var offset = start
    while offset < count {
      let (window, length) = (UInt16(self[offset]), Int(self[offset + 1]))
      try #require((1...32).contains(length) && self[offset + 1 + length] > 0)
      for bit in 0..<UInt16(8 * length) where self[offset + 2 + Int(bit / 8)] & 0x80 >> UInt8(bit % 8) > 0 {
        types.insert(window << 8 | bit)
      }
      offset += 2 + length
    }
    try #require(offset == count)
    return types
  }
}
