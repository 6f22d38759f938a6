/// The TYPE of a record (RFC 1035 §3.2.2).
package struct RRType: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }
}

extension RRType {
  /// What leaf knows of one type.
  package struct Entry: Sendable {
    /// Its number.
    package let type: RRType
    /// As the registry spells it, in upper case.
    package let mnemonic: String
    /// What RDATA of class IN has to be; nil where it is taken as it is.
    package let fields: RDATAFields?

    init(_ type: RRType, _ mnemonic: String, _ fields: RDATAFields? = nil) {
      self.type = type
      self.mnemonic = mnemonic
      self.fields = fields
    }

    /// A type that the code has no other name for.
    init(_ number: UInt16, _ mnemonic: String, _ fields: RDATAFields? = nil) {
      self.init(RRType(rawValue: number), mnemonic, fields)
    }
  }

  /// Where each number stands in the registry, or `unknown`: 64 KiB, so that a look-up is two reads.
  private static let positions = {
    precondition(registry.count <= unknown)
    var positions = [UInt8](repeating: unknown, count: 1 << UInt16.bitWidth)
    for (position, entry) in registry.enumerated() {
      positions[Int(entry.type.rawValue)] = UInt8(position)
    }
    return positions
  }()
  private static let unknown = UInt8.max

  private var position: Int? {
    let position = Self.positions[Int(rawValue)]
    return position == Self.unknown ? nil : Int(position)
  }

  /// As in the registry; nil for a type that is not there, too.
  package var fields: RDATAFields? { position.flatMap { Self.registry[$0].fields } }

  /// As in the registry; nil for a type that is not there.
  var mnemonic: String? { position.map { Self.registry[$0].mnemonic } }
}
