/// What a parent zone says of a zone below it: its name servers, their addresses and its DS RRs.
struct Delegation: Sendable {
  /// The targets of the NS RRs, in lower case and order.
  var nameServers: [Name] = []
  /// The addresses that go with them.
  var glue: [Name: Set<IPAddress>] = [:]
  var ds: [DS] = []

  init(nameServers: [Name] = [], glue: [Name: Set<IPAddress>] = [:], ds: [DS] = []) {
    self.nameServers = nameServers
    self.glue = glue
    self.ds = ds
  }

  /// What a referral says (RFC 1034 §4.3.2), or, from a server of the parent that serves the zone too, an answer;
  /// nil where the response holds no NS RR of the zone.
  init?(to zone: Name, in response: Response) {
    let section: Section = response.targets(of: zone, in: .authority).isEmpty ? .answer : .authority
    nameServers = response.targets(of: zone, in: section)
    guard response.rcode == .noError, !nameServers.isEmpty else { return nil }
    for record in response.section(.additional) where nameServers.contains(record.owner.lowercased) {
      if let address = IPAddress(record) { glue[record.owner.lowercased, default: []].insert(address) }
    }
  }

  /// The same name servers and addresses.
  func isSame(as other: Delegation) -> Bool { nameServers == other.nameServers && glue == other.glue }

  /// `ns1.example. (192.0.2.1), ns2.example.`
  var account: String {
    nameServers.map { name in
      let addresses = glue[name, default: []].sorted()
      return addresses.isEmpty ? "\(name)" : "\(name) (\(list(addresses)))"
    }.joined(separator: ", ")
  }
}

extension Response {
  /// The targets of a zone's NS RRs, in lower case, in order, each once.
  func targets(of zone: Name, in section: Section) -> [Name] {
    let records = self.section(section).filter { $0.type == .ns && $0.owner.isSame(as: zone) }
    return Set(records.flatMap(\.data.names)).inOrder
  }
}

extension Set<Name> {
  var inOrder: [Name] { sorted { $0.description < $1.description } }
}

/// For people: the elements with commas between.
func list(_ elements: some Sequence<some CustomStringConvertible>) -> String {
  elements.map(\.description).joined(separator: ", ")
}
