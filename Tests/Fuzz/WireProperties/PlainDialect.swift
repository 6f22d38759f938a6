import Foundation
import LeafCore

/// What names carry, found by trying: a name is cut into pieces, and each run of them may be an address.
struct PlainDialect: Sendable {
  let dialect: Dialect
  let ttl: UInt32
  let hasIPv6: Bool

  /// nil for what makes up other names.
  init?(_ synthesizer: Synthesizer) {
    guard case .names(let dialect, let ttl, let hasIPv6) = synthesizer else { return nil }
    (self.dialect, self.ttl, self.hasIPv6) = (dialect, ttl, hasIPv6)
  }

  /// The addresses of a name, each as its octets; none for a name that only stands above such names, nil for any other.
  func addresses(of labels: [[UInt8]]) -> [[UInt8]]? {
    guard !labels.isEmpty else { return nil }
    let ipv6 = dialect == .sslip || hasIPv6 ? ipv6(labels) : nil
    let found = [ipv4(labels), ipv6].compactMap { $0 }
    return found.isEmpty && !isAboveAddress(labels) ? nil : found
  }

  /// Whether labels before these can make an address.
  private func isAboveAddress(_ labels: [[UInt8]]) -> Bool {
    switch dialect {
    case .leaf: labels.count < 4 && labels.allSatisfy { octet($0) != nil }
    case .nip: Piece.all(of: labels).count < 4 && Piece.all(of: labels).allSatisfy { octet($0.text) != nil }
    case .sslip: true
    }
  }

  private func ipv4(_ labels: [[UInt8]]) -> [UInt8]? {
    let pieces = Piece.all(of: labels)
    switch dialect {
    case .leaf:
      let nearest = Piece.all(of: labels.suffix(1)).map(\.text)
      return (nearest.count == 4 ? octets(nearest) : nil) ?? octets(labels.suffix(4))
    case .nip:
      return pieces.last.flatMap { hexadecimal($0.text, 4) } ?? octets(pieces.suffix(4).map(\.text))
    case .sslip:
      for separator in ["-", "."] {
        for window in pieces.indices.map({ pieces[$0...].prefix(4) })
        where window.dropFirst().allSatisfy({ $0.separator == separator }) {
          if let address = octets(window.map(\.text)) { return address }
        }
      }
      return pieces.lazy.compactMap { hexadecimal($0.text, 4) }.first
    }
  }

  private func ipv6(_ labels: [[UInt8]]) -> [UInt8]? {
    let nearest = Piece.all(of: labels.suffix(1)).map(\.text)
    switch dialect {
    case .leaf: return systemIPv6(nearest)
    case .nip:
      return nearest.last.flatMap { hexadecimal($0, 16) }
        ?? nearest.indices.lazy.compactMap { systemIPv6(Array(nearest[$0...])) }.first
    case .sslip:
      for (index, label) in labels.enumerated() {
        let pieces = Piece.all(of: [label]).map(\.text)
        for start in pieces.indices {
          if let address = ipv6EndingInIPv4(Array(pieces[start...]), labels[(index + 1)...]) {
            return address
          }
          for end in (start..<pieces.count).reversed() {
            if let address = systemIPv6(Array(pieces[start...end])) { return address }
          }
        }
      }
      return labels.lazy.compactMap { hexadecimal($0, 16) }.first
    }
  }

  private func ipv6EndingInIPv4(_ pieces: [[UInt8]], _ following: ArraySlice<[UInt8]>) -> [UInt8]? {
    let next = Array(following.prefix(3))
    guard next.count == 3, let fourth = Piece.all(of: next.suffix(1)).first,
      let last = pieces.last, let ipv4 = octets([last, next[0], next[1], fourth.text])
    else { return nil }
    let before = pieces.dropLast().map { String(decoding: $0, as: UTF8.self).lowercased() }
    let zeros = Set(["0", "00", "000", "0000"])
    let isMapped =
      before == ["", ""] || before == ["", "", "ffff"]
      || before.count == 4 && before.starts(with: ["", "", "ffff"]) && zeros.contains(before[3])
    let isBehindGroups = (2...5).contains(before.count) && before.last == "" && before.first != ""
    guard isMapped || isBehindGroups else { return nil }
    let text = before.joined(separator: ":") + ":" + ipv4.map(String.init).joined(separator: ".")
    return systemIPv6(text)
  }
}

/// What stands between two dots or dashes.
private struct Piece {
  var text: [UInt8]
  /// What stands before it.
  var separator: String

  static func all(of labels: [[UInt8]]) -> [Piece] {
    labels.flatMap { label in
      label.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).enumerated().map {
        Piece(text: Array($1), separator: $0 == 0 ? "." : "-")
      }
    }
  }
}

extension PlainDialect {
  private func octets(_ texts: [[UInt8]]) -> [UInt8]? {
    let octets = texts.compactMap(octet)
    return octets.count == 4 && texts.count == 4 ? octets : nil
  }

  /// The value of decimal digits; only leaf's own dialect takes leading zeros.
  private func octet(_ text: [UInt8]) -> UInt8? {
    guard (1...3).contains(text.count), text.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let digits = String(decoding: text, as: UTF8.self)
    return UInt8(digits).flatMap { dialect == .leaf || "\($0)" == digits ? $0 : nil }
  }

  /// The octets that so many pairs of hexadecimal digits stand for.
  private func hexadecimal(_ text: [UInt8], _ count: Int) -> [UInt8]? {
    guard text.count == 2 * count, text.allSatisfy({ $0 < 0x80 && Character(Unicode.Scalar($0)).isHexDigit })
    else { return nil }
    return stride(from: 0, to: text.count, by: 2).compactMap {
      UInt8(String(decoding: text[$0..<$0 + 2], as: UTF8.self), radix: 16)
    }
  }

  private func systemIPv6(_ pieces: [[UInt8]]) -> [UInt8]? {
    guard
      pieces.allSatisfy({ piece in piece.allSatisfy { $0 < 0x80 && Character(Unicode.Scalar($0)).isHexDigit }
      })
    else { return nil }
    return systemIPv6(pieces.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ":"))
  }

  /// What the C library makes of a text.
  private func systemIPv6(_ text: String) -> [UInt8]? {
    var octets = [UInt8](repeating: 0, count: 16)
    return unsafe inet_pton(AF_INET6, text, &octets) == 1 ? octets : nil
  }
}
