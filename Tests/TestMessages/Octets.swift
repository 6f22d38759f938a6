import DNSWire
import TestOctets

// What tests build messages from, beside TestOctets. None of it goes through the code under test.

/// A message's first twelve octets, all zero. What the tests read starts right after them.
package let header = [UInt8](repeating: 0, count: 12)

/// A label with its length octet.
package func label(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + Array(text.utf8) }

/// A label of `length` times the letter x with its length octet.
package func label(ofLength length: Int) -> [UInt8] { label(String(repeating: "x", count: length)) }

/// The labels of a name of `length` octets, the root label included but not among them. 4...256.
package func labels(ofNameLength length: Int) -> [String] {
  var lengths = Array(repeating: 63, count: (length - 1) / 64)
  let rest = (length - 1) % 64
  if rest == 1 {
    // A label takes two octets at least, so the one before it gives one up.
    lengths[lengths.count - 1] = 62
    lengths.append(1)
  } else if rest > 1 {
    lengths.append(rest - 1)
  }
  return lengths.map { String(repeating: "x", count: $0) }
}

/// A compression pointer.
package func pointer(to offset: Int) -> [UInt8] { [0xC0 | UInt8(offset >> 8), UInt8(offset & 0xFF)] }

/// A record; its class is IN unless told, its TTL 60.
package func record(owner: [UInt8], _ type: RRType, _ rrclass: Int = 1, rdata: [UInt8]) -> [UInt8] {
  owner + octetPair(Int(type.rawValue)) + octetPair(rrclass) + [0, 0, 0, 60] + octetPair(rdata.count) + rdata
}
