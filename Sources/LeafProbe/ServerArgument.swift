import ArgumentParser
import Glibc

/// A server as the command line names it: `192.0.2.1`, `ns1.example.net`, `2001:db8::1#5300`.
struct ServerArgument {
  /// A name or an address.
  let host: String
  /// A port of its own; nil for the one that is given for all.
  let port: UInt16?

  init(_ text: String) throws {
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    host = parts[0]
    guard !host.isEmpty else {
      throw ValidationError("@\(text) names no server: give a name or an address, as @192.0.2.1")
    }
    guard parts.count == 2 else {
      port = nil
      return
    }
    guard let number = UInt16(parts[1]), number > 0 else {
      throw ValidationError("\(parts[1]) in @\(text) is no port: a port is 1 to 65535")
    }
    port = number
  }

  /// The family of the address that the host is; nil where it is a name.
  var family: AddressFamily? {
    var address = in6_addr()
    if unsafe inet_pton(AF_INET, host, &address) == 1 { return .ipv4 }
    // A link-local address may name its interface.
    return unsafe inet_pton(AF_INET6, String(host.prefix { $0 != "%" }), &address) == 1 ? .ipv6 : nil
  }
}
