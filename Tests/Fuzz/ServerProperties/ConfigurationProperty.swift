import DNSWire
import FuzzDriver
import LeafCore
import LeafServer
import WireProperties

/// An input is a configuration file, then after NUL octets each a variable of the environment, `NAME=value`. Either
/// leaf names at least one problem, on one line each, or it gets a configuration that it can answer with.
package func configurationIsValidOrRefused(_ octets: [UInt8]) throws(Violation) {
  let parts = octets.split(separator: 0, omittingEmptySubsequences: false).map {
    String(decoding: $0, as: UTF8.self)
  }
  let variables = parts.dropFirst().compactMap { part -> (String, String)? in
    guard let equals = part.firstIndex(of: "=") else { return nil }
    return (String(part[..<equals]), String(part[part.index(after: equals)...]))
  }
  let loaded: LoadedConfiguration
  do {
    loaded = try LoadedConfiguration(
      commandLine: [:], environment: Dictionary(variables) { $1 }, readFile: { _ in parts[0] })
  } catch {
    try require(!error.problems.isEmpty, "refused, and no problem named")
    for problem in error.problems {
      let isOneLine = problem.description.unicodeScalars.allSatisfy {
        $0.properties.generalCategory != .control
      }
      try require(isOneLine, "a problem of more than one line: \(problem.description.debugDescription)")
    }
    return
  }
  let configuration = loaded.configuration
  let authority = configuration.authority(randomSecret: .random())
  _ = configuration.warnings(authority)
  try require(!authority.zones.isEmpty, "no zones")
  for zone in authority.zones {
    for qtype in [QTYPE.soa, .ns, .a] { try answers(zone.apex, qtype, authority) }
  }
  for host in authority.hosts { try answers(host.name, .a, authority) }
}

/// Whether a query that the configuration has the answer to gets it, over both transports.
private func answers(_ qname: DomainName, _ qtype: QTYPE, _ authority: Authority) throws(Violation) {
  let query = [UInt8](capacity: 512) { message in
    message.append(Header(id: 1, flags: Flags(opcode: .query), questionCount: 1))
    message.append(qname, qtype: qtype, qclass: .in)
  }
  for choice: UInt8 in [0, 1] {
    let exchange = Exchange(
      query, Arrival(choice: choice), Now(unixTime: 0, milliseconds: 0), authority, limits: nil)
    try exchange.check(FuzzedServer(authority: authority, limiter: nil))
    guard let values = PlainReader.read(exchange.response) else { throw Violation("no response") }
    try requireEqual(values.flags & 0xF, 0, "RCODE of \(qname) \(qtype)")
  }
}
