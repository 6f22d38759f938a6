import DNSWire
import LeafCore
import NIOCore

// The one place that knows every setting.
extension Setting {
  static let all: [Setting] = [
    zones, hosts, zoneNS, zoneHostmaster, ttl, any, soaSerial, soaRefresh, soaRetry, soaExpire, soaMinimum,
    serverID, versionText, cookies, cookieSecret, listen, udpWorkers, tcpIdleTimeout, tcpReadTimeout,
    tcpWriteTimeout, maxTCPFrame, maxUDPRequest,
  ]

  static let zones = list(
    "LEAF_ZONES", alias: "LEAF_ZONE", \.zones, default: nil, "ZONE",
    "Zones to serve; at least one."
  ) { items throws(SettingError) in
    var zones: [DomainName] = []
    for item in items {
      let zone = try parseName(item)
      if !zones.contains(zone) { zones.append(zone) }
    }
    return zones
  }

  static let hosts = list(
    "LEAF_HOSTS", \.hosts, default: nil, "NAME=ADDR[+ADDR]",
    "Names inside a zone with fixed IPv4 and IPv6 addresses, such as the name servers'."
  ) { items throws(SettingError) in
    var hosts: [Host] = []
    for item in items {
      let host = try parseHost(item)
      guard !hosts.contains(where: { $0.name == host.name }) else {
        throw SettingError(found: item, allowed: "the first of that name; join its addresses with +")
      }
      hosts.append(host)
    }
    return hosts
  }

  static let zoneNS = list(
    "LEAF_ZONE_NS", \.nameServers, default: nil, "NAME",
    "The name servers of every zone, the primary first; ns1.ZONE unless given."
  ) { items throws(SettingError) in
    guard items.count <= 16 else {
      throw SettingError(found: "\(items.count) names", allowed: "a list of at most 16 names")
    }
    var names: [DomainName] = []
    for item in items {
      let name = try parseName(item)
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  static let zoneHostmaster = single(
    "LEAF_ZONE_HOSTMASTER", \.hostmaster, default: nil, "NAME",
    "The mailbox of who runs the zones, as a name; hostmaster.ZONE unless given."
  ) { text throws(SettingError) in
    try parseName(text)
  }

  static let ttl = number(
    "LEAF_TTL", \.ttl, default: "60", 1...2_147_483_647, "TTL of positive answers, in seconds.")

  static let any = single(
    "LEAF_ANY", \.any, default: "refused", "refused|hinfo",
    "What a query for type ANY gets: REFUSED, or the HINFO record of RFC 8482."
  ) { text throws(SettingError) in
    guard let policy = AnyPolicy(rawValue: text) else {
      throw SettingError(found: text, allowed: "refused or hinfo")
    }
    return policy
  }

  static let soaSerial = number(
    "LEAF_SOA_SERIAL", \.soaSerial, default: "1", 0...UInt32.max, "Serial number.")
  static let soaRefresh = number(
    "LEAF_SOA_REFRESH", \.soaRefresh, default: "300", 0...2_147_483_647, "Refresh, in seconds.")
  static let soaRetry = number(
    "LEAF_SOA_RETRY", \.soaRetry, default: "60", 0...2_147_483_647, "Retry, in seconds.")
  static let soaExpire = number(
    "LEAF_SOA_EXPIRE", \.soaExpire, default: "86400", 0...2_147_483_647, "Expire, in seconds.")
  static let soaMinimum = number(
    "LEAF_SOA_MINIMUM", \.soaMinimum, default: "60", 1...2_147_483_647,
    "Minimum, in seconds: the most that a negative answer is kept for.")

  static let serverID = single(
    "LEAF_SERVER_ID", \.serverID, default: nil, "TEXT",
    "This server's name in NSID and for id.server and hostname.bind, at most 128 octets."
  ) { text throws(SettingError) in
    try parseText(text, atMost: 128)
  }

  static let versionText = single(
    "LEAF_VERSION_TEXT", \.versionText, default: nil, "TEXT",
    "The answer to version.bind and version.server, at most 255 octets."
  ) { text throws(SettingError) in
    try parseText(text, atMost: 255)
  }

  static let cookies = single(
    "LEAF_COOKIES", \.cookies, default: "true", "true|false",
    "Whether DNS cookies are given out and checked."
  ) { text throws(SettingError) in
    guard let value = Bool(text) else { throw SettingError(found: text, allowed: "true or false") }
    return value
  }

  static let cookieSecret = single(
    "LEAF_COOKIE_SECRET", \.cookieSecret, default: nil, "HEX",
    "The secret of the cookies, 32 hexadecimal digits, the same on all servers of an anycast address"
      + "; a random one at every start unless given."
  ) { text throws(SettingError) in
    // The value is a secret: an error must not repeat it.
    guard let secret = CookieSecret(hexadecimal: text) else {
      throw SettingError(found: "…", allowed: "32 hexadecimal digits")
    }
    return secret
  }

  static let listen = list(
    "LEAF_LISTEN", \.listen, default: "0.0.0.0:5300", "ADDRESS:PORT",
    "Where to listen, over UDP and TCP; an IPv6 address in brackets, port 0 for any free one."
  ) { items throws(SettingError) in
    var addresses: [ListenAddress] = []
    for item in items {
      guard let address = ListenAddress(item) else {
        throw SettingError(
          found: item, allowed: "an address and port, such as 192.0.2.1:53 or [2001:db8::1]:53")
      }
      guard address.port == 0 || !addresses.contains(address) else {
        throw SettingError(found: item, allowed: "given only once")
      }
      addresses.append(address)
    }
    return addresses
  }

  static let udpWorkers = single(
    "LEAF_UDP_WORKERS", \.udpWorkers, default: "cores", "N",
    "Threads, each with its own socket, that answer UDP on each address."
  ) { text throws(SettingError) in
    text == "cores" ? System.coreCount : try parseNumber(text, in: 1...256)
  }

  static let tcpIdleTimeout = milliseconds(
    "LEAF_TCP_IDLE_TIMEOUT_MS", \.tcpTimeouts.idle, default: "10000",
    "How long a TCP connection may wait for a query, in milliseconds.")
  static let tcpReadTimeout = milliseconds(
    "LEAF_TCP_READ_TIMEOUT_MS", \.tcpTimeouts.read, default: "3000",
    "How long a query over TCP may take to arrive, in milliseconds.")
  static let tcpWriteTimeout = milliseconds(
    "LEAF_TCP_WRITE_TIMEOUT_MS", \.tcpTimeouts.write, default: "3000",
    "How long a client may take to receive replies over TCP, in milliseconds.")

  static let maxTCPFrame = number(
    "LEAF_MAX_TCP_FRAME_BYTES", \.maximumFrameLength, default: "4096", 12...65_535,
    "The longest query over TCP, in octets; a longer one ends the connection.")
  static let maxUDPRequest = number(
    "LEAF_MAX_UDP_REQUEST_BYTES", \.maximumDatagramLength, default: "1232", 12...65_535,
    "The longest query over UDP, in octets; a longer one gets no reply.")
}

private func parseName(_ text: String) throws(SettingError) -> DomainName {
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
private func parseHost(_ text: String) throws(SettingError) -> Host {
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
    case .v4(let address): if !host.ipv4.contains(address) { host.ipv4.append(address) }
    case .v6(let address): if !host.ipv6.contains(address) { host.ipv6.append(address) }
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
