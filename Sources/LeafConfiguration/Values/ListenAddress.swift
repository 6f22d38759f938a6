import DNSWire

/// An address and port to listen on, for UDP and TCP.
package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
  /// Where: of one interface, or of all (`0.0.0.0`, `::`).
  package let ip: IPAddress
  /// 0 for any that is free.
  package let port: UInt16

  package init(ip: IPAddress, port: UInt16) {
    self.ip = ip
    self.port = port
  }

  /// `address:port`, an IPv6 address in brackets; nil if `text` is not that.
  package init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"),
      let port: UInt16 = try? parseNumber(String(text[text.index(after: colon)...]), in: 0...65_535)
    else { return nil }
    let host = text[..<colon]
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    guard let ip = IPAddress(String(isBracketed ? host.dropFirst().dropLast() : host)),
      ip.isIPv6 == isBracketed
    else { return nil }
    self.init(ip: ip, port: port)
  }

  /// What a text stands for: one address and port, or with nothing or * for the address, every address of both families.
  /// Empty if `text` is neither.
  static func all(in text: String) -> [ListenAddress] {
    let port = text.hasPrefix("*") ? text.dropFirst() : text[...]
    guard port.hasPrefix(":") else { return [ListenAddress(text)].compactMap { $0 } }
    return ["0.0.0.0\(port)", "[::]\(port)"].compactMap(ListenAddress.init)
  }

  package var description: String { ip.isIPv6 ? "[\(ip)]:\(port)" : "\(ip):\(port)" }
}
