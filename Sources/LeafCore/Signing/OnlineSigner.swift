import DNSWire

/// Signs RRsets of a zone as they are asked for (RFC 4035 §2.2).
package final class OnlineSigner: Sendable {
  /// A key, by what its signatures say of it.
  package struct Key: Sendable {
    let algorithm: UInt8
    let tag: UInt16
    /// Another for each key, as tags may be the same.
    let identity: UInt64
    /// The signature of some octets, of 64 octets; nil where the system has no random numbers.
    let sign: @Sendable ([UInt8]) -> [UInt8]?

    /// - Parameters:
    ///   - algorithm: One whose signatures have 64 octets (RFC 6605, RFC 8080).
    ///   - tag: Of its DNSKEY record.
    ///   - identity: Another for each key.
    ///   - sign: The signature of some octets; nil where there is none.
    package init(
      algorithm: UInt8, tag: UInt16, identity: UInt64, sign: @escaping @Sendable ([UInt8]) -> [UInt8]?
    ) {
      (self.algorithm, self.tag, self.identity, self.sign) = (algorithm, tag, identity, sign)
    }
  }

  let keys: [Key]
  let denial: OnlineDenial
  private let table: SignatureTable
  private let limit: UInt32?
  /// The zone's name in lower case.
  private let zone: [UInt8]

  /// - Parameters:
  ///   - denial: What shows that something is not there.
  ///   - table: Of all zones.
  ///   - limit: Signatures in a second; nil for any number.
  package init(
    _ apex: DomainName, _ keys: [Key], _ denial: OnlineDenial, _ table: SignatureTable, limit: UInt32?
  ) {
    zone = apex.wireForm.map(DomainName.lowercased)
    (self.keys, self.denial, self.table, self.limit) = (keys, denial, table, limit)
  }

  /// Whether names have NSEC records, which somebody may ask for.
  var hasNSEC: Bool { denial != .nsec3 }

  /// Octets of an RRSIG record behind its owner.
  var length: Int { 10 + 18 + zone.count + 64 }
}

/// An RRset that has just been written into a response.
struct WrittenRRset {
  let start: Int
  let type: RRType
  let ttl: UInt32
  let count: Int
}

extension OnlineSigner {
  /// Appends the RRSIG records of an RRset that stands at the end of a message.
  ///
  /// - Parameter owner: Where the message has the name of its owner.
  /// - Returns: Whether there were signatures, and room for them.
  func sign(
    _ rrset: WrittenRRset, ownerAt owner: Int, at now: Now, limit length: Int,
    into message: inout OutputSpan<UInt8>
  ) -> Signed {
    var name = NameBuffer.empty
    let nameLength = name.readLowercased(owner, in: message.span)
    let owner = 0xC000 | UInt16(owner)
    let zone = zone
    let end = message.count
    for key in keys {
      guard message.count + 2 + self.length <= length else { return .withoutRoom }
      let fields = Fields(rrset, name.span.extracting(..<nameLength), key, at: now, zone)
      var octets = SigningOctets()
      fields.append(to: &octets)
      octets.append(zone.span)
      octets.append(rrset, name.span.extracting(..<nameLength), message.span.extracting(..<end))
      guard let signature = signature(of: octets, key, at: now) else { return .refused }
      message.append(owner)
      message.append(
        UInt64(RRType.rrsig.rawValue) << 48 | UInt64(QCLASS.in.rawValue) << 32 | UInt64(rrset.ttl))
      message.append(UInt16(18 + zone.count + 64))
      fields.append(to: &message)
      message.append(zone.span, zone.indices)
      for index in 0..<8 { message.append(signature[index]) }
    }
    return .signed
  }

  enum Signed {
    case signed
    case withoutRoom
    /// There are too many to make.
    case refused
  }

  private func signature(of octets: borrowing SigningOctets, _ key: Key, at now: Now) -> SignatureTable
    .Signature?
  {
    let place = octets.withSpan { table.key(of: $0, by: key.identity) }
    if let known = table.find(place) { return known }
    guard table.admits(at: now, limit: limit), let made = key.sign(octets.array), made.count == 64 else {
      return nil
    }
    var signature = SignatureTable.Signature(repeating: 0)
    for index in 0..<8 { signature[index] = made.span.word(at: 8 * index) }
    table.keep(signature, place)
    return signature
  }
}

