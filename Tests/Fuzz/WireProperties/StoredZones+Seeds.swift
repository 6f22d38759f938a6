import DNSWire
import LeafCore
import TestMessages

extension StoredZones {
  /// Inputs of `forEachExchange`: each name that owns records, asked for each type that matters, and for an address the
  /// names around them, each of the server that has them.
  package static var seeds: [[UInt8]] {
    all.indices.flatMap { server in
      let owned = owners(in: all[server]).map(\.wireForm).sorted { $0.lexicographicallyPrecedes($1) }
        .flatMap { owner in qtypes.map { (owner, $0) } }
      let around = names(of: all[server]).map { ($0, UInt16(1)) }
      return (owned + around).enumerated().map { number, asked in
        seed(asked.0, asked.1, server: server, isStream: number % 2 == 1)
      }
    }
  }

  private static let qtypes: [UInt16] = [1, 2, 5, 15, 16, 28, 33, 35, 39, 43, 64, 65, 255]

  private static func owners(in zones: [ZoneContent]) -> Set<DomainName> {
    Set(zones.flatMap { zone in [zone.apex] + (zone.records ?? []).map(\.owner) })
  }

  /// Names that own records, those above, and some below.
  package static func names(of zones: [ZoneContent]) -> [[UInt8]] {
    let prefixes: [[UInt8]] = [[1, 0x78], [1, 0x2A], [7] + Array("1-2-3-4".utf8), [1, 0x79, 1, 0x78]]
    let names = owners(in: zones).flatMap { owner in
      owner.suffixes.map(\.wireForm) + prefixes.map { $0 + owner.wireForm }
    }
    return Set(names).filter { $0.count <= DomainName.maximumLength }
      .sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Over UDP, or over TCP with DO.
  private static func seed(_ name: [UInt8], _ qtype: UInt16, server: Int, isStream: Bool) -> [UInt8] {
    let question = name + octetPair(qtype) + octetPair(1)
    let message = Message(questions: [question], additional: isStream ? [opt(flags: 0x8000)] : []).octets
    return [16 + UInt8(server), isStream ? 1 : 0] + octetPair(message.count) + message
  }
}
