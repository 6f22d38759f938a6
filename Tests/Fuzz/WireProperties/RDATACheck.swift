/// What octets at the end of RDATA must be, by the letter of their RFC and without any of leaf's code.
package enum RDATACheck: Sendable {
  case services, oneOrTwoStrings, location, oldTypes, atmAddress, addressRanges, digest, ipsecKey, types,
    hashAndTypes, hostIdentity, zoneDigest, serviceParameters, tagAndValue, relay

  func holds(_ octets: [UInt8]) -> Bool {
    switch self {
    case .services: (1...8193).contains(octets.count)
    case .oneOrTwoStrings: Self.strings(octets).map { (1...2).contains($0.count) } ?? false
    case .location: Self.isLocation(octets)
    case .oldTypes: (1...16).contains(octets.count) && octets.last != 0 && octets[0] < 128
    case .atmAddress: Self.isATMAddress(octets)
    case .addressRanges: Self.areAddressRanges(octets)
    case .digest:
      octets.count > (octets.first == 0 ? 0 : 1)
        && ([1: 21, 2: 33, 4: 49][octets[0]] ?? octets.count) == octets.count
    case .zoneDigest: octets.count > 1 && ([1: 49, 2: 65][octets[0]] ?? octets.count) == octets.count
    case .ipsecKey: octets.count >= 3 && Self.gatewayLength(octets[1], octets.dropFirst(3)) != nil
    case .relay:
      !octets.isEmpty && Self.gatewayLength(octets[0] % 128, octets.dropFirst()) == octets.count - 1
    case .types: Self.areTypes(octets[...])
    case .hashAndTypes:
      octets.count > 1 && octets[0] > 0 && octets.count > octets[0]
        && Self.areTypes(octets.dropFirst(1 + Int(octets[0])))
    case .hostIdentity: Self.isHostIdentity(octets)
    case .serviceParameters: Self.areServiceParameters(octets)
    case .tagAndValue:
      octets.count > 1 && octets[0] > 0 && octets.count > octets[0]
        && octets[1...Int(octets[0])].allSatisfy {
          $0 < 128 && (Character(Unicode.Scalar($0)).isLetter || Character(Unicode.Scalar($0)).isNumber)
        }
    }
  }

  /// nil where the last does not end.
  private static func strings(_ octets: [UInt8]) -> [ArraySlice<UInt8>]? {
    var rest = octets[...]
    var strings: [ArraySlice<UInt8>] = []
    while let length = rest.popFirst() {
      guard rest.count >= length else { return nil }
      strings.append(rest.prefix(Int(length)))
      rest = rest.dropFirst(Int(length))
    }
    return strings
  }

  private static func number(_ octets: some Sequence<UInt8>) -> Int {
    octets.reduce(0) { $0 * 256 + Int($1) }
  }

  private static func isLocation(_ octets: [UInt8]) -> Bool {
    guard octets.count == 16, octets[0] == 0 else { return false }
    return octets[1...3].allSatisfy { $0 == 0 || ($0 / 16 > 0 && $0 / 16 < 10 && $0 % 16 < 10) }
  }

  private static func isATMAddress(_ octets: [UInt8]) -> Bool {
    guard octets.count > 1 else { return false }
    return octets[0] == 0
      || (octets[0] == 1 && octets.dropFirst().allSatisfy { ($0 ^ 0x30) < 10 })
  }

  private static func areAddressRanges(_ octets: [UInt8]) -> Bool {
    var rest = octets[...]
    while !rest.isEmpty {
      let item = Array(rest.prefix(4))
      guard item.count == 4, case let length = Int(item[3] % 128), rest.count >= 4 + length else {
        return false
      }
      let address = rest.dropFirst(4).prefix(length)
      let maximum = [1: 4, 2: 16][number(item[0...1])] ?? 255
      guard address.last != 0, length <= maximum, Int(item[2]) <= 8 * maximum else { return false }
      rest = rest.dropFirst(4 + length)
    }
    return true
  }

  /// The length of a name without pointers.
  private static func nameLength(_ octets: ArraySlice<UInt8>) -> Int? {
    var length = 0
    while let octet = octets.dropFirst(length).first {
      guard octet < 64 else { return nil }
      length += 1 + Int(octet)
      if octet == 0 { return length <= 255 && length <= octets.count ? length : nil }
    }
    return nil
  }

  private static func gatewayLength(_ type: UInt8, _ octets: ArraySlice<UInt8>) -> Int? {
    if type == 3 { return nameLength(octets) }
    return [0: 0, 1: 4, 2: 16][type].flatMap { $0 <= octets.count ? $0 : nil }
  }

  private static func areTypes(_ octets: ArraySlice<UInt8>) -> Bool {
    var rest = octets
    var windows: [UInt8] = []
    while let window = rest.popFirst() {
      guard let length = rest.popFirst(), (1...32).contains(length), rest.count >= length,
        rest.prefix(Int(length)).last != 0
      else { return false }
      rest = rest.dropFirst(Int(length))
      windows.append(window)
    }
    return zip(windows, windows.dropFirst()).allSatisfy(<)
  }

  private static func isHostIdentity(_ octets: [UInt8]) -> Bool {
    guard octets.count >= 4, case let (tag, key) = (Int(octets[0]), number(octets[2...3])), tag > 0, key > 0,
      octets.count >= 4 + tag + key
    else { return false }
    var names = octets.dropFirst(4 + tag + key)
    while !names.isEmpty {
      guard let length = nameLength(names) else { return false }
      names = names.dropFirst(length)
    }
    return true
  }

  private static func areServiceParameters(_ octets: [UInt8]) -> Bool {
    var rest = octets[...]
    var values: [Int: [UInt8]] = [:]
    var lastKey = -1
    while !rest.isEmpty {
      let (key, length) = (number(rest.prefix(2)), number(rest.dropFirst(2).prefix(2)))
      guard rest.count >= 4 + length, key > lastKey, key < 65_535 else { return false }
      values[key] = Array(rest.dropFirst(4).prefix(length))
      lastKey = key
      rest = rest.dropFirst(4 + length)
    }
    return values.allSatisfy { isValue($1, of: $0, among: values) }
  }

  private static func isValue(_ value: [UInt8], of key: Int, among all: [Int: [UInt8]]) -> Bool {
    switch key {
    case 0:
      let keys = stride(from: 0, to: value.count - 1, by: 2).map { number(value[$0...$0 + 1]) }
      return !keys.isEmpty && value.count % 2 == 0 && keys[0] != 0
        && zip(keys, keys.dropFirst()).allSatisfy(<) && keys.allSatisfy { all[$0] != nil }
    case 1: return strings(value).map { !$0.isEmpty && $0.allSatisfy { !$0.isEmpty } } ?? false
    case 2: return value.isEmpty && all[1] != nil
    case 3: return value.count == 2
    case 4: return value.count > 0 && value.count % 4 == 0
    case 5, 7: return !value.isEmpty
    case 6: return value.count > 0 && value.count % 16 == 0
    case 8: return value.isEmpty
    default: return true
    }
  }
}
