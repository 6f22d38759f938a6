import Foundation
import LeafCore

/// What the names of addresses lead to, found by writing each as an address for the C library.
struct PlainReverse: Sendable {
  let ttl: UInt32
  private let target: PlainName
  private let isIPv6: Bool
  /// Of the zone's name, without those that all such zones have.
  private let labels: [String]
  /// The last octets that the zone has.
  private let last: ClosedRange<Int>

  /// nil for a zone without such names.
  init?(_ zone: ZoneContent) {
    guard case .reverse(_, let ttl) = zone.policy.synthesizer else { return nil }
    self.ttl = ttl
    target = PlainName(zone.policy.reverseZone)
    let labels = PlainName(zone.apex).folded.labels.map { String(decoding: $0, as: UTF8.self) }
    isIPv6 = labels[labels.count - 2] == "ip6"
    let range = labels[labels.count - 2] == "ip6" ? nil : Self.ranges[labels[0]]
    last = range ?? 0...255
    self.labels = Array(labels.dropLast(2).dropFirst(range == nil ? 0 : 1))
  }

  /// By the labels of RFC 2317 §4 that stand for them. That of a range goes before that of a prefix.
  private static let ranges: [String: ClosedRange<Int>] = {
    var ranges: [String: ClosedRange<Int>] = [:]
    for isOfRange in [false, true] {
      for length in 25...31 {
        let size = 1 << (32 - length)
        for first in stride(from: 0, to: 256, by: size) {
          let range = first...first + size - 1
          let words =
            isOfRange ? ["\(first)-\(first + size - 1)"] : ["\(first)-\(length)", "\(first)/\(length)"]
          for word in words { ranges[word] = range }
        }
      }
    }
    return ranges
  }()

  /// Where the name of an address leads; nothing for a name that only stands above such names, nil for any other.
  ///
  /// - Parameter labels: Those before the zone's name.
  func targets(of labels: [[UInt8]]) -> [PlainName]? {
    let own = labels.map { String(decoding: $0, as: UTF8.self) }
    let all = own + self.labels
    let count = isIPv6 ? 32 : 4
    guard !own.isEmpty, all.count <= count else { return nil }
    let whole = [String](repeating: "0", count: count - all.count) + all
    guard let octets = address(Array(whole.reversed())) else { return nil }
    guard all.count == count else { return [] }
    guard isIPv6 || last.contains(Int(octets[3])) else { return nil }
    return [PlainName([Array(label(octets).utf8)] + target.labels)]
  }

  private func address(_ parts: [String]) -> [UInt8]? {
    guard isIPv6 else { return octets(parts.joined(separator: "."), AF_INET, count: 4) }
    guard parts.allSatisfy({ $0.count == 1 }) else { return nil }
    let groups = stride(from: 0, to: 32, by: 4).map { parts[$0..<$0 + 4].joined() }
    return octets(groups.joined(separator: ":"), AF_INET6, count: 16)
  }

  /// What the C library makes of a text.
  private func octets(_ text: String, _ family: Int32, count: Int) -> [UInt8]? {
    var octets = [UInt8](repeating: 0, count: count)
    return unsafe inet_pton(family, text, &octets) == 1 ? octets : nil
  }

  /// The dashed form: that of RFC 5952 §4 for IPv6, with zeros where it would begin or end with a dash.
  private func label(_ octets: [UInt8]) -> String {
    guard isIPv6 else { return octets.map(String.init).joined(separator: "-") }
    let groups = stride(from: 0, to: 16, by: 2).map { Int(octets[$0]) << 8 | Int(octets[$0 + 1]) }
    let runs = (0..<8).flatMap { start in (start..<8).map { start..<$0 + 1 } }
      .filter { $0.count > 1 && groups[$0].allSatisfy { $0 == 0 } }
    let longest = runs.map(\.count).max()
    func text(_ part: ArraySlice<Int>) -> String {
      part.isEmpty ? "0" : part.map { String($0, radix: 16) }.joined(separator: "-")
    }
    guard let run = runs.first(where: { $0.count == longest }) else { return text(groups[...]) }
    return text(groups[..<run.lowerBound]) + "--" + text(groups[run.upperBound...])
  }
}
