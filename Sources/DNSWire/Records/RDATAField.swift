/// One field of RDATA, on the wire and as text.
package enum RDATAField: Sendable {
  /// A name that a writer may compress: those of RFC 1035's types alone (RFC 3597 §4).
  case compressibleName
  case name
  case uint8
  case uint16
  case uint32
  case ipv4
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
  package let count: Int

  package init(arrayLiteral elements: RDATAField...) {
    precondition(elements.count <= Self.maximumCount)
    count = elements.count
    for index in elements.indices { fields[index] = elements[index] }
  }

  package subscript(index: Int) -> RDATAField {
    precondition(index < count)
    return fields[index]
  }
}
