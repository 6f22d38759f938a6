import DNSWire
import Glibc

// Addresses as the C library has them.

extension IPv4Address {
  init(_ address: in_addr) { self.init(rawValue: UInt32(bigEndian: address.s_addr)) }

  var in4: in_addr { in_addr(s_addr: rawValue.bigEndian) }
}

extension IPv6Address {
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
}
