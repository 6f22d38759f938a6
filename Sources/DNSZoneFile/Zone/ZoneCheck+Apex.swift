import DNSWire

extension ZoneCheck {
  /// One SOA, and name servers (RFC 1034 §4.2.1).
  mutating func checkApex() {
    let apex = ordered.zone.apex
    // It comes before all others.
    guard let owner = ordered.owners.first, ordered.isApex(owner),
      case let all = ordered.records(of: owner, .soa), let soa = all.first
    else { return reportOnZone("\(apex) has no SOA; allowed is one at the zone's name") }
    if let second = all.dropFirst().first {
      report(.error, second, "\(apex) has more than one SOA; allowed is one")
    }
    checkTimes(of: soa)
    if ordered.records(of: owner, .ns).isEmpty {
      report(.error, soa, "\(apex) has no NS; allowed is one or more")
    }
  }

  /// What secondaries and resolvers do badly with (RFC 1912 §2.2, RFC 2308 §5).
  private mutating func checkTimes(of soa: ZoneFileRecord) {
    guard let times = ordered.times(of: soa) else { return }
    if times.refresh == 0 { report(.warning, soa, "refresh is 0: secondaries would ask without a pause") }
    if times.retry == 0 { report(.warning, soa, "retry is 0: secondaries would ask again without a pause") }
    if UInt64(times.expire) <= UInt64(times.refresh) + UInt64(times.retry) {
      report(
        .warning, soa,
        "expire, \(times.expire), is not over refresh and retry, \(times.refresh) and \(times.retry), together"
      )
    }
    if times.minimum > 86_400 {
      report(
        .warning, soa,
        "minimum, \(times.minimum), is over a day: resolvers keep as long that a name does not exist")
    }
  }
}

extension OrderedZone {
  /// The times of an SOA, the last sixteen octets of its RDATA.
  fileprivate func times(
    of soa: ZoneFileRecord
  ) -> (refresh: UInt32, retry: UInt32, expire: UInt32, minimum: UInt32)? {
    var offset = soa.rdataRange.upperBound - 16
    let octets = zone.octets.span
    guard offset >= soa.rdataRange.lowerBound, let refresh = try? octets.readUInt32(at: &offset),
      let retry = try? octets.readUInt32(at: &offset), let expire = try? octets.readUInt32(at: &offset),
      let minimum = try? octets.readUInt32(at: &offset)
    else { return nil }
    return (refresh, retry, expire, minimum)
  }
}
