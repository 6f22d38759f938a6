/// One field of RDATA, on the wire and as text.
package enum RDATAField: Sendable {
  /// A name that a writer may compress: those of RFC 1035's types alone (RFC 3597 §4).
  case compressibleName
  /// A name that a writer must not compress, but that a reader may find compressed (RFC 3597 §4). The canonical form
  /// has this, `signer` and `compressibleName` in lower case, and no other name (RFC 4034 §6.2, RFC 6840 §5.1).
  case name
  /// A name of a zone, like `name`. As text it may not have more labels than the octet fifteen octets before says, by
  /// which the labels of a name below it are counted (RFC 4034 §3.1.3, §3.1.7).
  case signer
  /// A name that is never compressed, of a type that is younger than RFC 3597.
  case wholeName
  /// Whole names to the end, or none.
  case wholeNames
  /// One octet, decimal as text.
  case uint8
  /// Two octets, decimal as text.
  case uint16
  /// Four octets, decimal as text.
  case uint32
  /// Eight octets, decimal as text.
  case uint64
  /// Seconds in 32 bits, decimal as text; units may be read (`1h30m`).
  case seconds
  /// Four octets, dotted as text (RFC 1035 §3.4.1).
  case ipv4
  /// Sixteen octets, as text by RFC 5952.
  case ipv6
  /// A length octet and as many octets (RFC 1035 §3.3).
  case characterString
  /// One character string or more, to the end (RFC 1035 §3.3.14).
  case characterStrings
  /// A character string, or nothing at the end (RFC 1183 §3.2).
  case characterStringOrNone
  /// Octets to the end, as text like a character string of any length (RFC 7553 §4.4, RFC 8659 §4.1).
  case text
  /// A length octet and as many letters and digits, one or more (RFC 8659 §4.1).
  case tag
  /// A TYPE, its mnemonic as text (RFC 4034 §3.2).
  case type
  /// Seconds in 32 bits, a date as text (RFC 4034 §3.1.5, §3.2).
  case time
  /// An algorithm of DNSSEC in one octet, decimal as text; its mnemonic may be read (RFC 4034 §A.1).
  case algorithm
  /// The same, its mnemonic as text (RFC 4398 §2.2).
  case namedAlgorithm
  /// A type of certificate in two octets, its mnemonic as text (RFC 4398 §2.1).
  case certificateType
  /// A scheme in one octet, its mnemonic as text (RFC 9859 §2.1).
  case scheme
  /// One octet or more, to the end, Base64 as text.
  case base64
  /// The same, or nothing, which is nothing as text, too.
  case base64OrNone
  /// The same, nothing as text only where the flags four octets before say that there is no key (RFC 2535 §3.1.2).
  case keyOrNone
  /// Octets to the end, Base64 as text, or a hyphen for none (draft-durand-doa-over-dns §3).
  case base64OrHyphen
  /// One octet or more, to the end, hexadecimal as text.
  case hexadecimal
  /// The same, with the length that the digest type in the octet before asks for (RFC 4034 §5.1.4); type 0, which
  /// stands for no digest (RFC 8078 §4), may have none.
  case digest
  /// The same, for the scheme and the hash algorithm in the two octets before (RFC 8976 §2.2.4).
  case zoneDigest
  /// A length octet and as many octets, hexadecimal as text, or a hyphen for none (RFC 5155 §3.3).
  case salt
  /// A length octet and one octet or more, Base32 with extended hexadecimal alphabet as text (RFC 5155 §3.3).
  case hashedName
  /// Types to the end (RFC 4034 §4.1.2), or none (RFC 5155 §3.2.1), as servers take them for NSEC, too.
  case types
  /// Types under 128 to the end in one bitmap (RFC 2535 §5.2).
  case oldTypes
  /// A protocol, and its ports in a bitmap to the end (RFC 1035 §3.4.2).
  case services
  /// Eight octets, as text four groups of hexadecimal digits (RFC 6742 §2.1.2).
  case nodeIdentifier
  /// Six octets, as text pairs of hexadecimal digits (RFC 7043 §3).
  case eui48
  /// Eight octets, the same (RFC 7043 §4).
  case eui64
  /// One octet or more to the end, as text hexadecimal after `0x` (RFC 1706 §7).
  case nsap
  /// A format and an address to the end, as text hexadecimal or digits after `+` (ATM Name System, AF-SAA-0069).
  case atmAddress
  /// Where something is, sixteen octets (RFC 1876 §2).
  case location
  /// Ranges of addresses to the end, or none (RFC 3123 §4).
  case addressRanges
  /// A gateway, of the type two octets before: none, an address, or a whole name (RFC 4025 §2.3).
  case gateway
  /// One bit and seven, as text two numbers (RFC 8777 §4.2).
  case relayType
  /// A relay, of the type in the octet before, like a gateway (RFC 8777 §4.2.4).
  case relay
  /// The lengths of a tag and a key, the key's algorithm, and both (RFC 8005 §5).
  case hostIdentity
  /// SvcParams to the end, or none (RFC 9460 §2.1, §2.2).
  case serviceParameters
}

extension RDATAField {
  /// Whether it is a name that a reader may find compressed, which is in lower case in the canonical form.
  var isCompressible: Bool { self == .compressibleName || self == .name || self == .signer }
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
