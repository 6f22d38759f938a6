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
