import DNSWire
import LeafCore
import struct ProgramSupport.SeededGenerator

/// Names that are made up of what dialects look for, short ones, and what leaf and the plain model find in them.
package struct DialectSearch {
  private static let synthesizers = Dialect.allCases.flatMap { dialect in
    [false, true].map { Synthesizer.names(dialect, ttl: 0, hasIPv6: $0) }
  }
  private static let models = synthesizers.compactMap { PlainDialect($0) }
  /// What stands between two separators; some are one character of each kind that tells.
  private static let pieces = [
    "0", "1", "4", "12", "25", "255", "256", "00", "a", "f", "g", "db8", "ffff", "7f000001",
  ]
  .map { Array($0.utf8) }

  private var numbers: SeededGenerator
  /// How many names have had addresses.
  package private(set) var carried = 0

  /// - Parameter seed: Another one makes other names.
  package init(seed: UInt64) { numbers = SeededGenerator(seed: seed) }

  private mutating func labels() -> [[UInt8]] {
    var (labels, label): ([[UInt8]], [UInt8]) = ([], [])
    var bits = numbers.next()
    for _ in 0..<(1 + Int(bits & 7)) {
      if bits < 64 { bits = numbers.next() }
      bits >>= 3
      // More often a dash, and more often digits than not.
      label += Self.pieces[Int(bits & 15) % Self.pieces.count]
      bits >>= 4
      switch bits & 7 {
      case 0...3: label.append(UInt8(ascii: "-"))
      case 4...6:
        labels.append(label)
        label = []
      default: break
      }
    }
    return labels + (label.isEmpty ? [] : [label])
  }

  /// Tries one more name in one dialect.
  ///
  /// - Returns: How both differ; nil if they do not.
  package mutating func tryNext() -> String? {
    let labels = labels()
    guard labels.allSatisfy({ $0.count <= DomainName.maximumLabelLength }) else { return nil }
    let dialect = Int(numbers.next() % UInt64(Self.models.count))
    let found = Self.synthesizers[dialect].addresses(in: labels)
    let expected = Self.models[dialect].addresses(of: labels)
    if expected?.isEmpty == false { carried += 1 }
    guard found != expected else { return nil }
    let name = labels.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ".")
    return
      "\(name) in \(Self.synthesizers[dialect]): leaf finds \(found as Any), the plain model \(expected as Any)"
  }
}
