import DNSWire
@_exported import TestOctets

// Messages as tests write them: any of them may be broken.

/// A message, section by section, as octets.
package struct Message: Sendable {
  package var id: UInt16 = 0x1234
  /// The header's flags, OPCODE and RCODE.
  package var flags: UInt16 = 0
  package var questions: [[UInt8]] = []
  package var answer: [[UInt8]] = []
  package var authority: [[UInt8]] = []
  package var additional: [[UInt8]] = []
  /// QDCOUNT, ANCOUNT, NSCOUNT and ARCOUNT, where they are not the true ones.
  package var counts: [Int: UInt16] = [:]
  package var trailing: [UInt8] = []

  package init(
    id: UInt16 = 0x1234, flags: UInt16 = 0, questions: [[UInt8]] = [], additional: [[UInt8]] = [],
    counts: [Int: UInt16] = [:], trailing: [UInt8] = []
  ) {
    self.id = id
    self.flags = flags
    self.questions = questions
    self.additional = additional
    self.counts = counts
    self.trailing = trailing
  }

  package func with(_ change: (inout Message) -> Void) -> Message {
    var message = self
    change(&message)
    return message
  }

  /// A query for one name.
  package static func query(
    _ name: String, _ qtype: QTYPE = .a, _ qclass: QCLASS = .in, flags: UInt16 = 0,
    additional: [[UInt8]] = []
  ) -> Message {
    Message(flags: flags, questions: [question(name, qtype, qclass)], additional: additional)
  }

  package var octets: [UInt8] {
    let sections = [questions, answer, authority, additional]
    let counts = sections.indices.map { self.counts[$0] ?? UInt16(sections[$0].count) }
    return ([id, flags] + counts).flatMap { octetPair($0) } + sections.joined().joined() + trailing
  }
}

/// The wire form of a name in presentation form.
package func wire(_ name: String) -> [UInt8] {
  guard let name = try? DomainName(presentation: name) else { fatalError("\(name) is no name") }
  return name.wireForm
}

package func name(_ text: String) -> DomainName {
  guard let name = try? DomainName(presentation: text) else { fatalError("\(text) is no name") }
  return name
}

package func question(_ name: String, _ qtype: QTYPE = .a, _ qclass: QCLASS = .in) -> [UInt8] {
  wire(name) + octetPair(qtype.rawValue) + octetPair(qclass.rawValue)
}

/// - Parameter length: RDLENGTH, where it is not the true one.
package func record(
  owner: [UInt8] = [0], _ type: RRType, class rrclass: QCLASS = .in, ttl: UInt32 = 0, length: UInt16? = nil,
  _ rdata: [UInt8]
) -> [UInt8] {
  owner + octetPair(type.rawValue) + octetPair(rrclass.rawValue) + octetPair(UInt16(ttl >> 16))
    + octetPair(UInt16(ttl & 0xFFFF)) + octetPair(length ?? UInt16(rdata.count)) + rdata
}

package func addressRecord(_ owner: String = "x.example") -> [UInt8] {
  record(owner: wire(owner), .a, [192, 0, 2, 1])
}

package func option(_ code: UInt16, _ data: [UInt8] = [], length: UInt16? = nil) -> [UInt8] {
  octetPair(code) + octetPair(length ?? UInt16(data.count)) + data
}

/// - Parameter flags: DO and the Z bits.
package func opt(
  owner: [UInt8] = [0], size: UInt16 = 1_232, extendedRCODE: UInt8 = 0, version: UInt8 = 0,
  flags: UInt16 = 0, length: UInt16? = nil, _ options: [UInt8]...
) -> [UInt8] {
  let ttl = UInt32(extendedRCODE) << 24 | UInt32(version) << 16 | UInt32(flags)
  return record(
    owner: owner, .opt, class: QCLASS(rawValue: size), ttl: ttl, length: length, Array(options.joined()))
}

package func cookie(_ length: Int) -> [UInt8] {
  option(10, (0..<length).map { UInt8(truncatingIfNeeded: $0) })
}

/// - Parameter macSize: MAC Size, where it is not the true one.
package func tsig(
  key: String = "key.example", algorithm: String = "hmac-sha256", rrclass: QCLASS = .any,
  macSize: UInt16? = nil
) -> [UInt8] {
  let mac = [UInt8](repeating: 0xAB, count: 32)
  let rdata =
    wire(algorithm) + [0, 0, 0x65, 0x43, 0x21, 0x00] + octetPair(300) + octetPair(macSize ?? 32) + mac
    + octetPair(0x1234) + octetPair(0) + octetPair(0)
  return record(owner: wire(key), .tsig, class: rrclass, rdata)
}

/// Types that tests ask for.
extension QTYPE {
  package static let a = QTYPE(RRType.a)
  package static let ns = QTYPE(RRType.ns)
  package static let cname = QTYPE(RRType.cname)
  package static let soa = QTYPE(RRType.soa)
  package static let mx = QTYPE(RRType.mx)
  package static let txt = QTYPE(RRType.txt)
  package static let aaaa = QTYPE(RRType.aaaa)
  package static let opt = QTYPE(RRType.opt)
  package static let ds = QTYPE(RRType.ds)
  package static let rrsig = QTYPE(RRType.rrsig)
  package static let tkey = QTYPE(RRType.tkey)
  package static let tsig = QTYPE(RRType.tsig)
}

package func hex(_ text: String) -> [UInt8] {
  let digits = text.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// A name of so many octets, in labels of `a`.
package func longName(octets: Int, ending: [UInt8] = [0]) -> [UInt8] {
  var name: [UInt8] = []
  var left = octets - ending.count
  while left > 0 {
    // Never leaves one octet, which no label could fill.
    let length = left > 64 ? min(63, left - 3) : left - 1
    name += [UInt8(length)] + [UInt8](repeating: UInt8(ascii: "a"), count: length)
    left -= length + 1
  }
  return name + ending
}
