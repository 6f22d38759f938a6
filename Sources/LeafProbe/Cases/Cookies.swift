import Glibc

/// DNS cookies (RFC 7873, RFC 9018).
let cookieCases: [Case] = [
  Case(
    id: "COOK-01", level: .should,
    requirement: "A client cookie gets a server cookie, or no COOKIE option from a server that makes none.",
    sources: [.rfc(7873, "5.2.3"), .rfc(7873, "5.2")],
    conditions: [.edns],
    steps: { target in
      [
        Step(
          cookieQuery(target, .client),
          Expectation.cookieAnswer(target.zone, .newCookie)
            .or(.response([Check].ednsAnswer(target.zone) + [.noOption(EDNS.Option.cookieCode)])))
      ]
    }),
  Case(
    id: "COOK-02", level: .must,
    requirement: "A server that uses cookies says FORMERR to a COOKIE option of a length that no cookie has.",
    sources: [.rfc(7873, "5.2.2")],
    conditions: [.edns, .cookies],
    steps: { target in wrongLengths(target, .response(.rcode(.formErr))) }),
  Case(
    id: "COOK-03", level: .must,
    requirement: "A server cookie that the server did not make is answered as none, with a new one.",
    sources: [.rfc(7873, "5.2.4"), .rfc(7873, "5.2.3")],
    conditions: [.edns, .cookies],
    steps: { target in
      // A server may discard it silently.
      [
        Step(
          cookieQuery(target, forgedCookie()),
          Expectation.cookieAnswer(target.zone, .newCookie, .notEchoed(.cookie(forgedCookie())))
            .tolerating(.silence))
      ]
    }),
  Case(
    id: "COOK-04", level: .must,
    requirement: "A server cookie that comes back is good: the query is answered, with a COOKIE option.",
    sources: [.rfc(7873, "5.2.5")],
    conditions: [.edns, .cookies],
    steps: { target in
      [
        Step(cookieQuery(target, .client), .response()),
        Step(
          .following { exchanges in query(target, returned(exchanges)) },
          .response([Check].ednsAnswer(target.zone) + [.newCookie])),
      ]
    }),
  Case(
    id: "COOK-05", level: .should,
    requirement: "Of two COOKIE options the first alone counts.",
    sources: [.rfc(7873, "5.2")],
    conditions: [.edns, .cookies],
    steps: { target in
      [
        Step(
          .query(target.zone, .soa, edns: EDNS(options: [.cookie(.client), .cookie([1, 2, 3])])),
          .cookieAnswer(target.zone, .newCookie))
      ]
    }),
  Case(
    id: "COOK-06", level: .should,
    requirement:
      "A server cookie has version 1, three octets of 0, a timestamp of now and a hash of eight octets.",
    sources: [.rfc(9018, "4"), .rfc(9018, "4.3")],
    conditions: [.edns, .cookies],
    steps: { target in [Step(cookieQuery(target, .client), .response(.interoperableCookie))] }),
  Case(
    id: "COOK-07", level: .must,
    requirement: "A query without a COOKIE option gets none.",
    sources: [.rfc(7873, "5.2.1")],
    conditions: [.edns],
    invariant: .unasked(EDNS.Option.cookieCode, "COOKIE")),
  Case(
    id: "COOK-08", level: .should,
    requirement: "The hash of a server cookie depends on the address that asks.",
    sources: [.rfc(9018, "4.4"), .rfc(7873, "4.2")], transports: [.udp],
    conditions: [.edns, .cookies, .secondAddress],
    steps: { target in
      let addresses = target.sourceAddresses ?? []
      return (addresses + addresses).map { address in
        var step = Step(cookieQuery(target, .client), .response())
        step.sourceAddress = address
        return step
      }
    },
    relations: [.hashOfAddress]),
  Case(
    id: "COOK-09", level: .must,
    requirement: "A query with a COOKIE option is answered, whether the server uses cookies or not.",
    sources: [.rfc(7873, "5.2"), .rfc(6891, "6.1.2"), .rfc(8906, "3.2.3")],
    conditions: [.edns],
    steps: { target in [Step(cookieQuery(target, .client), .cookieAnswer(target.zone))] }),
  Case(
    id: "COOK-10", level: .should,
    requirement: "Over TCP a query is answered without a server cookie, too.",
    sources: [.rfc(7873, "5.2.3")], transports: [.tcp],
    conditions: [.edns, .cookies],
    steps: { target in
      [[UInt8].client, forgedCookie()].map {
        Step(cookieQuery(target, $0), .response([Check].ednsAnswer(target.zone) + [.newCookie]))
      }
    }),
  Case(
    id: "COOK-11", level: .must,
    requirement: "A server that does not use cookies ignores a COOKIE option of any length.",
    sources: [.rfc(7873, "5.2"), .rfc(6891, "6.1.2")],
    conditions: [.edns, .noCookies],
    steps: { target in
      wrongLengths(
        target, .response([Check].ednsAnswer(target.zone) + [.noOption(EDNS.Option.cookieCode)]))
    }),
  Case(
    id: "COOK-12", level: .must,
    requirement:
      "A query without a question gets BADCOOKIE for a server cookie that the server did not make, else NOERROR.",
    sources: [.rfc(7873, "5.4")],
    conditions: [.edns, .cookies],
    steps: { target in
      [
        Step(cookieQuery(target, .client), .response()),
        Step(
          .following { exchanges in returned(exchanges).map { bare($0) } }.edited(.removeQuestion(.root)),
          .response(.rcode(.noError), .count(.answer, 0), .newCookie)),
        Step(
          Message(base: .query(bare(forgedCookie()))).edited(.removeQuestion(.root)),
          .response(.rcode(.badCookie), .count(.answer, 0), .newCookie)),
      ]
    }),
  Case(
    id: "COOK-13", level: .must,
    requirement: "A COOKIE option in a response has 16 to 40 octets, the first eight of them the query's.",
    sources: [.rfc(7873, "5.2.3"), .rfc(7873, "4")],
    conditions: [.edns],
    invariant: .option(EDNS.Option.cookieCode, "COOKIE options of 16 to 40 octets with the client cookie") {
      cookie, exchange in
      // COOK-07 speaks of those that were not asked for.
      guard exchange.isReadable, let asked = exchange.opt?.option(EDNS.Option.cookieCode) else { return true }
      return (16...40).contains(cookie.count) && cookie.prefix(8) == asked.prefix(8)
    }),
]

