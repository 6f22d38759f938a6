import DNSWire

/// Finds types by their mnemonics without a `String` for each record.
struct TypeNames {
  /// The mnemonics of at most eight octets, in upper case, the first octet the most significant.
  private static let short = [UInt64: RRType](
    RRType.registry.filter { $0.mnemonic.utf8.count <= 8 }.map { entry in
      (entry.mnemonic.utf8.reduce(0) { $0 << 8 | UInt64($1) }, entry.type)
    }, uniquingKeysWith: { first, _ in first })

  /// Most records have the type of one before.
  private var last: (name: UInt64, type: RRType) = (0, RRType(rawValue: 0))

  /// The type of a mnemonic or `TYPEnnn`, in any letter case; nil if it is neither.
  mutating func type(_ range: Range<Int>, in text: Span<UInt8>) -> RRType? {
    guard range.count <= 8 else { return slowType(range, in: text) }
    var name: UInt64 = 0
    for index in range { name = name << 8 | UInt64(text[index].uppercased) }
    if name == last.name { return last.type }
    guard let type = Self.short[name] ?? slowType(range, in: text) else { return nil }
    last = (name, type)
    return type
  }

  private func slowType(_ range: Range<Int>, in text: Span<UInt8>) -> RRType? {
    guard range.count <= 16 else { return nil }
    return RRType(presentation: String(decoding: range.map { text[$0] }, as: UTF8.self))
  }
}

extension RRType {
  /// Whether it is of use in messages alone: 0 (RFC 6895 §3.1.4), OPT, and the meta and query types of 128 to 255
  /// (RFC 6895 §3.1).
  var isMeta: Bool { rawValue == 0 || self == .opt || (128...255).contains(rawValue) }
}
