import DNSWire
import LeafCore
import Logging
import NIOCore

// The one place that knows every setting.
extension Setting {
  static let all: [Setting] = [
    config, zones, hosts, zoneNS, zoneHostmaster, ttl, any, soaSerial, soaRefresh, soaRetry, soaExpire,
    soaMinimum, serverID, versionText, cookies, cookieSecret, listen, udpWorkers, globalQPS, perIPQPS,
    perIPInvalidQNAMEQPS, maxTrackedIPs, maxTrackedKeys, slip, ipv6Prefix, tcpMaxConnections,
    tcpMaxConnectionsPerIP, tcpIdleTimeout, tcpReadTimeout, tcpWriteTimeout, maxTCPFrame, maxUDPRequest,
    logQueries, logDropClientIP, logLevel, logFormat,
  ]

  static let config = Setting(
    variable: "LEAF_CONFIG", alias: nil, toml: nil, tomlAlias: nil, defaultText: nil, placeholder: "FILE",
    help: "The configuration file; leaf.toml in the working directory, if there is one, unless given.",
    isList: false, isSecret: false
  ) { _, _ in [] }

  // Zones.

  static let zones = list(
    "LEAF_ZONES", alias: "LEAF_ZONE", toml: "zones", \.zones, default: nil, "ZONE",
    "Zones to serve; at least one.", id: { $0 }, into: { $0 }, parse: parseName)

  static let hosts = list(
    "LEAF_HOSTS", toml: "hosts", \.hosts, default: nil, "NAME=ADDR[+ADDR]",
    "Names inside a zone with fixed IPv4 and IPv6 addresses, such as the name servers'.", id: \.name,
    into: { $0 }, parse: parseHost)

  static let zoneNS = list(
    "LEAF_ZONE_NS", toml: "dns.zone_ns", \.nameServers, default: nil, "NAME",
    "The name servers of every zone, the primary first; ns1.ZONE unless given.", atMost: 16, id: { $0 },
    into: { $0 }, parse: parseName)

