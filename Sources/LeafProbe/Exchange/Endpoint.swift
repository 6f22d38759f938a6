import Glibc
import ProgramSupport

enum Transport: String, CaseIterable, Sendable {
  case udp, tcp
}

enum AddressFamily: Sendable {
  case ipv4, ipv6
}

/// One address and port of the server.
struct Endpoint: Hashable, Sendable, CustomStringConvertible {
  /// The numeric address; a link-local one with its zone.
  let address: String
  let port: UInt16
  let family: AddressFamily

  /// As `dig @address -p port` takes it apart from the port: `192.0.2.1:53`, `[2001:db8::1]:53`.
  var description: String { family == .ipv6 ? "[\(address)]:\(port)" : "\(address):\(port)" }

  /// The server's name has no address that can be used.
  struct ResolutionError: Error, CustomStringConvertible {
    let description: String
  }

  /// All addresses of a server.
  ///
  /// - Parameter family: Only addresses of this family; nil for both.
  static func resolve(
    _ server: String, port: UInt16, family: AddressFamily?
  ) throws(ResolutionError) -> [Endpoint] {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
    unsafe hints.ai_family = family.map { $0 == .ipv4 ? AF_INET : AF_INET6 } ?? AF_UNSPEC
    var found: UnsafeMutablePointer<addrinfo>?
    let status = unsafe getaddrinfo(server, String(port), &hints, &found)
    guard status == 0 else {
      let reason =
        status == EAI_SYSTEM ? describe(errno: errno) : unsafe String(cString: gai_strerror(status))
      throw ResolutionError(
        description: "cannot find the address of \(server): \(reason); check the name, or give an address")
    }
    defer { unsafe freeaddrinfo(found) }
    var endpoints: [Endpoint] = []
    var next = unsafe found
    while let entry = unsafe next {
      if let endpoint = unsafe Endpoint(entry.pointee.ai_addr, length: entry.pointee.ai_addrlen),
        !endpoints.contains(endpoint)
      {
        endpoints.append(endpoint)
      }
      unsafe next = entry.pointee.ai_next
    }
    return endpoints
  }
}

extension Endpoint {
  init?(_ socketAddress: UnsafePointer<sockaddr>?, length: socklen_t) {
    guard let socketAddress = unsafe socketAddress else { return nil }
    var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    var service = [CChar](repeating: 0, count: Int(NI_MAXSERV))
    let status = unsafe getnameinfo(
      socketAddress, length, &host, socklen_t(host.count), &service, socklen_t(service.count),
      NI_NUMERICHOST | NI_NUMERICSERV)
    guard status == 0, let port = UInt16(text(service)) else { return nil }
    address = text(host)
    self.port = port
    family = unsafe Int32(socketAddress.pointee.sa_family) == AF_INET6 ? .ipv6 : .ipv4
  }

  /// Whether it is on this machine.
  var isLoopback: Bool { IPAddress(address)?.isLoopback ?? false }

  /// Whether the whole Internet can reach the address; false for loopback, private and link-local ones.
  var isPublic: Bool {
    switch family {
    case .ipv4:
      let octets = address.split(separator: ".").compactMap { UInt8($0) }
      guard octets.count == 4 else { return false }
      return ![0, 10, 127].contains(octets[0]) && octets.prefix(2) != [169, 254]
        && octets.prefix(2) != [192, 168]
        && !(octets[0] == 172 && (16...31).contains(octets[1]))
        && !(octets[0] == 100 && (64...127).contains(octets[1]))
    case .ipv6: return address.hasPrefix("2") || address.hasPrefix("3")
    }
  }

  /// The address as the system's calls take it.
  func withSocketAddress<Result>(_ body: (UnsafePointer<sockaddr_storage>, socklen_t) -> Result) -> Result {
    var hints = unsafe addrinfo()
    unsafe hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
    unsafe hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    var storage = sockaddr_storage()
    var length = socklen_t(0)
    if unsafe getaddrinfo(address, String(port), &hints, &found) == 0, let entry = unsafe found {
      length = unsafe entry.pointee.ai_addrlen
      unsafe withUnsafeMutableBytes(of: &storage) { octets in
        unsafe octets.copyMemory(
          from: UnsafeRawBufferPointer(start: entry.pointee.ai_addr, count: Int(length)))
      }
      unsafe freeaddrinfo(entry)
    }
    return unsafe withUnsafePointer(to: &storage) { unsafe body($0, length) }
  }
}

private func text(_ octets: [CChar]) -> String {
  String(decoding: octets.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}
