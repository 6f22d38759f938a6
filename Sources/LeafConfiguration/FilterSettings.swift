import DNSWire
import LeafCore

/// Which addresses that names carry are given out.
package struct FilterSettings: Equatable, Sendable {
  /// The only addresses; empty for all.
  package var allowed: [AddressChoice] = []
  /// Those of them that are none.
  package var denied: [AddressChoice] = []
  /// The path of a file of names and addresses, as the program opens it.
  package var blocklistFile: String?
  /// What names get whose address is not given out.
  package var blocked = BlockedAnswer.nodata

  /// - Parameter list: What is in the file.
  /// - Returns: nil for all addresses.
  func filter(_ list: Blocklist?) -> NameFilter? {
    guard !allowed.isEmpty || !denied.isEmpty || list != nil else { return nil }
    return NameFilter(
      allowed: allowed.isEmpty ? nil : AddressSet(allowed), denied: AddressSet(denied), list, answer: blocked)
  }
}

/// Some addresses: those that begin alike, or those of a group.
package enum AddressChoice: Hashable, Sendable {
  /// Those that begin with these bits.
  case prefix(IPPrefix)
  /// Those that have a name.
  case group(AddressGroup)
}

extension AddressSet {
  fileprivate init(_ choices: [AddressChoice]) {
    var (prefixes, groups): ([IPPrefix], [AddressGroup]) = ([], [])
    for choice in choices {
      switch choice {
      case .prefix(let prefix): prefixes.append(prefix)
      case .group(let group): groups.append(group)
      }
    }
    self.init(prefixes, groups)
  }
}

extension FilterSettings {
  @Rows<FilterSettings> static var rows: [Row<FilterSettings>] {
    Row(
      "dns.allow", "LEAF_ALLOW", .addresses, \.allowed, for: .both,
      "The only addresses that names may carry: prefixes, or private, loopback, link-local, multicast, documentation,"
        + " shared, unspecified or public; all unless given.")
    Row(
      "dns.deny", "LEAF_DENY", .addresses, \.denied, for: .both,
      "Addresses of those that names may not carry.")
    Row(
      "dns.blocklist_file", "LEAF_BLOCKLIST_FILE", .pathOrOff, \.blocklistFile, for: .both,
      "A file with a name, address or prefix on each line, that names may not have or carry.")
    Row(
      "dns.blocked", "LEAF_BLOCKED", .blockedAnswer, \.blocked, for: .both, default: "nodata",
      "What such names get: no data, NXDOMAIN, REFUSED, or another IPv4 and IPv6 address.")
  }
}
