/// Where leaf listens.
package struct SocketSettings: Equatable, Sendable {
  package var listen: [ListenAddress] = []
  /// nil for one a core.
  var threads: Int?
  let coreCount: Int

  init(coreCount: Int) { self.coreCount = coreCount }

  /// On each address.
  package var udpWorkers: Int {
    get { threads ?? min(coreCount, 256) }
    set { threads = newValue }
  }
}

extension SettingGroup {
  static let sockets = SettingGroup("Sockets") {
    Setting.server(
      "listen", "LEAF_LISTEN", .listen, \.sockets.listen, default: "0.0.0.0:5300", traits: .needsRestart,
      "Where to listen, over UDP and TCP; an IPv6 address in brackets, port 0 for any free one.")
    Setting.server(
      "server.udp_workers", "LEAF_UDP_WORKERS", .threads, \.sockets.threads, default: "cores",
      traits: [.needsRestart, .inForce], "Threads, each with its own socket, that answer UDP on each address."
    )
  }
}
