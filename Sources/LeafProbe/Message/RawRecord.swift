/// An RR as it stands in a message, its owner uncompressed (RFC 1035 §4.1.3), whatever its RDATA.
///
/// - Parameter ttl: In seconds.
func record(
  _ owner: Name, _ type: RRType, _ rrClass: RRClass = .in, ttl: UInt32 = 0, rdata: [UInt8]
) -> [UInt8] {
  var record = owner.wire
  record.append(type.rawValue)
  record.append(rrClass.rawValue)
  record.append(ttl)
  record.append(UInt16(truncatingIfNeeded: rdata.count))
  return record + rdata
}

func addressRecord(_ owner: Name, _ address: [UInt8], rrClass: RRClass = .in) -> [UInt8] {
  record(owner, .a, rrClass, rdata: address)
}
