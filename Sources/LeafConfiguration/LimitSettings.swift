import LeafCore

/// How much is done for whom.
package struct LimitSettings: Equatable, Sendable {
  package var queries = Limits()
  package var connections = ConnectionLimits(total: 0, perAddress: 0)
  package var timeouts = StreamTimeouts(idle: .zero, read: .zero, write: .zero)
  /// Of a query over TCP, in octets.
  package var maximumFrameLength = 0
  /// Of a query over UDP.
  package var maximumDatagramLength = 0
}

extension SettingGroup {
  static let limits = SettingGroup("Limits") {
    Setting.server(
      "limits.global_qps_limit", "LEAF_GLOBAL_QPS_LIMIT", .rate, \.limits.queries.globalQueries,
      default: 5_000, traits: .inForce, "Queries in a second that are answered, from all clients together.")
    Setting.server(
      "limits.per_ip_qps_limit", "LEAF_PER_IP_QPS_LIMIT", .rate, \.limits.queries.queriesPerAddress,
      default: 200, traits: .inForce, "Queries in a second that are answered, from one address.")
    Setting.server(
      "limits.per_ip_invalid_qname_qps_limit", "LEAF_PER_IP_INVALID_QNAME_QPS_LIMIT", .rate,
      \.limits.queries.invalidAnswersPerName, default: 20, traits: .inForce,
      "Answers of NXDOMAIN, REFUSED or FORMERR in a second, to one address for one name.")
    Setting.server(
      "limits.limiter_max_tracked_ips", "LEAF_LIMITER_MAX_TRACKED_IPS", .number(1...1_000_000),
      \.limits.queries.trackedAddresses, default: 10_000, traits: .inForce,
      "Addresses that the limit on queries remembers.")
    Setting.server(
      "limits.invalid_qname_limiter_max_tracked_keys", "LEAF_INVALID_QNAME_LIMITER_MAX_TRACKED_KEYS",
      .number(1...1_000_000), \.limits.queries.trackedNames, default: 50_000, traits: .inForce,
      "Addresses with names that the limit on such answers remembers.")
    Setting.server(
      "limits.slip", "LEAF_SLIP", .number(0...1_000), \.limits.queries.slip, default: 0, traits: .inForce,
      "Every so many UDP queries over a limit get a truncated response, to come back over TCP; 0 for none.")
    Setting.server(
      "limits.ipv6_prefix", "LEAF_IPV6_PREFIX", .number(1...128), \.limits.queries.ipv6Prefix, default: 64,
      traits: .inForce, "IPv6 addresses that share so many bits count as one.")
    Setting.server(
      "limits.exempt", "LEAF_EXEMPT", .prefixes, \.limits.queries.exempt, traits: .inForce,
      "Addresses and prefixes, such as 192.0.2.0/24, of clients that these limits spare.")
    Setting.server(
      "limits.tcp_max_connections", "LEAF_TCP_MAX_CONNECTIONS", .number(1...1_000_000),
      \.limits.connections.total, default: 1_024, traits: .inForce,
      "TCP connections at a time; for one more the longest idle ends.")
    Setting.server(
      "limits.tcp_max_connections_per_ip", "LEAF_TCP_MAX_CONNECTIONS_PER_IP", .number(1...1_000_000),
      \.limits.connections.perAddress, default: 64, traits: .inForce,
      "TCP connections at a time from one address; at most as many as from all.")
    Setting.server(
      "limits.tcp_idle_timeout_ms", "LEAF_TCP_IDLE_TIMEOUT_MS", .milliseconds, \.limits.timeouts.idle,
      default: 10_000, traits: .inForce, "How long a TCP connection may wait for a query, in milliseconds.")
    Setting.server(
      "limits.tcp_read_timeout_ms", "LEAF_TCP_READ_TIMEOUT_MS", .milliseconds, \.limits.timeouts.read,
      default: 3_000, traits: .inForce, "How long a query over TCP may take to arrive, in milliseconds.")
    Setting.server(
      "limits.tcp_write_timeout_ms", "LEAF_TCP_WRITE_TIMEOUT_MS", .milliseconds, \.limits.timeouts.write,
      default: 3_000, traits: .inForce,
      "How long a client may take to receive responses over TCP, in milliseconds.")
    Setting.server(
      "limits.max_tcp_frame_bytes", "LEAF_MAX_TCP_FRAME_BYTES", .number(12...65_535),
      \.limits.maximumFrameLength, default: 4_096, traits: .inForce,
      "The longest query over TCP, in octets; a longer one ends the connection.")
    Setting.server(
      "limits.max_udp_request_bytes", "LEAF_MAX_UDP_REQUEST_BYTES", .number(12...65_535),
      \.limits.maximumDatagramLength, default: 1_232, traits: .inForce,
      "The longest query over UDP, in octets; a longer one gets no response.")
  }
}
