import DNSWire
import LeafCore

extension Kind where Value == [Host] {
  /// Names with addresses: keys of a table, or texts `NAME=ADDR[+ADDR]…`.
  static let hosts = list("NAME=ADDR[+ADDR]", .table, id: \.name, show: \.flat, parse: parseHost)
}

extension Host {
  fileprivate var flat: String {
    let addresses = ipv4.map { "\($0)" } + ipv6.map { "\($0)" }
    return "\(name)=\(addresses.joined(separator: "+"))"
  }
}

@Sendable private func parseHost(_ value: SettingValue) throws(SettingError) -> Host {
  if case .table(let members) = value, members.count == 1 { return try parseHost(members[0]) }
  let text = try value.single()
  let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
  guard parts.count == 2 else {
    throw SettingError(
      found: shown(text), allowed: "a host, such as ns1.dev.example.com=192.0.2.1+2001:db8::1")
  }
  return try host(String(parts[0].trimmed), String(parts[1]).addresses, from: value)
}

private func parseHost(_ member: SettingValue.Member) throws(SettingError) -> Host {
  // Before anything is said of the value: it is the secret.
  try refuseSecret(member.key)
  if case .table = member.value {
    throw SettingError(
      found: member.key, allowed: "a host: its name needs quotes, such as \"ns1.dev.example.com\"")
  }
  return try host(member.key, addresses(member.value), from: .table([member]))
}

private func addresses(_ value: SettingValue) throws(SettingError) -> [String] {
  guard case .list(let elements) = value else { return try value.single().addresses }
  var texts: [String] = []
  for element in elements { texts += try element.value.single().addresses }
  // An empty list has no address, as an empty text has none.
  return texts.isEmpty ? [""] : texts
}

extension String {
  fileprivate var addresses: [String] {
    split(separator: "+", omittingEmptySubsequences: false).map { String($0.trimmed) }
  }
}

/// - Parameter name: A host's, unless it is the key of a secret that was mistyped or stands in the wrong place.
private func refuseSecret(_ name: String) throws(SettingError) {
  guard let secret = secretKey(like: name) else { return }
  throw SettingError(found: name, allowed: "a host; did you mean \(secret), which is a setting of its own?")
}

/// What was found in the place of an address.
private func shown(_ text: String) -> String { mayBeSecret(text) ? "…" : text }

private func host(
  _ text: String, _ addresses: [String], from value: SettingValue
) throws(SettingError) -> Host {
  try refuseSecret(text)
  let name = try parseName(text)
  guard !name.wireForm.starts(with: [1, UInt8(ascii: "*")]) else {
    throw SettingError(found: value.flat, allowed: "a host: wildcards are not supported")
  }
  var host = Host(name: name)
  for text in addresses { try host.add(text) }
  guard max(host.ipv4.count, host.ipv6.count) <= Host.maximumAddresses else {
    throw SettingError(
      found: "\(name)", allowed: "a host of at most \(Host.maximumAddresses) addresses of either family")
  }
  return host
}

extension Host {
  fileprivate mutating func add(_ text: String) throws(SettingError) {
    switch IPAddress(text) {
    case .ipv4(let address): if !ipv4.contains(address) { ipv4.append(address) }
    case .ipv6(let address): if !ipv6.contains(address) { ipv6.append(address) }
    case nil: throw SettingError(found: shown(text), allowed: "an IPv4 or IPv6 address (of \(name))")
    }
  }
}