/// An RRSIG record's RDATA before the signer's name (RFC 4034 §3.1).
private struct Fields {
  /// TYPE, algorithm, labels, original TTL.
  let head: UInt64
  /// Expiration and inception.
  let times: UInt64
  let tag: UInt16

  init(_ rrset: WrittenRRset, _ owner: Span<UInt8>, _ key: OnlineSigner.Key, at now: Now, _ zone: [UInt8]) {
    head =
      UInt64(rrset.type.rawValue) << 48 | UInt64(key.algorithm) << 40 | UInt64(owner.signedLabels) << 32
      | UInt64(rrset.ttl)
    let period = SignaturePeriod(of: owner, key.tag, at: now.unixTime)
    times = UInt64(period.expiration) << 32 | UInt64(period.inception)
    tag = key.tag
  }

  func append(to octets: inout SigningOctets) {
    octets.append(head)
    octets.append(times)
    octets.append(tag)
  }

  func append(to message: inout OutputSpan<UInt8>) {
    message.append(head)
    message.append(times)
    message.append(tag)
  }
}

/// When a signature begins and ends that is made online: the same for a name on all servers and for a day, so that they
/// agree and most signatures are there already; for each name the day begins at another time.
struct SignaturePeriod {
  let inception: UInt32
  let expiration: UInt32

  private static let day: UInt64 = 86_400
  /// Signatures begin so much earlier, as clocks differ.
  private static let backdating: UInt64 = 6 * 3_600
  /// What is left of one at the end of its day: enough for the longest time that caches keep records.
  private static let rest: UInt64 = 3 * day

  /// - Parameters:
  ///   - owner: In lower case.
  ///   - time: Seconds of Unix time.
  init(of owner: Span<UInt8>, _ tag: UInt16, at time: UInt64) {
    let phase = (owner.hashOfName ^ UInt64(tag)) % Self.day
    let start = (time + Self.day - phase) / Self.day * Self.day &+ phase &- Self.day
    inception = UInt32(truncatingIfNeeded: start &- Self.backdating)
    expiration = UInt32(truncatingIfNeeded: start &+ Self.day &+ Self.rest)
  }
}

extension SigningOctets {
  /// Appends records in canonical form and order (RFC 4034 §6).
  ///
  /// - Parameters:
  ///   - owner: In lower case.
  ///   - message: That ends with them.
  fileprivate mutating func append(_ rrset: WrittenRRset, _ owner: Span<UInt8>, _ message: Span<UInt8>) {
    var offset = rrset.start
    guard rrset.count > 1 else { return append(owner, rrset, message, at: &offset) }
    var records: [[UInt8]] = []
    for _ in 0..<rrset.count {
      var octets = SigningOctets()
      octets.append(owner, rrset, message, at: &offset)
      records.append(octets.array)
    }
    // Behind what they have in common and RDLENGTH.
    let start = owner.count + 10
    records.sort { $0[start...].lexicographicallyPrecedes($1[start...]) }
    for record in records { append(record.span) }
  }

  private mutating func append(
    _ owner: Span<UInt8>, _ rrset: WrittenRRset, _ message: Span<UInt8>, at offset: inout Int
  ) {
    let fields = message.endOfName(at: offset)
    let rdata = fields + 10
    offset = rdata + Int(message.uint16(at: fields + 8))
    append(owner)
    append(message.extracting(fields..<fields + 8))
    guard let names = rrset.type.compressibleNames else {
      append(message.extracting(fields + 8..<offset))
      return
    }
    var whole = NameBuffer.empty
    var (position, length) = (rdata + names.offset, offset - rdata)
    // RDLENGTH is that of the names uncompressed.
    for _ in 0..<names.count {
      let end = message.endOfName(at: position)
      length += whole.read(message, at: position) - (end - position)
      position = end
    }
    append(UInt16(length))
    append(message.extracting(rdata..<rdata + names.offset))
    position = rdata + names.offset
    for _ in 0..<names.count {
      let count = whole.readLowercased(position, in: message)
      append(whole.span.extracting(..<count))
      position = message.endOfName(at: position)
    }
    append(message.extracting(position..<offset))
  }
}
