import LeafCore

/// How much is done for whom.
package struct LimitSettings: Equatable, Sendable {
  /// Of queries and answers.
  package var queries = Limits()
  /// Of TCP connections.
  package var connections = ConnectionLimits(total: 0, perAddress: 0)
  /// Of each TCP connection.
  package var timeouts = StreamTimeouts(idle: .zero, read: .zero, write: .zero)
  /// Of a query over TCP, in octets.
  package var maximumFrameLength = 0
  /// Of a query over UDP.
  package var maximumDatagramLength = 0
}

extension LimitSettings {
  @Rows<LimitSettings> static var rows: [Row<LimitSettings>] {
    Row(
      "limits.global_qps_limit", "LEAF_GLOBAL_QPS_LIMIT", .rate, \.queries.globalQueries,
      default: 5_000, traits: .inForce, "Queries in a second that are answered, from all clients together.")
    Row(
      "limits.per_ip_qps_limit", "LEAF_PER_IP_QPS_LIMIT", .rate, \.queries.queriesPerAddress,
      default: 200, traits: .inForce, "Queries in a second that are answered, from one address.")
    Row(
      "limits.per_ip_invalid_qname_qps_limit", "LEAF_PER_IP_INVALID_QNAME_QPS_LIMIT", .rate,
      \.queries.invalidAnswersPerName, default: 20, traits: .inForce,
      "Answers of NXDOMAIN, REFUSED or FORMERR in a second, to one address for one name.")
    Row(
      "limits.limiter_max_tracked_ips", "LEAF_LIMITER_MAX_TRACKED_IPS", .number(1...1_000_000),
      \.queries.trackedAddresses, default: 10_000, traits: .inForce,
      "Addresses that the limit on queries remembers.")
    Row(
      "limits.invalid_qname_limiter_max_tracked_keys", "LEAF_INVALID_QNAME_LIMITER_MAX_TRACKED_KEYS",
      .number(1...1_000_000), \.queries.trackedNames, default: 50_000, traits: .inForce,
      "Addresses with names that the limit on such answers remembers.")
    Row(
      "limits.slip", "LEAF_SLIP", .number(0...1_000), \.queries.slip, default: 0, traits: .inForce,
      "Every so many UDP queries over a limit get a truncated response, to come back over TCP; 0 for none.")
    Row(
      "limits.ipv6_prefix", "LEAF_IPV6_PREFIX", .number(1...128), \.queries.ipv6Prefix, default: 64,
      traits: .inForce, "IPv6 addresses that share so many bits count as one.")
    Row(
      "limits.exempt", "LEAF_EXEMPT", .prefixes, \.queries.exempt, traits: .inForce,
      "Addresses and prefixes, such as 192.0.2.0/24, of clients that these limits spare.")
    Row(
      "limits.tcp_max_connections", "LEAF_TCP_MAX_CONNECTIONS", .number(1...1_000_000),
      \.connections.total, default: 1_024, traits: .inForce,
      "TCP connections at a time; for one more the longest idle ends.")
    Row(
      "limits.tcp_max_connections_per_ip", "LEAF_TCP_MAX_CONNECTIONS_PER_IP", .number(1...1_000_000),
      \.connections.perAddress, default: 64, traits: .inForce,
      "TCP connections at a time from one address; at most as many as from all.")
    Row(
      "limits.tcp_idle_timeout_ms", "LEAF_TCP_IDLE_TIMEOUT_MS", .milliseconds, \.timeouts.idle,
      default: 10_000, traits: .inForce, "How long a TCP connection may wait for a query, in milliseconds.")
    Row(
      "limits.tcp_read_timeout_ms", "LEAF_TCP_READ_TIMEOUT_MS", .milliseconds, \.timeouts.read,
      default: 3_000, traits: .inForce, "How long a query over TCP may take to arrive, in milliseconds.")
    Row(
      "limits.tcp_write_timeout_ms", "LEAF_TCP_WRITE_TIMEOUT_MS", .milliseconds, \.timeouts.write,
      default: 3_000, traits: .inForce,
      "How long a client may take to receive responses over TCP, in milliseconds.")
    Row(
      "limits.max_tcp_frame_bytes", "LEAF_MAX_TCP_FRAME_BYTES", .number(12...65_535),
      \.maximumFrameLength, default: 4_096, traits: .inForce,
      "The longest query over TCP, in octets; a longer one ends the connection.")
    Row(
      "limits.max_udp_request_bytes", "LEAF_MAX_UDP_REQUEST_BYTES", .number(12...65_535),
      \.maximumDatagramLength, default: 1_232, traits: .inForce,
      "The longest query over UDP, in octets; a longer one gets no response.")
  }
}
