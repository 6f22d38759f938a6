/// What the cases about EDNS check.
extension Check {
  static let ednsVersion0 = on("EDNS version 0") { $0.opt?.version == 0 }

  /// CO, which RFC 9824 §5.1 defines, is no unknown flag.
  static let noUnknownFlags = on("no unknown EDNS flags") { ($0.opt?.reserved ?? 0) & ~0x4000 == 0 }

  static let dnssecOK = on("DO=1") { $0.opt?.dnssecOK == true }

  static func noOption(_ codes: UInt16...) -> Check {
    on("no option \(codes.map(String.init).joined(separator: " or "))") { response in
      codes.allSatisfy { response.opt?.option($0) == nil }
    }
  }

  /// Not one of these options has come back as it was sent.
  static func notEchoed(_ options: EDNS.Option...) -> Check {
    on("no option as it was sent") { response in
      !options.contains { response.opt?.options.contains($0) ?? false }
    }
  }

  static func atMostOne(_ code: UInt16) -> Check {
    on("at most one option \(code)") { $0.optionCount(code) <= 1 }
  }
}

extension [Check] {
  /// The zone's SOA RR as the answer, with an OPT RR. Of AA, flags and version EDNS-01 speaks: one fault is one finding.
  static func ednsAnswer(_ zone: Name) -> [Check] {
    [.rcode(.noError), .records(.soa, 1...Int.max, in: .answer, owner: zone), .opt]
  }

  /// BADVERS, with the version that the server has (RFC 6891 §6.1.3, RFC 8906 §8.2.2).
  static let badVersion: [Check] = [
    .rcode(.badVers), .opt, .ednsVersion0, .noRecords(.soa, in: .answer),
  ]
}

extension Expectation {
  /// The answer, or BADCOOKIE, which a server may say until it knows the client (RFC 7873 §5.2.3).
  static func cookieAnswer(_ zone: Name, _ more: Check...) -> Expectation {
    response([Check].ednsAnswer(zone) + more).or(response([.rcode(.badCookie), .opt] + more))
  }
}

extension Response {
  func optionCount(_ code: UInt16) -> Int { opt?.options.count { $0.code == code } ?? 0 }

  /// The COOKIE option's server cookie; nil where there is none of its lengths.
  var serverCookie: [UInt8]? {
    guard let cookie = opt?.option(EDNS.Option.cookieCode), (16...40).contains(cookie.count) else {
      return nil
    }
    return Array(cookie.dropFirst(8))
  }
}

extension Step {
  /// The zone's SOA RR asked for with these options, and answered.
  static func asking(_ target: Target, _ options: [EDNS.Option], _ more: Check...) -> Step {
    Step(
      .query(target.zone, .soa, edns: EDNS(options: options)),
      .response([Check].ednsAnswer(target.zone) + more))
  }
}

extension Invariant {
  /// No response has an option that the query did not have.
  static func unasked(_ code: UInt16, _ name: String) -> Invariant {
    ofResponses("no \(name) option in response to a query without one") { response, exchange in
      guard exchange.isReadable, response.opt?.option(code) != nil else { return nil }
      return exchange.opt?.option(code) == nil ? "an option \(code) that was not asked for" : nil
    }
  }

  /// Every option of this code has the form that `isSound` asks for.
  static func option(
    _ code: UInt16, _ description: String, _ isSound: @escaping @Sendable ([UInt8], Exchange) -> Bool
  ) -> Invariant {
    ofResponses(description) { response, exchange in
      let options = response.opt?.options.filter { $0.code == code } ?? []
      let wrong = options.first { !isSound($0.data, exchange) }
      return wrong.map { "option \(code) with \($0.data.hex.isEmpty ? "no data" : $0.data.hex)" }
    }
  }
}
