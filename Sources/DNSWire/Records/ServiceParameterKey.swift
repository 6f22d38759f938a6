/// The key of a parameter of SVCB and HTTPS records (RFC 9460 §14.3).
struct ServiceParameterKey: RawRepresentable, Hashable {
  let rawValue: UInt16

  static let mandatory = ServiceParameterKey(rawValue: 0)
  static let alpn = ServiceParameterKey(rawValue: 1)
  static let noDefaultALPN = ServiceParameterKey(rawValue: 2)
  static let port = ServiceParameterKey(rawValue: 3)
  static let ipv4Hint = ServiceParameterKey(rawValue: 4)
  static let ech = ServiceParameterKey(rawValue: 5)
  static let ipv6Hint = ServiceParameterKey(rawValue: 6)
  /// RFC 9461 §5.
  static let dohPath = ServiceParameterKey(rawValue: 7)
  /// RFC 9540 §4.
  static let ohttp = ServiceParameterKey(rawValue: 8)
  /// "Invalid key", which no record has.
  static let invalid = ServiceParameterKey(rawValue: 65_535)
}

extension ServiceParameterKey: CustomStringConvertible {
  private static let names = [
    "mandatory", "alpn", "no-default-alpn", "port", "ipv4hint", "ech", "ipv6hint", "dohpath", "ohttp",
  ]

  /// BIND 9.18 knows no `ohttp`, while every reader takes `key8`.
  var description: String {
    rawValue < Self.ohttp.rawValue ? Self.names[Int(rawValue)] : "key\(rawValue)"
  }

  /// Reads a name or `keyNNNNN`, which has no zeros before (RFC 9460 §2.1).
  init?(presentation text: String) {
    if let known = Self.names.firstIndex(of: text) {
      self.init(rawValue: UInt16(known))
    } else if text.hasPrefix("key"), let number = UInt16(text.dropFirst(3)), text == "key\(number)",
      number != Self.invalid.rawValue
    {
      self.init(rawValue: number)
    } else {
      return nil
    }
  }
}
