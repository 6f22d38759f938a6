import DNSWire

/// Which types a name has that an NSEC or NSEC3 record is made for, besides those of the record itself.
struct DeniedTypes: OptionSet, Equatable {
  let rawValue: UInt8

  static let a = DeniedTypes(rawValue: 1)
  static let aaaa = DeniedTypes(rawValue: 2)
  static let ptr = DeniedTypes(rawValue: 4)
  static let cname = DeniedTypes(rawValue: 8)
  static let txt = DeniedTypes(rawValue: 16)
  /// There is no such name (RFC 9824 §2).
  static let nxname = DeniedTypes(rawValue: 32)
  /// It is a zone cut without DS records (RFC 9824 §3.4).
  static let cut = DeniedTypes(rawValue: 64)
  /// Those that the zone's store has for a name.
  static let stored = DeniedTypes(rawValue: 128)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(hasIPv4: Bool, hasIPv6: Bool) { rawValue = (hasIPv4 ? 1 : 0) | (hasIPv6 ? 2 : 0) }

  /// In the order of their numbers, but for those of the store.
  fileprivate static let types: [(DeniedTypes, RRType)] = [
    (.a, .a), (.cut, .ns), (.cname, .cname), (.ptr, .ptr), (.txt, .txt), (.aaaa, .aaaa),
    (.nxname, RRType(rawValue: 128)),
  ]
}

/// A bitmap of types that is built in place (RFC 4034 §4.1.2).
struct TypeBitmap {
  /// One bit for each type of a window.
  private var bits = InlineArray<32, UInt8>(repeating: 0)
  private var count = 0
  private let window: UInt8
  /// The first window behind this one that has types.
  private(set) var next: UInt8?

  init(window: UInt8) { self.window = window }

  mutating func insert(_ type: RRType) {
    let found = UInt8(type.rawValue >> 8)
    if found > window { next = min(found, next ?? .max) }
    guard found == window else { return }
    let bit = Int(type.rawValue & 0xFF)
    bits[bit / 8] |= 0x80 >> UInt8(bit % 8)
    count = max(count, bit / 8 + 1)
  }

  /// In octets.
  var length: Int { count > 0 ? 2 + count : 0 }

  func append(to message: inout OutputSpan<UInt8>) {
    guard length > 0 else { return }
    message.append(window)
    message.append(UInt8(count))
    for index in 0..<count { message.append(bits[index]) }
  }
}

extension Zone {
  /// The bitmap of a window.
  func bitmap(_ window: UInt8, _ denied: DeniedName, _ denial: OnlineDenial) -> TypeBitmap {
    var bitmap = TypeBitmap(window: window)
    let types = denied.types
    if denial != .nsec3 { bitmap.insert(.nsec) }
    // An NSEC3 record is of another name, so that it is none of what is signed (RFC 5155 §7.1).
    if denial != .nsec3 || types.hasSignatures { bitmap.insert(.rrsig) }
    for (flag, type) in DeniedTypes.types where types.contains(flag) { bitmap.insert(type) }
    guard types.contains(.stored) else { return bitmap }
    var rrsets = records.rrsets(of: denied.source)
    while let rrset = rrsets.next(in: records) { bitmap.insert(rrset.type) }
    return bitmap
  }
}

extension DeniedTypes {
  /// Those of a zone cut without DS records are signed nowhere.
  fileprivate var hasSignatures: Bool { !isEmpty && !contains(.cut) }
}
