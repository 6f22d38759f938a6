import DNSWire

/// The data of a record as tests write it.
package enum RDATA: Equatable, Sendable {
  /// Names in it uncompressed.
  case octets([UInt8])
  case ns(DomainName)
  case soa(SOA)

  /// Without compression.
  package var octets: [UInt8] {
    switch self {
    case .octets(let octets): octets
    case .ns(let name): name.wireForm
    case .soa(let soa): soa.rdata
    }
  }
}
