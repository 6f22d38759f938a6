import DNSWire
import FuzzDriver
import LeafCore
import LeafServer
import WireProperties

/// An input is a configuration file, then after NUL octets each a variable of the environment, `NAME=value`. Either
/// leaf names at least one problem, on one line each, or it gets a configuration that it can answer with.
package func configurationIsValidOrRefused(_ octets: [UInt8]) throws(Violation) {
  let parts = octets.split(separator: 0, omittingEmptySubsequences: false)
  let variables = parts.dropFirst().compactMap { part -> (String, String)? in
    guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    return (
      String(decoding: part[..<equals], as: UTF8.self), String(decoding: part[(equals + 1)...], as: UTF8.self)
    )
  }
  let loaded: LoadedConfiguration
  do {
    loaded = try LoadedConfiguration(
      commandLine: [:], environment: Dictionary(variables) { $1 }, readFile: { _ in Array(parts[0]) })
  } catch {
    try require(!error.problems.isEmpty, "refused, and no problem named")
    return try areOneLineEach(error.problems.map(\.description))
  }
  let configuration = loaded.configuration
  // No query here has a cookie.
  let authority = configuration.authority(randomSecret: .random())
  let server = FuzzedServer(configuration.encodedZones, authority.identity.settings)
  try areOneLineEach(loaded.warnings + configuration.warnings)
  try require(!server.zones.zones.isEmpty, "no zones")
  for zone in server.zones.zones {
    for type in [RRType.soa, .ns, .a] { try answers(zone.apex, QTYPE(type), server) }
  }
  for host in server.zones.hosts { try answers(host.name, QTYPE(.a), server) }
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
