// LOC records from text (RFC 1876 §3).

extension Span where Element == UInt8 {
  /// Latitude, longitude, altitude, and a size and two precisions that may be left out.
  func readLocation(from words: inout PresentationWords, into rdata: inout [UInt8]) -> Bool {
    guard let latitude = readAngle("N", "S", to: Location.maximumLatitude, from: &words),
      let longitude = readAngle("E", "W", to: Location.maximumLongitude, from: &words),
      let altitude = readMeters(from: &words),
      (-Location.seaLevel...Int(UInt32.max) - Location.seaLevel).contains(altitude),
      let size = readSize(default: 100, from: &words),
      let horizontal = readSize(default: 1_000_000, from: &words),
      let vertical = readSize(default: 1000, from: &words)
    else { return false }
    rdata +=
      Location(
        size: size, horizontalPrecision: horizontal, verticalPrecision: vertical, latitude: latitude,
        longitude: longitude, altitude: altitude
      ).octets
    return true
  }

  /// Degrees, minutes and seconds, the last two as far as they are there, and a direction.
  ///
  /// - Returns: Thousandths of a second.
  private func readAngle(
    _ positive: String, _ negative: String, to maximum: Int, from words: inout PresentationWords
  ) -> Int? {
    guard let degrees = readNumber(from: &words, to: 180) else { return nil }
    var angle = 3_600_000 * Int(degrees)
    for (unit, decimals) in [(60_000, 0), (1, 3), (0, 0)] {
      guard let word = words.next() else { return nil }
      let direction = text(word.range).uppercased()
      if direction == positive || direction == negative {
        return angle <= maximum ? (direction == positive ? angle : -angle) : nil
      }
      guard unit > 0, let number = decimal(word.range, decimals: decimals),
        number < (decimals > 0 ? 60_000 : 60)
      else { return nil }
      angle += unit * number
    }
    return nil
  }

  private func readSize(default centimeters: Int, from words: inout PresentationWords) -> Location.Size? {
    guard !words.isAtEnd else { return Location.Size(centimeters: centimeters) }
    return readMeters(from: &words).flatMap { Location.Size(centimeters: $0) }
  }

  /// Centimeters, from meters with two decimals at most and an `m` that may be left out.
  private func readMeters(from words: inout PresentationWords) -> Int? {
    guard var range = words.next()?.range, !range.isEmpty else { return nil }
    if [UInt8(ascii: "m"), UInt8(ascii: "M")].contains(self[range.upperBound - 1]) {
      range = range.dropLast()
    }
    guard range.first.map({ self[$0] }) == UInt8(ascii: "-") else { return decimal(range, decimals: 2) }
    return decimal(range.dropFirst(), decimals: 2).map { -$0 }
  }

  /// In centimeters (RFC 1876 §2).
  private static var largestSize: UInt64 { 9_000_000_000 }

  /// A number in units of its last decimal, of which there may be fewer.
  private func decimal(_ range: Range<Int>, decimals: Int) -> Int? {
    let parts = octets(range).split(
      separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first,
      parts.count == 1 || (decimals > 0 && (1...decimals).contains(parts[1].count))
    else { return nil }
    let fraction = parts.count == 1 ? [] : Array(parts[1])
    let digits = whole + fraction + [UInt8](repeating: UInt8(ascii: "0"), count: decimals - fraction.count)
    let text = Array(digits)
    guard !whole.isEmpty else { return nil }
    return text.span.number(text.indices, to: Self.largestSize).map(Int.init)
  }
}
