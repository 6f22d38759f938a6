import DNSWire
import FuzzDriver
import LeafConfiguration
import LeafCore
import LeafServer
import WireProperties

/// An input is a configuration file, then after NUL octets each a variable of the environment, `NAME=value`, or what
/// stands after a `--set`, `--set KEY=value`. Either leaf names at least one problem, on one line each, or it gets a
/// configuration that it can answer with.
package func configurationIsValidOrRefused(_ octets: [UInt8]) throws(Violation) {
  let parts = octets.split(separator: 0, omittingEmptySubsequences: false)
  let texts = parts.dropFirst().map { String(decoding: $0, as: UTF8.self) }
  let isAssignment = { (text: String) in text.hasPrefix("--set ") }
  let variables = texts.filter { !isAssignment($0) }.compactMap { text in
    text.firstIndex(of: "=").map { (String(text[..<$0]), String(text[text.index(after: $0)...])) }
  }
  let assignments = texts.filter(isAssignment).map { String($0.dropFirst("--set ".count)) }
  let loaded: LoadedConfiguration
  do {
    loaded = try LoadedConfiguration(
      commandLine: CommandLineValues(flags: [:], assignments: assignments),
      environment: Dictionary(variables) { $1 }, coreCount: 2, readFile: { _ in Array(parts[0]) })
  } catch {
    try require(!error.problems.isEmpty, "refused, and no problem named")
    return try areOneLineEach(error.problems.map(\.description))
  }
  let configuration = loaded.configuration
  // No query here has a cookie.
  let authority = configuration.authority(randomSecret: .random())
  let zones = configuration.encodedZones
  let server = FuzzedServer(zones, authority.identity.settings)
  try areOneLineEach(loaded.warnings + configuration.warnings)
  try require(!configuration.zones.isEmpty || configuration.zonesFolder != nil, "no zones")
  for zone in zones.zones {
    for type in [RRType.soa, .ns, .a] { try answers(zone.apex, QTYPE(type), server) }
  }
  for host in zones.hosts { try answers(host.name, QTYPE(.a), server) }
}

private func areOneLineEach(_ messages: [String]) throws(Violation) {
  for message in messages {
    let isOneLine = message.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    try require(isOneLine, "more than one line: \(message.debugDescription)")
  }
}

/// Whether a query that the configuration has the answer to gets it, over both transports.
private func answers(_ qname: DomainName, _ qtype: QTYPE, _ server: FuzzedServer) throws(Violation) {
  let query = [UInt8](capacity: 512) { message in
    message.append(Header(id: 1, flags: Flags(opcode: .query), questionCount: 1))
    message.append(qname, qtype: qtype, qclass: .in)
  }
  for choice: UInt8 in [0, 1] {
    let exchange = Exchange(
      query, Arrival(choice: choice), Now(monotonic: .zero, unixTime: 0), server.authority)
    try exchange.check(server)
    guard let values = PlainReader.read(exchange.response) else { throw Violation("no response") }
    try requireEqual(values.flags & 0xF, 0, "RCODE of \(qname) \(qtype)")
  }
}
