/// The data of an SOA record (RFC 1035 §3.3.13); times in seconds.
package struct SOA: Equatable, Sendable {
  /// The primary name server.
  package var mname: DomainName
  /// The mailbox of who runs the zone, its `@` a dot.
  package var rname: DomainName
  /// The zone's version, in the arithmetic of RFC 1982.
  package var serial: UInt32
  /// How long a secondary waits before it looks for a new version.
  package var refresh: UInt32
  /// How long it waits after it has failed.
  package var retry: UInt32
  /// When it stops answering, if it goes on failing.
  package var expire: UInt32
  /// The longest that a negative answer is kept (RFC 2308 §4).
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

  /// The RDATA, its names uncompressed.
  package var rdata: [UInt8] {
    mname.wireForm + rname.wireForm
      + [serial, refresh, retry, expire, minimum].flatMap { number in
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * UInt32($0))) }
      }
  }
}
