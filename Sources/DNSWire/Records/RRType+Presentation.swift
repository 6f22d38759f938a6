// Types as text: the registry's mnemonics, and the generic TYPEnnn (RFC 3597 §5) for every other type.

extension RRType: CustomStringConvertible {
  private static let byMnemonic = [String: RRType](
    uniqueKeysWithValues: registry.map { ($0.mnemonic, $0.type) })

  package var description: String { mnemonic ?? "TYPE\(rawValue)" }

  /// Reads a mnemonic or `TYPEnnn`, in any letter case; nil if it is neither.
  package init?(presentation text: String) {
    guard text.unicodeScalars.allSatisfy({ ("0"..."z").contains($0) || $0 == "-" }) else { return nil }
    let text = text.uppercased()
    if let known = Self.byMnemonic[text] {
      self = known
    } else if text.hasPrefix("TYPE"), !text.contains("-"), let number = UInt16(text.dropFirst(4)) {
      self.init(rawValue: number)
    } else {
      return nil
    }
  }
}

extension QTYPE: CustomStringConvertible {
  private static let mnemonics: [(String, QTYPE)] = [
    ("IXFR", .ixfr), ("AXFR", .axfr), ("MAILB", .mailb), ("MAILA", .maila), ("ANY", .any),
  ]

  package var description: String {
    Self.mnemonics.first { $0.1 == self }?.0 ?? RRType(rawValue: rawValue).description
  }

  /// Reads the mnemonic of a type or QTYPE, or `TYPEnnn`, in any letter case; nil if it is none.
  package init?(presentation text: String) {
    if let type = RRType(presentation: text) {
      self.init(type)
    } else if let known = Self.mnemonics.first(where: { $0.0 == text.uppercased() }) {
      self = known.1
    } else {
      return nil
    }
  }
}
