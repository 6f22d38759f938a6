import DNSWire

/// What a name inside a zone is.
package enum Node: Equatable, Sendable {
  /// The zone's own name, and what the configuration gives it as a host.
  case apex(Host.Families)
  case host(Host.Families)
  case encoded(IPv4Address)
  /// Owns no records but has names below it, so it exists (RFC 4592 §2.2.2): `4.dev.example.com`.
  case emptyNonTerminal
  case absent
}

/// What leaf says about one question inside a zone it is authoritative for.
package enum Answer: Equatable, Sendable {
  case soa
  case ns
  case hostAddresses(Host.Families)
  case encodedAddress(IPv4Address)
  case anyRefused
  case anyHINFO
  case noData
  case nameError
}

/// What a query for ANY gets.
package enum AnyPolicy: String, Sendable, CaseIterable {
  case refused
  /// One HINFO record in place of what there is (RFC 8482 §4.2).
  case hinfo
}

/// Steps 12 to 16: the answer to `qtype` at `node`.
package func answer(_ qtype: QTYPE, at node: Node, any policy: AnyPolicy) -> Answer {
  switch (qtype, node) {
  case (.any, _) where policy == .refused: .anyRefused
  case (.any, .apex), (.any, .host), (.any, .encoded): .anyHINFO
  case (.soa, .apex): .soa
  case (.ns, .apex): .ns
  case (.a, .apex(let families)) where families.contains(.ipv4): .hostAddresses(.ipv4)
  case (.a, .host(let families)) where families.contains(.ipv4): .hostAddresses(.ipv4)
  case (.aaaa, .apex(let families)) where families.contains(.ipv6): .hostAddresses(.ipv6)
  case (.aaaa, .host(let families)) where families.contains(.ipv6): .hostAddresses(.ipv6)
  case (.a, .encoded(let address)): .encodedAddress(address)
  case (_, .apex), (_, .host), (_, .encoded), (_, .emptyNonTerminal): .noData
  case (_, .absent): .nameError
  }
}
