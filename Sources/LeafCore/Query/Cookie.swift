import DNSWire

/// The Server Secret of RFC 9018 §4: 128 bits, the same on every server of an anycast set.
package struct CookieSecret: Equatable, Sendable {
  private let low: UInt64
  private let high: UInt64

  /// - Parameter low: The first eight octets, the first of them the least significant.
  package init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// - Parameter octets: Sixteen octets; nil if it has another number of them.
  package init?(_ octets: [UInt8]) {
    guard octets.count == 16 else { return nil }
    low = octets[..<8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    high = octets[8...].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  var key: (UInt64, UInt64) { (low, high) }
}

// Whoever reads the secret makes valid cookies for any address, so nothing that prints values prints it.
extension CookieSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "(not shown)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What a COOKIE option of a legal length says (RFC 7873 §5.2).
package struct Cookie: Equatable, Sendable {
  /// Where the Client Cookie is in the message: eight octets.
  package var clientOffset: Int
  /// The length of the Server Cookie, which follows: 0, or 8 to 32 octets.
  package var serverLength: Int

  /// - Parameter option: The OPTION-DATA; nil unless it has 8 or 16...40 octets (RFC 7873 §5.2.2).
  init?(_ option: Range<Int>) {
    guard option.count == 8 || (16...40).contains(option.count) else { return nil }
    clientOffset = option.lowerBound
    serverLength = option.count - 8
  }
}

/// A Server Cookie of RFC 9018 §4: version 1, SipHash-2-4.
struct ServerCookie: Equatable {
  static let length = 16
  private static let version: UInt64 = 1

  /// The version in the first octet, three reserved octets, the time in the last four.
  var prefix: UInt64
  var hash: UInt64

  /// How far back and ahead a server cookie's time may lie, in seconds (RFC 9018 §4.3).
  private static let past: Int32 = 3_600
  private static let future: Int32 = 300
  /// From this age on a client gets a new one.
  private static let renewal: Int32 = 1_800

  /// A new cookie for a client.
  init(for client: ClientCookie, at now: Now, secret: CookieSecret) {
    prefix = Self.version << 56 | now.unixTime & 0xFFFF_FFFF
    hash = client.hash(prefix: prefix, secret: secret)
  }

  /// The cookie that the client sent; nil unless `secret` made it for this client, not too long ago.
  init?(
    _ cookie: Cookie, in message: Span<UInt8>, from client: ClientCookie, at now: Now, secret: CookieSecret
  ) {
    guard cookie.serverLength == Self.length else { return nil }
    prefix = message.word(at: cookie.clientOffset + 8)
    hash = message.word(at: cookie.clientOffset + 16).byteSwapped
    guard prefix >> 56 == Self.version, (-Self.future...Self.past).contains(age(at: now)),
      hash == client.hash(prefix: prefix, secret: secret)
    else { return nil }
  }

  func needsRenewal(at now: Now) -> Bool { age(at: now) >= Self.renewal }

  /// Seconds since the cookie was made, in serial number arithmetic (RFC 1982 §3.2): the cookie has the time modulo
  /// 2^32 (RFC 9018 §4.3).
  private func age(at now: Now) -> Int32 {
    Int32(truncatingIfNeeded: now.unixTime &- prefix)
  }
}

/// A Client Cookie and the address that it came from.
struct ClientCookie {
  /// The first octet the least significant, as SipHash takes it.
  let octets: UInt64
  let address: IPAddress

  init(_ cookie: Cookie, in message: Span<UInt8>, from address: IPAddress) {
    octets = message.word(at: cookie.clientOffset).byteSwapped
    self.address = address
  }

  func hash(prefix: UInt64, secret: CookieSecret) -> UInt64 {
    var hash = SipHash(key: secret.key)
    hash.combine(octets)
    hash.combine(prefix.byteSwapped)
    switch address {
    case .ipv4(let address):
      return hash.finish(tail: UInt64(address.rawValue.byteSwapped), length: 20)
    case .ipv6(let address):
      hash.combine(address.high.byteSwapped)
      hash.combine(address.low.byteSwapped)
      return hash.finish(tail: 0, length: 32)
    }
  }
}

extension OutputSpan where Element == UInt8 {
  mutating func append(_ cookie: ServerCookie) {
    append(cookie.prefix)
    append(cookie.hash.byteSwapped)
  }
}
