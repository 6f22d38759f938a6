/// One field of RDATA, on the wire and as text.
package enum RDATAField: Sendable {
  /// A name that a writer may compress: those of RFC 1035's types alone (RFC 3597 §4).
  case compressibleName
  /// A name that a writer must not compress (RFC 3597 §4).
  case name
  /// One octet, decimal as text.
  case uint8
  /// Two octets, decimal as text.
  case uint16
  /// Four octets, decimal as text.
  case uint32
  /// Four octets, dotted as text (RFC 1035 §3.4.1).
  case ipv4
  /// Sixteen octets, as text by RFC 5952.
  case ipv6
  /// A length octet and as many octets (RFC 1035 §3.3).
  case characterString
  /// One character string or more, to the end (RFC 1035 §3.3.14).
  case characterStrings
  /// A TYPE, its mnemonic as text (RFC 4034 §3.2).
  case type
  /// Seconds in 32 bits, a date as text (RFC 4034 §3.1.5, §3.2).
  case time
  /// One octet or more, to the end, Base64 as text.
  case base64
}

/// The fields that RDATA of one type is made of, in their order.
package struct RDATAFields: Sendable, ExpressibleByArrayLiteral {
  /// RRSIG has the most.
  private static let maximumCount = 9

  // Every record that is read looks for its fields: in place, they cost no reference count.
  private var fields = InlineArray<9, RDATAField>(repeating: .name)
  /// How many there are, at most nine.
  package let count: Int

  package init(arrayLiteral elements: RDATAField...) {
    precondition(elements.count <= Self.maximumCount)
    count = elements.count
    for index in elements.indices { fields[index] = elements[index] }
  }

  /// The field in this place, from 0 on and under `count`.
  package subscript(index: Int) -> RDATAField {
    precondition(index < count)
    return fields[index]
  }
}
