import Glibc
import LeafCore
import NIOCore

/// An address and port to listen on, for UDP and TCP.
struct ListenAddress: Equatable, Sendable, CustomStringConvertible {
  let ip: IPAddress
  let port: UInt16

  init(ip: IPAddress, port: UInt16) {
    self.ip = ip
    self.port = port
  }

  /// `address:port`, an IPv6 address in brackets; nil if `text` is not that.
  init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
      return nil
    }
    let host = text[..<colon]
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    guard let ip = IPAddress(String(isBracketed ? host.dropFirst().dropLast() : host)),
      ip.isIPv6 == isBracketed
    else { return nil }
    self.init(ip: ip, port: port)
  }

  var description: String { ip.isIPv6 ? "[\(ip)]:\(port)" : "\(ip):\(port)" }
}

/// An IPv4 or IPv6 address.
enum IPAddress: Equatable, Sendable {
  case v4(IPv4Address)
  case v6(IPv6Address)

  init?(_ text: String) {
    var v4 = in_addr()
    var v6 = in6_addr()
    if unsafe inet_pton(AF_INET, text, &v4) == 1 {
      self = .v4(IPv4Address(rawValue: UInt32(bigEndian: v4.s_addr)))
    } else if unsafe inet_pton(AF_INET6, text, &v6) == 1 {
      self = .v6(IPv6Address(v6))
    } else {
      return nil
    }
  }

  var isIPv6: Bool {
    switch self {
    case .v4: false
    case .v6: true
    }
  }

  /// Datagrams to any address of the machine arrive here.
  var isWildcard: Bool {
    switch self {
    case .v4(let address): address.rawValue == 0
    case .v6(let address): address.high == 0 && address.low == 0
    }
  }
}

extension IPAddress: CustomStringConvertible {
  var description: String {
    switch self {
    case .v4(let address): address.description
    case .v6(let address): address.description
    }
  }
}

extension IPv6Address: CustomStringConvertible {
  init(_ address: in6_addr) {
    self = unsafe withUnsafeBytes(of: address) { octets in
      unsafe IPv6Address(
        high: UInt64(bigEndian: octets.load(as: UInt64.self)),
        low: UInt64(bigEndian: octets.load(fromByteOffset: 8, as: UInt64.self)))
    }
  }

  var in6: in6_addr {
    var address = in6_addr()
    unsafe withUnsafeMutableBytes(of: &address) { octets in
      unsafe octets.storeBytes(of: high.bigEndian, as: UInt64.self)
      unsafe octets.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
    }
    return address
  }

  package var description: String {
    var address = in6
    return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
      // Fails only for an unknown family or too little room.
      guard let start = text.baseAddress,
        let printed = unsafe inet_ntop(AF_INET6, &address, start, socklen_t(text.count))
      else { return "" }
      return unsafe String(cString: printed)
    }
  }
}
