import DNSWire
import Glibc
import NIOCore

/// Where a query came from.
package struct Peer: Sendable {
  let address: IPAddress
  let port: UInt16

  package init(address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
  }
}

// Of a family other than IPv4 and IPv6 there is none.
extension Peer {
  init?(_ name: inout sockaddr_storage) {
    switch Int32(name.ss_family) {
    case AF_INET:
      self.init(unsafe withUnsafeBytes(of: &name) { unsafe $0.load(as: sockaddr_in.self) })
    case AF_INET6:
      self.init(unsafe withUnsafeBytes(of: &name) { unsafe $0.load(as: sockaddr_in6.self) })
    default:
      return nil
    }
  }

  init?(_ address: SocketAddress) {
    switch address {
    case .v4(let address): self.init(address.address)
    case .v6(let address): self.init(address.address)
    case .unixDomainSocket: return nil
    }
  }

  private init(_ name: sockaddr_in) {
    self.init(address: .ipv4(IPv4Address(name.sin_addr)), port: UInt16(bigEndian: name.sin_port))
  }

  private init(_ name: sockaddr_in6) {
    self.init(address: .ipv6(IPv6Address(name.sin6_addr)), port: UInt16(bigEndian: name.sin6_port))
  }
}
