import DNSWire

/// What names are told apart by in a zone's trie: an octet is one symbol or two, chosen so that a branch has at most 46
/// ways to go on. As sequences of symbols names compare as they do in canonical order (RFC 4034 §6.1): labels from the
/// last to the first, in lower case, each with `end` behind it. Behind its last label a name has `end` without end.
enum CanonicalSymbol {
  /// Ends a label.
  static let end: UInt8 = 0

  /// The symbols of an octet in a label; the second is `end` where there is one alone.
  ///
  /// What host names are made of has a symbol of its own; other octets share one with their neighbours.
  @inline(__always)
  static func symbols(of octet: UInt8) -> (first: UInt8, second: UInt8) {
    switch octet {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): (octet - UInt8(ascii: "a") + 17, end)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): (octet - UInt8(ascii: "0") + 4, end)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): (octet - UInt8(ascii: "A") + 17, end)
    case UInt8(ascii: "-"): (2, end)
    case UInt8(ascii: "_"): (15, end)
    default: rareSymbols(of: octet)
    }
  }

  private static func rareSymbols(of octet: UInt8) -> (first: UInt8, second: UInt8) {
    switch octet {
    case 0x00...0x2C: (1, octet + 1)
    case 0x2E...0x2F: (3, octet - 0x2D)
    // The capital letters between them are none of these.
    case 0x3A...0x5E: (14, octet - 0x39)
    case 0x60: (16, 1)
    default: (43 + (octet - 0x7B) / 46, (octet - 0x7B) % 46 + 1)
    }
  }
}
