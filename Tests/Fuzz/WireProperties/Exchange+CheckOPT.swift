import FuzzDriver
import LeafCore

extension Exchange {
  /// An OPT record goes out exactly when one came in (RFC 6891 §6.1.1, §7), with what was asked for and no more.
  func checkOPT(
    _ values: MessageValues, _ expected: ExpectedResponse, _ settings: Identity.Settings
  ) throws(Violation) {
    let found: PlainOPT.Content?
    switch values.opt {
    case .absent: found = nil
    case .unsound: throw Violation("an OPT record that is not sound")
    case .sound(let content): found = content
    }
    let asked = readableQuery?.opt
    // One that was met before the message could not be read any further is answered.
    if asked == nil, query.mayHaveOPT, found == nil { return }
    // In a message that is no query, records may mean something else, unless they are what they seem.
    let isAnswered = query[2] & 0x78 == 0 ? asked != .absent : asked != .absent && asked != .unsound
    try requireEqual(
      found != nil, asked == nil ? query.mayHaveOPT : isAnswered, "whether there is an OPT record")
    guard let found else { return }
    try requireEqual(found.payloadSize, 1_232, "payload size")
    try requireEqual(found.version, 0, "EDNS version")
    try requireEqual(found.z, 0, "Z of the OPT record")
    try requireEqual(Set(found.options.map(\.code)).count, found.options.count, "options that are there once")
    guard let asked else { return }
    var edns: PlainOPT.Content?
    if case .sound(let content) = asked { edns = content }
    // RFC 3225 §3.
    try requireEqual(found.dnssecOK, edns?.dnssecOK ?? false, "DO")
    let code = edns == nil ? nil : expected.extendedError
    try requireEqual(found.option(15), code.map { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, "EDE")
    // What an option means in another version is not known.
    if edns?.version != 0 { edns = nil }
    try requireEqual(
      found.option(3), edns?.option(3) == nil ? nil : settings.serverID, "NSID (RFC 5001 §2.2)")
    let isKept = edns?.option(11) != nil && arrival.transport == .tcp
    try requireEqual(
      found.option(11), isKept ? settings.keepalive : nil, "edns-tcp-keepalive (RFC 7828 §3.2.1, §3.3.2)")
    try checkCookie(found.option(10), settings.cookieSecret == nil ? nil : edns?.option(10))
    try require(Set(found.options.map(\.code)).isSubset(of: [3, 10, 11, 15]), "options \(found.options)")
  }

  /// A COOKIE option echoes the client cookie behind which a server cookie stands, the client's own or a new one
  /// (RFC 7873 §5.2, RFC 9018 §4).
  private func checkCookie(_ found: [UInt8]?, _ asked: [UInt8]?) throws(Violation) {
    guard let asked, asked.count == 8 || (16...40).contains(asked.count) else {
      return try requireEqual(found, nil, "COOKIE")
    }
    guard let found else { throw Violation("no COOKIE") }
    try requireEqual(found.count, 24, "length of COOKIE")
    try requireEqual(found.prefix(8), asked.prefix(8), "client cookie")
    guard found != asked else { return }
    let time = (1...4).map { UInt8(truncatingIfNeeded: now.unixTime >> (32 - 8 * $0)) }
    try requireEqual(Array(found[8..<16]), [1, 0, 0, 0] + time, "version and time of a new server cookie")
  }
}

extension Identity.Settings {
  /// TIMEOUT of edns-tcp-keepalive, in units of 100 milliseconds (RFC 7828 §3.1).
  fileprivate var keepalive: [UInt8] {
    let (seconds, attoseconds) = tcpIdleTimeout.components
    let units = min(seconds * 10 + attoseconds / 100_000_000_000_000_000, 0xFFFF)
    return [UInt8(units >> 8), UInt8(units & 0xFF)]
  }
}
