import DNSWire
import LeafCore

extension Kind where Value == [ListenAddress] {
  static let listen = list("ADDRESS:PORT", id: \.self, show: \.description) {
    value throws(SettingError) -> [ListenAddress] in
    let text = try value.single()
    let addresses = ListenAddress.all(in: text)
    guard !addresses.isEmpty else {
      throw SettingError(
        found: text, allowed: "an address and port, such as 192.0.2.1:53 or [2001:db8::1]:53")
    }
    return addresses
  }
}

extension Kind where Value == [IPPrefix] {
  /// Addresses that begin alike.
  static let prefixes = list("PREFIX", id: \.self, show: \.text) { value throws(SettingError) in
    try parsePrefix(value.single())
  }
}

extension Kind where Value == [AddressChoice] {
  /// Prefixes and groups of addresses.
  static let addresses = list("PREFIX|GROUP", id: \.self, show: \.text) { value throws(SettingError) in
    let text = try value.single()
    if let group = AddressGroup(rawValue: text) { return .group(group) }
    if text.first?.isLetter == true, !text.contains(":") {
      let groups = AddressGroup.allCases.map(\.rawValue).joined(separator: ", ")
      throw SettingError(found: text, allowed: "a prefix, such as 192.0.2.0/24, or one of \(groups)")
    }
    return .prefix(try parsePrefix(text))
  }
}

extension AddressChoice {
  fileprivate var text: String {
    switch self {
    case .prefix(let prefix): prefix.text
    case .group(let group): group.rawValue
    }
  }
}

extension Kind where Value == BlockedAnswer {
  /// A word, or an address of either family.
  static let blockedAnswer = Kind(
    placeholder: "nodata|nxdomain|refused|ADDRESS", form: .list,
    read: { given, faults in
      let earlierFaults = faults.count
      let answers = given.flatMap { $0.elements(.list) }.compactMap { element in
        element.read(
          by: { value throws(SettingError) in try parseBlockedAnswer(value.single()) }, &faults)
      }
      guard let first = answers.first, faults.count == earlierFaults else { return nil }
      return answers.dropFirst().reduce(first as BlockedAnswer?) { all, next in
        guard let both = all?.with(next) else {
          let error = SettingError(
            found: SettingValue(texts: answers.map(\.text)).flat,
            allowed: "a single word, or an IPv4 and an IPv6 address")
          if faults.count == earlierFaults, let origin = given.first?.origin {
            faults.append(Fault(origin: origin, error: error))
          }
          return nil
        }
        return both
      }
    }, show: { .text($0.text) })
}

private func parseBlockedAnswer(_ text: String) throws(SettingError) -> BlockedAnswer {
  switch text {
  case "nodata": return .nodata
  case "nxdomain": return .nxdomain
  case "refused": return .refused
  default: break
  }
  switch IPAddress(text) {
  case .ipv4(let address): return .addresses(ipv4: address, ipv6: nil)
  case .ipv6(let address): return .addresses(ipv4: nil, ipv6: address)
  case nil: throw SettingError(found: text, allowed: "nodata or nxdomain or refused or an address")
  }
}

extension BlockedAnswer {
  /// Both addresses; nil for anything else.
  fileprivate func with(_ other: BlockedAnswer) -> BlockedAnswer? {
    guard case .addresses(let ipv4, let ipv6) = self,
      case .addresses(let otherIPv4, let otherIPv6) = other,
      ipv4 == nil || otherIPv4 == nil, ipv6 == nil || otherIPv6 == nil
    else { return nil }
    return .addresses(ipv4: ipv4 ?? otherIPv4, ipv6: ipv6 ?? otherIPv6)
  }

  fileprivate var text: String {
    switch self {
    case .nodata: "nodata"
    case .nxdomain: "nxdomain"
    case .refused: "refused"
    case .addresses(let ipv4, let ipv6):
      [ipv4.map(\.description), ipv6.map(\.description)].compactMap { $0 }.joined(separator: ",")
    }
  }
}

extension IPPrefix {
  fileprivate var text: String { length == address.bitCount ? "\(address)" : "\(address)/\(length)" }
}

/// An address, or one with the number of bits that count.
private func parsePrefix(_ text: String) throws(SettingError) -> IPPrefix {
  let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
  guard let first = parts.first, let address = IPAddress(String(first)) else {
    throw SettingError(found: text, allowed: "an address or prefix, such as 192.0.2.0/24 or 2001:db8::/32")
  }
  guard parts.count == 2 else { return IPPrefix(address) }
  guard let length = try? parseNumber(String(parts[1]), in: 0...address.bitCount) else {
    throw SettingError(
      found: text, allowed: "a prefix: after / stands a whole number from 0 to \(address.bitCount)")
  }
  guard let prefix = IPPrefix(address, length: length) else {
    let right = "\(address.network(length))/\(length)"
    throw SettingError(
      found: text, allowed: "a prefix: only its first \(length) bits may be set, as in \(right)")
  }
  return prefix
}