  static let zoneHostmaster = single(
    "LEAF_ZONE_HOSTMASTER", toml: "dns.zone_hostmaster", \.hostmaster, default: nil, "NAME",
    "The mailbox of who runs the zones, as a name; hostmaster.ZONE unless given."
  ) { text throws(SettingError) in
    // The dots of the part before @ are not those of a name (RFC 1035 §8).
    guard !text.contains("@") else {
      let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
      let name = parts[0].replacing(".", with: #"\."#) + "." + parts[1]
      throw SettingError(
        found: text, allowed: "a mailbox written as a name, such as \(name)")
    }
    return try parseName(text)
  }

  // Answers.

  static let ttl = number(
    "LEAF_TTL", toml: "dns.ttl", \.ttl, default: "60", 1...2_147_483_647,
    "TTL of positive answers, in seconds.")
  static let any = choice(
    "LEAF_ANY", toml: "dns.any", \.any, default: "refused",
    "What a query for type ANY gets: REFUSED, or the HINFO record of RFC 8482.")

  // SOA record.

  static let soaSerial = number(
    "LEAF_SOA_SERIAL", toml: "soa.serial", \.soaSerial, default: "1", 0...UInt32.max, "Serial number.")
  static let soaRefresh = number(
    "LEAF_SOA_REFRESH", toml: "soa.refresh", \.soaRefresh, default: "300", 0...2_147_483_647,
    "Refresh, in seconds.")
  static let soaRetry = number(
    "LEAF_SOA_RETRY", toml: "soa.retry", \.soaRetry, default: "60", 0...2_147_483_647, "Retry, in seconds.")
  static let soaExpire = number(
    "LEAF_SOA_EXPIRE", toml: "soa.expire", \.soaExpire, default: "86400", 0...2_147_483_647,
    "Expire, in seconds.")
  static let soaMinimum = number(
    "LEAF_SOA_MINIMUM", toml: "soa.minimum", \.soaMinimum, default: "60", 1...2_147_483_647,
    "Minimum, in seconds: the most that a negative answer is kept for.")

  // Identity and EDNS.

  static let serverID = single(
    "LEAF_SERVER_ID", toml: "identity.server_id", \.serverID, default: nil, "TEXT",
    "This server's name in NSID and for id.server and hostname.bind, at most 128 octets."
  ) { text throws(SettingError) in
    try parseText(text, atMost: Identity.Settings.maximumServerIDLength)
  }

  static let versionText = single(
    "LEAF_VERSION_TEXT", toml: "identity.version", \.versionText, default: nil, "TEXT",
    "The answer to version.bind and version.server, at most 255 octets."
  ) { text throws(SettingError) in
    try parseText(text, atMost: Identity.Settings.maximumTextLength)
  }

  static let cookies = boolean(
    "LEAF_COOKIES", toml: "edns.cookies", \.cookies, default: "true",
    "Whether DNS cookies are given out and checked.")

  static let cookieSecret = single(
    "LEAF_COOKIE_SECRET", toml: "edns.cookie_secret", \.cookieSecret, default: nil, "HEX", isSecret: true,
    "The secret of the cookies, 32 hexadecimal digits, the same on all servers of an anycast address;"
      + " a random one at every start unless given."
  ) { text throws(SettingError) in
    // The value is a secret: an error must not repeat it.
    guard let secret = CookieSecret(hexadecimal: text) else {
      throw SettingError(found: "…", allowed: "32 hexadecimal digits")
    }
    return secret
  }

  // Sockets.

  static let listen = list(
    "LEAF_LISTEN", toml: "listen", \.listen, default: "0.0.0.0:5300", "ADDRESS:PORT",
    "Where to listen, over UDP and TCP; an IPv6 address in brackets, port 0 for any free one.",
    id: \.self, into: { $0 }
  ) { text throws(SettingError) in
    guard let address = ListenAddress(text) else {
      throw SettingError(
        found: text, allowed: "an address and port, such as 192.0.2.1:53 or [2001:db8::1]:53")
    }
    return address
  }

  static let udpWorkers = single(
    "LEAF_UDP_WORKERS", toml: "server.udp_workers", \.udpWorkers, default: "cores", "N|cores",
    "Threads, each with its own socket, that answer UDP on each address."
  ) { text throws(SettingError) in
    text == "cores" ? min(System.coreCount, 256) : try parseNumber(text, in: 1...256, or: "cores")
  }

  // Limits.

  static let globalQPS = rate(
    "LEAF_GLOBAL_QPS_LIMIT", toml: "limits.global_qps_limit", \.limits.globalQueries, default: "5000",
    "Queries in a second that are answered, from all clients together.")
  static let perIPQPS = rate(
    "LEAF_PER_IP_QPS_LIMIT", toml: "limits.per_ip_qps_limit", \.limits.queriesPerAddress, default: "200",
    "Queries in a second that are answered, from one address.")
  static let perIPInvalidQNAMEQPS = rate(
    "LEAF_PER_IP_INVALID_QNAME_QPS_LIMIT", toml: "limits.per_ip_invalid_qname_qps_limit",
    \.limits.invalidAnswersPerName, default: "20",
    "Answers of NXDOMAIN, REFUSED or FORMERR in a second, to one address for one name.")
  static let maxTrackedIPs = number(
    "LEAF_LIMITER_MAX_TRACKED_IPS", toml: "limits.limiter_max_tracked_ips", \.limits.trackedAddresses,
    default: "10000", 1...1_000_000, "Addresses that the limit on queries remembers.")
  static let maxTrackedKeys = number(
    "LEAF_INVALID_QNAME_LIMITER_MAX_TRACKED_KEYS", toml: "limits.invalid_qname_limiter_max_tracked_keys",
    \.limits.trackedNames, default: "50000", 1...1_000_000,
    "Addresses with names that the limit on such answers remembers.")
  static let slip = number(
    "LEAF_SLIP", toml: "limits.slip", \.limits.slip, default: "0", 0...1_000,
    "Every so many UDP queries over a limit get a truncated response, to come back over TCP; 0 for none.")
  static let ipv6Prefix = number(
    "LEAF_IPV6_PREFIX", toml: "limits.ipv6_prefix", \.limits.ipv6Prefix, default: "64", 1...128,
    "IPv6 addresses that share so many bits count as one.")
  static let tcpMaxConnections = number(
    "LEAF_TCP_MAX_CONNECTIONS", toml: "limits.tcp_max_connections", \.connectionLimits.total, default: "1024",
    1...1_000_000, "TCP connections at a time; for one more the longest idle ends.")
  static let tcpMaxConnectionsPerIP = number(
    "LEAF_TCP_MAX_CONNECTIONS_PER_IP", toml: "limits.tcp_max_connections_per_ip",
    \.connectionLimits.perAddress, default: "64", 1...1_000_000,
    "TCP connections at a time from one address; at most as many as from all.")
  static let tcpIdleTimeout = milliseconds(
    "LEAF_TCP_IDLE_TIMEOUT_MS", toml: "limits.tcp_idle_timeout_ms", \.tcpTimeouts.idle, default: "10000",
    "How long a TCP connection may wait for a query, in milliseconds.")
  static let tcpReadTimeout = milliseconds(
    "LEAF_TCP_READ_TIMEOUT_MS", toml: "limits.tcp_read_timeout_ms", \.tcpTimeouts.read, default: "3000",
    "How long a query over TCP may take to arrive, in milliseconds.")
  static let tcpWriteTimeout = milliseconds(
    "LEAF_TCP_WRITE_TIMEOUT_MS", toml: "limits.tcp_write_timeout_ms", \.tcpTimeouts.write, default: "3000",
    "How long a client may take to receive responses over TCP, in milliseconds.")
  static let maxTCPFrame = number(
    "LEAF_MAX_TCP_FRAME_BYTES", toml: "limits.max_tcp_frame_bytes", \.maximumFrameLength, default: "4096",
    12...65_535, "The longest query over TCP, in octets; a longer one ends the connection.")
  static let maxUDPRequest = number(
    "LEAF_MAX_UDP_REQUEST_BYTES", toml: "limits.max_udp_request_bytes", \.maximumDatagramLength,
    default: "1232", 12...65_535, "The longest query over UDP, in octets; a longer one gets no response.")

  // Log.

  static let logQueries = boolean(
    "LEAF_LOG_QUERIES", toml: "logging.query_log_enabled", tomlAlias: "log_queries", \.log.queries,
    default: "false", "Whether each answer gets a line; neither names nor clients are in it.")
  static let logDropClientIP = boolean(
    "LEAF_LOG_DROP_CLIENT_IP", toml: "logging.drop_log_include_client_ip", tomlAlias: "log_drop_client_ip",
    \.log.clientAddressOnDrops, default: "false", "Whether lines about drops name the client, for fail2ban.")
  static let logLevel = choice(
    "LEAF_LOG_LEVEL", toml: "logging.level", \.log.level, default: "info", "The least that is written.")
  static let logFormat = choice(
    "LEAF_LOG_FORMAT", toml: "logging.format", \.log.format, default: "text",
    "Lines of text, or a JSON object a line.")
}

@Sendable private func parseName(_ text: String) throws(SettingError) -> DomainName {
  do {
    return try DomainName(presentation: text)
  } catch {
    throw SettingError(found: text, allowed: "a domain name: \(error.explanation)")
  }
}

private func parseText(_ text: String, atMost maximum: Int) throws(SettingError) -> [UInt8] {
  guard (1...maximum).contains(text.utf8.count) else {
    throw SettingError(found: text, allowed: "a text of 1 to \(maximum) octets")
  }
  return Array(text.utf8)
}

/// `name=addr[+addr]…`
@Sendable private func parseHost(_ text: String) throws(SettingError) -> Host {
  let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
  guard parts.count == 2 else {
    throw SettingError(found: text, allowed: "a host, such as ns1.dev.example.com=192.0.2.1+2001:db8::1")
  }
  let name = try parseName(String(parts[0].trimmed))
  if name.wireForm.starts(with: [1, UInt8(ascii: "*")]) {
    throw SettingError(found: text, allowed: "a host: wildcards are not supported")
  }
  var host = Host(name: name)
  for part in parts[1].split(separator: "+", omittingEmptySubsequences: false) {
    switch IPAddress(String(part.trimmed)) {
    case .ipv4(let address): if !host.ipv4.contains(address) { host.ipv4.append(address) }
    case .ipv6(let address): if !host.ipv6.contains(address) { host.ipv6.append(address) }
    case nil: throw SettingError(found: String(part), allowed: "an IPv4 or IPv6 address (of \(name))")
    }
  }
  guard max(host.ipv4.count, host.ipv6.count) <= Host.maximumAddresses else {
    throw SettingError(
      found: "\(name)", allowed: "a host of at most \(Host.maximumAddresses) addresses of either family")
  }
  return host
}

extension CookieSecret {
  fileprivate init?(hexadecimal text: String) {
    let digits = text.compactMap(\.hexDigitValue)
    guard digits.count == 32, text.count == 32 else { return nil }
    self.init(stride(from: 0, to: 32, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
  }
}

extension NameSyntaxError {
  var explanation: String {
    switch self {
    case .empty: "it is empty"
    case .emptyLabel: "it has an empty label"
    case .labelTooLong(let octets): "it has a label of \(octets) octets, and 63 are allowed"
    case .nameTooLong: "it has more than 255 octets"
    case .escape: "a backslash is followed neither by three digits up to 255 nor by a character"
    case .character(let scalar):
      "\(scalar.escaped(asASCII: true)) has to be written as \\DDD, or the name in its xn-- form"
    }
  }
}
