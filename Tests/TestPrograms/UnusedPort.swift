import Glibc

/// A port that nothing has at any IPv4 address, over UDP or TCP: below those that the system gives to clients, which other
/// tests' programs are.
package func unusedPort() throws -> UInt16 {
  let range = try procText("/proc/sys/net/ipv4/ip_local_port_range").split { $0.isWhitespace }
  let end = UInt16(range.first ?? "") ?? 32_768
  for _ in 0..<100 {
    let port = UInt16.random(in: end / 2..<end)
    if isUnused(port, SOCK_DGRAM), isUnused(port, SOCK_STREAM) { return port }
  }
  throw NotReady(log: "no port below \(end) is free")
}

private func isUnused(_ port: UInt16, _ type: __socket_type) -> Bool {
  // A program that another test starts would keep it open.
  let descriptor = socket(AF_INET, Int32(type.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  guard descriptor >= 0 else { return false }
  defer { close(descriptor) }
  var name = sockaddr_in()
  name.sin_family = sa_family_t(AF_INET)
  name.sin_port = port.bigEndian
  return withUnsafePointer(to: &name) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  } == 0
}
