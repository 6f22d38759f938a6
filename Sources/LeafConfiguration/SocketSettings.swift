/// Where leaf listens.
package struct SocketSettings: Equatable, Sendable {
  /// For UDP and TCP, each address and port once; at least one.
  package var listen: [ListenAddress] = []
  /// On each address.
  package private(set) var udpWorkers = 1
  /// Whether another leaf of the same user may have an address too, to take over from it.
  package var takesOver = false
  private let coreCount: Int

  init(coreCount: Int) { self.coreCount = coreCount }

  /// The same; set to nil it is one a core.
  var threads: Int? {
    get { udpWorkers }
    set { udpWorkers = newValue ?? min(coreCount, 256) }
  }
}

extension SocketSettings {
  @Rows<SocketSettings> static var rows: [Row<SocketSettings>] {
    Row(
      "listen", "LEAF_LISTEN", .listen, \.listen, default: "0.0.0.0:5300", traits: .needsRestart,
      "Where to listen, over UDP and TCP; an IPv6 address in brackets, no address (:53) for every one of both families,"
        + " port 0 for any free one.")
    Row(
      "server.udp_workers", "LEAF_UDP_WORKERS", .threads, \.threads, default: "cores",
      traits: [.needsRestart, .inForce], "Threads, each with its own socket, that answer UDP on each address."
    )
    Row(
      "server.take_over", "LEAF_TAKE_OVER", .flag, \.takesOver, default: false, traits: .needsRestart,
      "Whether to start beside a running leaf of the same user on the same addresses, to take over from it without"
        + " losing a query over UDP; until that one stops, each has a part of the queries.")
  }
}
