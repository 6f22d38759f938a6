import DNSWire

// Names that tell something of the client or the server.
extension Zone {
  /// - Returns: Whether it is such a name.
  func answerInformation(
    _ lookUp: LookUp, _ labels: Span<UInt16>, in octets: Span<UInt8>, at place: ZoneSet.Place,
    into answer: inout Answer
  ) -> Bool {
    guard labels.count == 1 else { return false }
    let label = octets.text(ofLabelAt: labels[0])
    if policy.informational.hasClient, octets.equalsIgnoringCase(label, "ip") {
      answerClient(lookUp, at: place, into: &answer)
    } else if let version = apexRecords.version, octets.equalsIgnoringCase(label, "version") {
      answerText(version, lookUp, at: place, into: &answer)
    } else if let status = apexRecords.status, octets.equalsIgnoringCase(label, "status") {
      answerText(status, lookUp, at: place, into: &answer)
    } else {
      return false
    }
    return true
  }

  private func answerClient(_ lookUp: LookUp, at place: ZoneSet.Place, into answer: inout Answer) {
    switch (answer.client, lookUp.qtype) {
    case (.ipv4(let address), QTYPE(.a)): answer.append(.address(address, ttl: 0, lookUp.owner))
    case (.ipv6(let address), QTYPE(.aaaa)): answer.append(address, ttl: 0, lookUp.owner)
    case (_, QTYPE(.txt)): answer.append(.client(lookUp.owner))
    case (_, .any):
      guard showsMadeRecords(lookUp, place, into: &answer) else { return }
      answer.append(.client(lookUp.owner))
    default:
      _ = answerNoData(lookUp, place, into: &answer)
      return
    }
    answer.decideWithAuthority(.information)
  }

  private func answerText(
    _ text: RRsetIndex, _ lookUp: LookUp, at place: ZoneSet.Place, into answer: inout Answer
  ) {
    if lookUp.qtype == .any {
      guard showsMadeRecords(lookUp, place, into: &answer) else { return }
    } else if !(lookUp.qtype == RRType.txt) {
      _ = answerNoData(lookUp, place, into: &answer)
      return
    }
    answer.append(.stored(text, place.zone, lookUp.owner))
    answer.decideWithAuthority(.information)
  }
}

extension Span where Element == UInt8 {
  fileprivate func equalsIgnoringCase(_ range: Range<Int>, _ text: StaticString) -> Bool {
    let name = Array("\(text)".utf8)
    return range.count == name.count
      && name.indices.allSatisfy { DomainName.lowercased(self[range.lowerBound + $0]) == name[$0] }
  }
}

/// The addresses that a resolver says it asks for (RFC 7871 §6).
struct ClientSubnet: CustomStringConvertible {
  /// Of an IPv4 address the lowest 32 bits.
  private var address = IPv6Address(high: 0, low: 0)
  private var length: UInt8 = 0
  /// ADDRESS FAMILY; 0 for none.
  private var family: UInt8 = 0

  init() {}

  /// - Parameter data: Of the option.
  fileprivate init(_ data: Range<UInt16>, in message: Span<UInt8>) {
    guard data.count >= 4 else { return }
    let start = Int(data.lowerBound)
    let (family, length) = (message.uint16(at: start), message[start + 2])
    guard data.count - 4 == (Int(length) + 7) / 8, family == 1 && length <= 32 || family == 2 && length <= 128
    else { return }
    var address: UInt128 = 0
    for index in 0..<data.count - 4 { address |= UInt128(message[start + 4 + index]) << (120 - 8 * index) }
    self.family = UInt8(family)
    self.length = length
    self.address = IPv6Address(family == 1 ? address >> 96 : address)
  }

  /// Empty for none.
  var description: String {
    switch family {
    case 1: "edns0-client-subnet \(IPv4Address(rawValue: UInt32(truncatingIfNeeded: address.low)))/\(length)"
    case 2: "edns0-client-subnet \(address)/\(length)"
    default: ""
    }
  }
}

extension Query {
  @inline(never)  // Hardly anybody asks for it.
  func clientSubnet(in message: Span<UInt8>) -> ClientSubnet {
    guard case .sound(let edns) = edns else { return ClientSubnet() }
    return ClientSubnet(edns.clientSubnet, in: message)
  }
}
