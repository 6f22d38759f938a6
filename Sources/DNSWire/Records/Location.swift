/// The RDATA of a LOC record (RFC 1876 §2).
struct Location {
  /// A diameter or precision in centimeters, as a digit and a power of ten.
  struct Size: RawRepresentable {
    let rawValue: UInt8
    init(rawValue: UInt8) { self.rawValue = rawValue }
  }

  var size: Size
  var horizontalPrecision: Size
  var verticalPrecision: Size
  /// Thousandths of an arc second north of the equator, and east of the meridian.
  var latitude: Int
  var longitude: Int
  /// Centimeters above the ellipsoid.
  var altitude: Int

  static let equator = 1 << 31
  static let seaLevel = 10_000_000
  /// Ninety degrees.
  static let maximumLatitude = 90 * 3_600_000
  static let maximumLongitude = 180 * 3_600_000
  static let octetCount = 16

  var octets: [UInt8] {
    let numbers = [latitude + Self.equator, longitude + Self.equator, altitude + Self.seaLevel]
    return [0, size.rawValue, horizontalPrecision.rawValue, verticalPrecision.rawValue]
      + numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }
  }
}

extension Location.Size {
  /// - Parameter centimeters: At most 90,000,000 meters; what follows its first digit is lost.
  init?(centimeters: Int) {
    var mantissa = centimeters
    var exponent: UInt8 = 0
    while mantissa > 9 {
      mantissa /= 10
      exponent += 1
    }
    guard mantissa >= 0, exponent <= 9 else { return nil }
    self.init(rawValue: UInt8(mantissa) << 4 | exponent)
  }

  /// A digit, and a power that only a digit but 0 may have.
  var isValid: Bool { rawValue == 0 || ((1...9).contains(rawValue >> 4) && rawValue & 0xF <= 9) }

  var centimeters: Int { (0..<rawValue & 0xF).reduce(Int(rawValue >> 4)) { number, _ in number * 10 } }
}

extension Location: CustomStringConvertible {
  var description: String {
    [
      Self.angle(latitude), latitude < 0 ? "S" : "N", Self.angle(longitude), longitude < 0 ? "W" : "E",
      (altitude < 0 ? "-" : "") + Self.meters(abs(altitude), decimals: true),
    ].joined(separator: " ")
      + [size, horizontalPrecision, verticalPrecision].map {
        " " + Self.meters($0.centimeters, decimals: $0.centimeters < 100)
      }.joined()
  }

  private static func angle(_ milliseconds: Int) -> String {
    let angle = abs(milliseconds)
    return "\(angle / 3_600_000) \(angle / 60_000 % 60) \(angle / 1000 % 60).\(padded(angle % 1000, to: 3))"
  }

  private static func meters(_ centimeters: Int, decimals: Bool) -> String {
    "\(centimeters / 100)" + (decimals ? ".\(padded(centimeters % 100, to: 2))" : "") + "m"
  }

  private static func padded(_ number: Int, to count: Int) -> String {
    String(repeating: "0", count: count - String(number).count) + String(number)
  }
}

extension Span where Element == UInt8 {
  /// Version 0 alone: RFC 1876 §2 has nobody assume anything of another's format.
  func endOfLocation(in rest: Range<Int>) -> Int? {
    guard rest.count >= Location.octetCount, self[rest.lowerBound] == 0,
      case let location = location(at: rest.lowerBound),
      location.size.isValid, location.horizontalPrecision.isValid, location.verticalPrecision.isValid
    else { return nil }
    return rest.lowerBound + Location.octetCount
  }

  /// - Throws: `.rdataLength` for a place that is not on Earth, which servers take and no text says.
  func locationText(at offset: Int) throws(WireError) -> String {
    let location = location(at: offset)
    guard abs(location.latitude) <= Location.maximumLatitude,
      abs(location.longitude) <= Location.maximumLongitude
    else { throw .rdataLength(offset: offset) }
    return location.description
  }

  /// - Parameter offset: Of sixteen octets.
  private func location(at offset: Int) -> Location {
    let (first, last) = (word(at: offset), word(at: offset + 8))
    func size(_ index: Int) -> Location.Size { Location.Size(rawValue: self[offset + index]) }
    return Location(
      size: size(1), horizontalPrecision: size(2), verticalPrecision: size(3),
      latitude: Int(first & 0xFFFF_FFFF) - Location.equator, longitude: Int(last >> 32) - Location.equator,
      altitude: Int(last & 0xFFFF_FFFF) - Location.seaLevel)
  }
}
