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

extension Query {
  /// The client's address, and the subnet that it asks for, as texts (RFC 7871 §6).
  func texts(of client: IPAddress, in message: Span<UInt8>) -> [[UInt8]] {
    var texts = [Array("\(client)".utf8)]
    guard case .sound(let edns) = edns, let subnet = message.clientSubnet(edns.clientSubnet) else {
      return texts
    }
    texts.append(Array("edns0-client-subnet \(subnet)".utf8))
    return texts
  }
}

extension Span where Element == UInt8 {
  /// `ADDRESS/LENGTH`; nil for an option that is none.
  fileprivate func clientSubnet(_ data: Range<UInt16>) -> String? {
    guard data.count >= 4 else { return nil }
    let start = Int(data.lowerBound)
    let (family, length) = (uint16(at: start), Int(self[start + 2]))
    let count = data.count - 4
    guard count == (length + 7) / 8 else { return nil }
    var address: UInt128 = 0
    for index in 0..<Swift.min(count, 16) {
      address |= UInt128(self[start + 4 + index]) << (120 - 8 * index)
    }
    switch family {
    case 1 where length <= 32:
      return "\(IPv4Address(rawValue: UInt32(truncatingIfNeeded: address >> 96)))/\(length)"
    case 2 where length <= 128: return "\(IPv6Address(address))/\(length)"
    default: return nil
    }
  }
}
