import DNSWire

// Names that tell something of the client or the server.
extension Zone {
  /// - Returns: Whether it is such a name.
  func answerInformation(
    _ lookUp: LookUp, _ labels: Span<UInt16>, in octets: Span<UInt8>, at place: ZoneSet.Place,
    into answer: inout Answer
  ) -> Bool {
    switch informationalName(labels, in: octets) {
    case .client: answerClient(lookUp, at: place, into: &answer)
    case .text(let text): answerText(text, lookUp, at: place, into: &answer)
    case nil: return false
    }
    return true
  }

  private enum Information {
    case client
    case text(RRsetIndex)
  }

  /// Whether a name below the zone's is one of those.
  func isInformational(_ labels: Span<UInt16>, in octets: Span<UInt8>) -> Bool {
    informationalName(labels, in: octets) != nil
  }

  /// The types of such a name; nil for any other.
  func informationalTypes(
    _ labels: Span<UInt16>, in octets: Span<UInt8>, _ answer: borrowing Answer
  ) -> DeniedTypes? {
    switch informationalName(labels, in: octets) {
    case .client: answer.client.isIPv6 ? [.aaaa, .txt] : [.a, .txt]
    case .text: .txt
    case nil: nil
    }
  }

  private func informationalName(_ labels: Span<UInt16>, in octets: Span<UInt8>) -> Information? {
    guard labels.count == 1 else { return nil }
    let label = octets.text(ofLabelAt: labels[0])
    if policy.informational.hasClient, octets.isLabel(label, .ip) { return .client }
    if let version = apexRecords.version, octets.isLabel(label, .version) { return .text(version) }
    if let status = apexRecords.status, octets.isLabel(label, .status) { return .text(status) }
    return nil
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

extension [UInt8] {
  fileprivate static let ip = Array("ip".utf8)
  fileprivate static let version = Array("version".utf8)
  fileprivate static let status = Array("status".utf8)
  fileprivate static let clientSubnet = Array("edns0-client-subnet ".utf8)
}

extension Span where Element == UInt8 {
  /// Whether a label is a text, whatever its case.
  func isLabel(_ label: Range<Int>, _ text: [UInt8]) -> Bool {
    label.count == text.count && equalsIgnoringCase(label, text.span, text.indices)
  }
}

/// The addresses that a resolver says it asks for (RFC 7871 §6).
struct ClientSubnet {
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

  /// Writes it as a text.
  ///
  /// - Returns: How long that is; 0 for none.
  func write(to text: inout NameBuffer) -> Int {
    guard family > 0 else { return 0 }
    let title = [UInt8].clientSubnet
    let start = text.write(title.span, title.indices, at: 0)
    let first: IPAddress =
      family == 1 ? .ipv4(IPv4Address(rawValue: UInt32(truncatingIfNeeded: address.low))) : .ipv6(address)
    var end = text.writeText(of: first, at: start)
    text[end] = UInt8(ascii: "/")
    end += 1
    text.write(decimal: length, at: &end)
    return end
  }
}

extension Query {
  @inline(never)  // Hardly anybody asks for it.
  func clientSubnet(in message: Span<UInt8>) -> ClientSubnet {
    guard case .sound(let edns) = edns else { return ClientSubnet() }
    return ClientSubnet(edns.clientSubnet, in: message)
  }
}
