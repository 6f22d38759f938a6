import DNSWire
import Foundation
import LeafCore

/// Which addresses of names are given out, looked up bit by bit and word by word.
package struct PlainFilter: Sendable {
  /// `ADDRESS/LENGTH`.
  package var denied: [String] = []
  /// Lines of a block list: prefixes, and names.
  package var listed: [String] = []
  package var answer = BlockedAnswer.nodata

  /// The same, as leaf has it.
  var leaf: NameFilter {
    var problems: [Blocklist.Problem] = []
    let list = Blocklist(Array(listed.joined(separator: "\n").utf8), problems: &problems)
    let prefixes = denied.compactMap { text -> IPPrefix? in
      let parts = text.split(separator: "/")
      return IPAddress(String(parts[0])).flatMap { IPPrefix($0, length: Int(parts[1]) ?? 0) }
    }
    precondition(problems.isEmpty && prefixes.count == denied.count)
    return NameFilter(denied: AddressSet(prefixes), list, answer: answer)
  }

  /// - Parameters:
  ///   - addresses: That a name carries, as octets.
  ///   - labels: Of the name, those before the zone's name.
  ///   - apex: The zone's name.
  func blocks(_ addresses: [[UInt8]], of labels: [[UInt8]], in apex: PlainName) -> Bool {
    let prefixes = denied + listed.filter { $0.contains("/") }
    if addresses.contains(where: { address in prefixes.contains { Self.leads(address, into: $0) } }) {
      return true
    }
    guard addresses.contains(where: Self.isPublic) else { return false }
    let own = Self.words(labels)
    let all = own + Self.words(apex.labels)
    return listed.filter { !$0.contains("/") }.map { Self.words([Array($0.lowercased().utf8)]) }.contains {
      entry in
      own.indices.contains { all[$0...].starts(with: entry) }
    }
  }

  private static func words(_ labels: [[UInt8]]) -> [[UInt8]] {
    PlainName(labels).folded.labels.flatMap { label in
      label.split { $0 == UInt8(ascii: "-") || labels.count == 1 && $0 == UInt8(ascii: ".") }.map {
        Array($0)
      }
    }
  }

  /// Whether an address, or the IPv4 address that it leads to, begins with the bits of a prefix.
  private static func leads(_ address: [UInt8], into prefix: String) -> Bool {
    let parts = prefix.split(separator: "/")
    let (text, length) = (String(parts[0]), Int(parts[1]) ?? 0)
    return ([address] + [embedded(address)].compactMap { $0 }).contains { address in
      guard (address.count == 4) == !text.contains(":") else { return false }
      return bits(address).prefix(length) == bits(octets(text)).prefix(length)
    }
  }

  private static func bits(_ octets: [UInt8]) -> String {
    octets.map { octet in
      String(repeating: "0", count: octet.leadingZeroBitCount) + (octet == 0 ? "" : String(octet, radix: 2))
    }
    .joined()
  }

  private static func octets(_ text: String) -> [UInt8] {
    var octets = [UInt8](repeating: 0, count: text.contains(":") ? 16 : 4)
    precondition(unsafe inet_pton(text.contains(":") ? AF_INET6 : AF_INET, text, &octets) == 1, text)
    return octets
  }

  private static func embedded(_ address: [UInt8]) -> [UInt8]? {
    guard address.count == 16 else { return nil }
    let last = Array(address.suffix(4))
    if address.starts(with: [0x20, 0x02]) { return Array(address[2..<6]) }
    if address.starts(with: [0, 0x64, 0xFF, 0x9B, 0, 1]) { return last }
    let beginnings = [
      "::", "::ffff:0:0", "::ffff:0:0:0", "64:ff9b::",
    ]
    guard beginnings.contains(where: { octets($0).prefix(12) == address.prefix(12) }) else { return nil }
    return address.dropLast(1).allSatisfy { $0 == 0 } && address[15] < 2 ? nil : last
  }

  private static let special = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "3fff::/20", "2620:4f:8000::/48",
  ]

  private static func isPublic(_ address: [UInt8]) -> Bool {
    func isIn(_ prefix: String) -> Bool {
      let parts = prefix.split(separator: "/")
      guard (address.count == 4) == !parts[0].contains(":") else { return false }
      let length = Int(parts[1]) ?? 0
      return bits(address).prefix(length) == bits(octets(String(parts[0]))).prefix(length)
    }
    if let embedded = embedded(address) { return isPublic(embedded) }
    guard address.count == 4 || isIn("2000::/3") else { return false }
    return !special.contains(where: isIn)
  }
}
