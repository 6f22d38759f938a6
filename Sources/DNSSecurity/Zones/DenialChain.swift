import Crypto
import DNSWire
import DNSZoneFile

extension OrderedZone {
  /// NSEC records of all names, each with the next (RFC 4034 §4).
  ///
  /// - Parameter ttl: In seconds.
  func nsecRecords(ttl: UInt32) -> AddedRecords {
    let names = authoritativeNames
    var records = AddedRecords()
    for index in names.indices {
      let next = names[index + 1 < names.count ? index + 1 : 0]
      var rdata = wireForm(at: next.name)
      rdata.append(types: provenTypes(of: names[index]) + [.rrsig, .nsec])
      records.append(.nsec, ttl: ttl, ownerAt: names[index].name, rdata: rdata)
    }
    return records
  }

  /// What tells of NSEC3 records (RFC 5155 §4).
  var nsec3Parameters: AddedRecords {
    var records = AddedRecords()
    records.append(.nsec3param, ttl: 0, newOwner: zone.apex.canonicalForm, rdata: Self.parameters)
    return records
  }

  /// NSEC3 records of all names and of those that are only above others, each with the next by their hashes (RFC 5155 §7.1).
  ///
  /// - Parameter ttl: In seconds.
  func nsec3Records(ttl: UInt32) -> AddedRecords {
    let hashed = hashedNames.sorted { $0.hash.lexicographicallyPrecedes($1.hash) }
    let apex = zone.apex.canonicalForm
    var records = AddedRecords()
    for index in hashed.indices {
      let next = hashed[index + 1 < hashed.count ? index + 1 : 0].hash
      var rdata = Self.parameters + [UInt8(next.count)] + next
      rdata.append(types: hashed[index].types)
      let label = Array(hashed[index].hash.base32.utf8)
      records.append(.nsec3, ttl: ttl, newOwner: [UInt8(label.count)] + label + apex, rdata: rdata)
    }
    return records
  }

  /// SHA-1, the only hash algorithm (RFC 5155 §11), no flags, iterations and salt (RFC 9276 §3.1).
  private static var parameters: [UInt8] { [1, 0, 0, 0, 0] }

  private var hashedNames: [(hash: [UInt8], types: [RRType])] {
    var hashed: [(hash: [UInt8], types: [RRType])] = []
    var previous: Int?
    for name in authoritativeNames {
      for above in namesOnlyAbove(name.name, after: previous) { hashed.append((hash(at: above), [])) }
      hashed.append((hash(at: name.name), typesOfHashed(name)))
      previous = name.name
    }
    return hashed
  }

  private func hash(at name: Int) -> [UInt8] { Array(Insecure.SHA1.hash(data: wireForm(at: name))) }

  /// A delegation that is not signed has nothing with a signature (RFC 5155 §7.1).
  private func typesOfHashed(_ name: AuthoritativeName) -> [RRType] {
    var types = provenTypes(of: name)
    if isApex(name.owner) { types.append(.nsec3param) }
    return name.isDelegation && !types.contains(.ds) ? types : types + [.rrsig]
  }
}
