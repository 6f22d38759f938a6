/// The data of a record that leaf sends.
package enum RDATA: Equatable, Sendable {
  /// RDATA without names.
  case octets([UInt8])
  case ns(DomainName)
  case soa(SOA)

  /// A TXT or HINFO record's character strings (RFC 1035 §3.3), each of 0...255 octets.
  package static func characterStrings(_ strings: [[UInt8]]) -> RDATA {
    .octets(strings.flatMap { [UInt8($0.count)] + $0 })
  }
}

/// The data of an SOA record (RFC 1035 §3.3.13); times in seconds.
package struct SOA: Equatable, Sendable {
  package var mname: DomainName
  package var rname: DomainName
  package var serial: UInt32
  package var refresh: UInt32
  package var retry: UInt32
  package var expire: UInt32
  package var minimum: UInt32

  package init(
    mname: DomainName, rname: DomainName, serial: UInt32, refresh: UInt32, retry: UInt32, expire: UInt32,
    minimum: UInt32
  ) {
    self.mname = mname
    self.rname = rname
    self.serial = serial
    self.refresh = refresh
    self.retry = retry
    self.expire = expire
    self.minimum = minimum
  }
}