private func query(_ target: Target, _ cookie: [UInt8]?) -> Query? {
  cookie.map { Query(target.zone, .soa, edns: EDNS(options: [.cookie($0)])) }
}

private func cookieQuery(_ target: Target, _ cookie: [UInt8]) -> Message {
  .query(target.zone, .soa, edns: EDNS(options: [.cookie(cookie)]))
}

/// Its question, the root's, is to be removed.
private func bare(_ cookie: [UInt8]) -> Query {
  Query(.root, .a, edns: EDNS(options: [.cookie(cookie)]))
}

private func wrongLengths(_ target: Target, _ expectation: Expectation) -> [Step] {
  [1, 7, 9, 15, 41].map { length in
    .hostile(cookieQuery(target, .init(repeating: 0x5A, count: length)), expectation)
  }
}

/// The cookie that the first exchange brought.
private func returned(_ exchanges: [Exchange]) -> [UInt8]? {
  exchanges.first?.response?.serverCookie.map { .client + $0 }
}

private func now() -> UInt32 { UInt32(truncatingIfNeeded: time(nil)) }

/// One in the form of RFC 9018 §4, with a hash that no server makes but by chance.
private func forgedCookie() -> [UInt8] {
  var cookie: [UInt8] = .client + [1, 0, 0, 0]
  cookie.append(now())
  return cookie + .init(repeating: 0xA5, count: 8)
}

extension Check {
  fileprivate static let newCookie = on("a COOKIE option with a server cookie") { $0.serverCookie != nil }

  fileprivate static let interoperableCookie = on("a server cookie of RFC 9018 §4") { response in
    guard let cookie = response.serverCookie, cookie.count == 16, cookie.prefix(4) == [1, 0, 0, 0],
      let timestamp = cookie.uint32(at: 4)
    else { return false }
    // RFC 1982 arithmetic; what a server should still accept (RFC 9018 §4.3).
    return (-3600...300).contains(Int32(bitPattern: timestamp &- now()))
  }
}

extension Relation {
  /// The same client cookie, from two addresses in turn.
  fileprivate static let hashOfAddress = Relation(description: "another hash for another address") {
    exchanges, _ in
    let hashes = exchanges.map { $0.response?.serverCookie.map { Array($0.suffix(8)) } }
    let ours = hashes.indices.filter { $0 % 2 == 0 }.compactMap { hashes[$0] }
    let others = hashes.indices.filter { $0 % 2 == 1 }.compactMap { hashes[$0] }
    return Set(ours).isDisjoint(with: others) ? nil : "the same hash for two addresses"
  }
}
