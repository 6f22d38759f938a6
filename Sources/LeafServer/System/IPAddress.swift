import Glibc
import LeafCore

// Addresses as the C library has them, and as text.

extension IPAddress: LosslessStringConvertible {
  package init?(_ text: String) {
    var v4 = in_addr()
    var v6 = in6_addr()
    if unsafe inet_pton(AF_INET, text, &v4) == 1 {
      self = .ipv4(IPv4Address(v4))
    } else if unsafe inet_pton(AF_INET6, text, &v6) == 1 {
      self = .ipv6(IPv6Address(v6))
    } else {
      return nil
    }
  }

  package var description: String {
    switch self {
    case .ipv4(let address): address.description
    case .ipv6(let address): address.description
    }
  }

  var isIPv6: Bool {
    switch self {
    case .ipv4: false
    case .ipv6: true
    }
  }

  /// Datagrams to any address of the machine arrive here.
  var isWildcard: Bool {
    switch self {
    case .ipv4(let address): address.rawValue == 0
    case .ipv6(let address): address.high == 0 && address.low == 0
    }
  }
}

extension IPv4Address {
  init(_ address: in_addr) { self.init(rawValue: UInt32(bigEndian: address.s_addr)) }

  var in4: in_addr { in_addr(s_addr: rawValue.bigEndian) }
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
