import DNSWire

/// A fixed set of addresses of both families.
package struct AddressSet: Equatable, Sendable {
  private let ipv4: RangeTable<UInt32>
  private let ipv6: RangeTable<UInt128>

  /// All addresses that begin with one of some prefixes, or are in one of some groups.
  package init(_ prefixes: [IPPrefix] = [], _ groups: [AddressGroup] = []) {
    let prefixes = prefixes + groups.flatMap(\.prefixes)
    var (ipv4, ipv6): ([ClosedRange<UInt32>], [ClosedRange<UInt128>]) = ([], [])
    for prefix in prefixes {
      switch prefix.address {
      case .ipv4(let first):
        ipv4.append(first.rawValue...first.rawValue | ~UInt32.networkMask(prefix.length))
      case .ipv6(let address):
        let first = UInt128(address)
        ipv6.append(first...first | ~UInt128.networkMask(prefix.length))
      }
    }
    if groups.contains(.public) {
      let (special, general) = (AddressSet(AddressGroup.special), AddressSet(AddressGroup.general))
      let own = general.ipv4.without(special.ipv4)
      ipv4 += own
      ipv6 += general.ipv6.without(special.ipv6) + own.map(UInt128.nat64) + own.map(UInt128.sixToFour)
    }
    self.ipv4 = RangeTable(ipv4)
    self.ipv6 = RangeTable(ipv6)
  }

  /// Whether it has an address.
  package func contains(_ address: IPv4Address) -> Bool { ipv4.contains(address.rawValue) }

  /// Whether it has an address.
  package func contains(_ address: IPv6Address) -> Bool { ipv6.contains(UInt128(address)) }
}

extension FixedWidthInteger where Self: UnsignedInteger {
  /// The first `length` bits.
  fileprivate static func networkMask(_ length: Int) -> Self { ~(max >> length) }
}

extension UInt128 {
  /// What leads to IPv4 addresses by NAT64 (RFC 6052 §2.1).
  fileprivate static func nat64(_ range: ClosedRange<UInt32>) -> ClosedRange<UInt128> {
    let prefix: UInt128 = 0x0064_FF9B << 96
    return prefix | UInt128(range.lowerBound)...prefix | UInt128(range.upperBound)
  }

  /// What leads to IPv4 addresses by 6to4 (RFC 3056 §2).
  fileprivate static func sixToFour(_ range: ClosedRange<UInt32>) -> ClosedRange<UInt128> {
    let prefix: UInt128 = 0x2002 << 112
    return prefix | UInt128(range.lowerBound) << 80...prefix | UInt128(range.upperBound) << 80 | (1 << 80 - 1)
  }

  init(_ address: IPv6Address) { self = UInt128(address.high) << 64 | UInt128(address.low) }
}

/// Ranges of numbers, none of which is in two.
private struct RangeTable<Number: FixedWidthInteger & UnsignedInteger & Sendable>: Equatable, Sendable {
  /// Where each begins and ends, in order.
  private var first: [Number] = []
  private var last: [Number] = []
  /// For each value of the topmost bits the first range that does not end before it, and one more for the end: a look-up
  /// takes no longer in a million ranges than in ten, unless they have those bits in common.
  private var index: [UInt32] = []
  /// How far to the right the topmost bits have to go.
  private var shift: Number = 0

  /// - Parameter ranges: In any order.
  init(_ ranges: [ClosedRange<Number>]) {
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let end = last.last, end == .max || range.lowerBound <= end + 1 {
        last[last.count - 1] = max(end, range.upperBound)
      } else {
        first.append(range.lowerBound)
        last.append(range.upperBound)
      }
    }
    let bits = min(20, last.count.bitWidth - last.count.leadingZeroBitCount)
    shift = Number(Number.bitWidth - bits)
    var next = 0
    for value in 0..<(1 << bits) {
      while next < last.count, last[next] >> shift < Number(value) { next += 1 }
      index.append(UInt32(next))
    }
    index.append(UInt32(last.count))
  }

  func contains(_ number: Number) -> Bool {
    let bits = Int(number >> shift)
    var (low, high) = (Int(index[bits]), Int(index[bits + 1]))
    while low < high {
      let middle = (low + high) / 2
      if last[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < last.count && first[low] <= number
  }

  /// What is in none of another table's.
  func without(_ other: RangeTable) -> [ClosedRange<Number>] { RangeTable(gaps + other.ranges).gaps }

  private var ranges: [ClosedRange<Number>] { zip(first, last).map { $0...$1 } }

  /// What is in none of them.
  private var gaps: [ClosedRange<Number>] {
    var gaps: [ClosedRange<Number>] = []
    var next: Number = 0
    for range in ranges {
      if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
      guard range.upperBound < .max else { return gaps }
      next = range.upperBound + 1
    }
    return gaps + [next...(.max)]
  }
}
