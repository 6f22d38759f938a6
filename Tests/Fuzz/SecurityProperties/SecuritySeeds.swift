import DNSSecurity
import DNSWire
import FuzzDriver

/// Inputs of fuzz-key and fuzz-dnssec that reach far.
package enum SecuritySeeds {
  /// Each key in either form, with and without its record.
  package static let keys: [[UInt8]] = FuzzedKeys.all.flatMap { key in
    let files = KeyFiles(ZoneKey(key, of: DomainName(labels: ["a.b", "example"]), isEntryPoint: true), at: 0)
    return [files.privateText, key.pem].flatMap { text in
      [text, text + "\0" + files.publicText, text + "\0. IN DNSKEY 256 3 13 AAAA"].map { Array($0.utf8) }
    }
  }

  private static let records: [(RRType, [[UInt8]])] = {
    let name = DomainName(labels: ["Ns", "Example"]).wireForm
    let named: [RRType] = [.ns, .cname, .ptr, .dname]
    return named.map { ($0, [name]) } + [
      (.a, [[192, 0, 2, 1], [192, 0, 2, 2]]), (.mx, [[0, 1] + name, [0, 1, 0]]),
      (.soa, [name + name + [UInt8](repeating: 1, count: 20)]), (.nsec, [name + [0, 1, 0x40]]),
      (.srv, [[0, 1, 0, 2, 0, 3] + name]), (.naptr, [[0, 1, 0, 2, 1, 0x61, 0, 0] + name]),
      (.rrsig, [[0, 1, 15, 1] + [UInt8](repeating: 0, count: 14) + name + [1]]), (.txt, []),
      (RRType(rawValue: 65280), [[], [1]]),
    ]
  }()

  private static func framed(_ octets: [UInt8]) -> [UInt8] {
    [UInt8(octets.count >> 8), UInt8(truncatingIfNeeded: octets.count)] + octets
  }

  private static let sets: [[UInt8]] = records.flatMap { type, records in
    [["*", "Example"], ["a", "b", "Example"]].map { labels in
      let owner = DomainName(labels: labels).wireForm
      return [UInt8(owner.count)] + owner + [
        UInt8(type.rawValue >> 8), UInt8(truncatingIfNeeded: type.rawValue),
      ]
        + records.flatMap(framed)
    }
  }

  /// Records to be signed by each key, and those that are.
  package static let signatures: [[UInt8]] = sets.enumerated().flatMap { number, set in
    let keys = FuzzedKeys.all
    return keys.indices.flatMap { key in
      let fields: [UInt8] = [UInt8(number % 3), UInt8(number % 2), 0, 0, 14, 16, 1, 2, 3, 4, 0, 0, 1, 0]
      return [
        [UInt8(key), 0, UInt8(number), 0x20] + fields + set, signed(fields, set, by: keys[key]),
      ]
    }
  }

  private static func signed(_ fields: [UInt8], _ set: [UInt8], by key: SigningKey) -> [UInt8] {
    var (fields, records) = (Input(fields), Input(set))
    let signed = SignedFields(&fields)
    guard let rrset = UnsortedRecords(&records)?.rrset else { return [] }
    let key = ZoneKey(key, of: signed.signer(of: rrset), isEntryPoint: true)
    let signature = (try? signed.signature(of: rrset, key))?.rdata ?? []
    return [0x80] + framed(key.record.rdata) + framed(signature) + set
  }
}
