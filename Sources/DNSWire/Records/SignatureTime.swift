/// When a signature starts or ends: seconds since 1970 in 32 bits (RFC 4034 §3.1.5).
package struct SignatureTime: RawRepresentable {
  /// Seconds since 1970.
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }
}

extension SignatureTime: CustomStringConvertible {
  /// `YYYYMMDDHHmmSS` in UTC (RFC 4034 §3.2), in 1970...2106.
  package var description: String {
    let (year, month, day) = date
    let time = rawValue % 86_400
    return [month, day, time / 3600, time / 60 % 60, time % 60].reduce("\(year)") { $0 + Self.twoDigits($1) }
  }

  /// Reads `YYYYMMDDHHmmSS`; nil if it is no time in 1970...2106.
  init?(presentation text: String) {
    guard let number = UInt64(text) else { return nil }
    // Two digits each, from the seconds on.
    let parts = (0..<5).map { index in
      Int((0..<index).reduce(number) { rest, _ in rest / 100 } % 100)
    }
    let (seconds, minutes, hours, day, month) = (parts[0], parts[1], parts[2], parts[3], parts[4])
    let days = Self.days(year: Int(number / 10_000_000_000), month: month, day: day)
    guard let time = UInt32(exactly: days * 86_400 + hours * 3600 + minutes * 60 + seconds) else {
      return nil
    }
    self.init(rawValue: time)
    // A 30 February would be another day.
    guard description == text else { return nil }
  }

  /// Days from 1970 to a date, by the count of `date`.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let year = month < 3 ? year - 1 : year
    let days = 1461 * (year - 1968) / 4 + (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return (days > Int(marchOf2100) ? days - 1 : days) - 671
  }

  private static func twoDigits(_ value: UInt32) -> String { (value < 10 ? "0" : "") + String(value) }

  private var date: (year: UInt32, month: UInt32, day: UInt32) {
    // Counted from 1 March 1968, since years that start in March have the leap day last, and four of them 1,461 days
    // together. 2100 is no leap year: past February it counts as if it were one.
    var days = rawValue / 86_400 + 671
    if days >= Self.marchOf2100 { days += 1 }
    let year = (4 * days + 3) / 1461
    let dayOfYear = days - 1461 * year / 4
    // 153 days in five months, March to July and August to December.
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    return month < 10 ? (1968 + year, month + 3, day) : (1969 + year, month - 9, day)
  }

  /// Days from 1 March 1968.
  private static let marchOf2100: UInt32 = 48_212
}
