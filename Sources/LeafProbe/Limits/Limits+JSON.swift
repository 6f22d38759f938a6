extension Limits {
  var json: JSON {
    .object([
      ("address", .string("\(endpoint)")),
      ("queries", .array(queries.map(\.json))),
      ("connections", connections.json),
      ("timeouts", .array(timeouts.map(\.json))),
      ("datagrams", datagrams?.json ?? .null),
      ("obstacles", .array(obstacles.map(JSON.string))),
    ])
  }
}

extension JSON {
  fileprivate static func optional(_ value: Int?) -> JSON { value.map { .int($0) } ?? .null }
}

extension QueryLimit {
  fileprivate var json: JSON {
    .object([
      ("kind", .string(kind.name)), ("rcode", .string("\(kind.rcode)")),
      ("unlimited_per_second", .optional(free)), ("limited_per_second", .optional(limited?.rate)),
      ("seconds", .array((limited?.seconds ?? []).map(\.json))), ("slip", slip.map { .double($0) } ?? .null),
      ("with_cookie", withCookie?.total.json ?? .null),
    ])
  }
}

extension QueryStage.Second {
  fileprivate var json: JSON {
    .object([
      ("sent", .int(sent)), ("answered", .int(answered)), ("truncated", .int(truncated)),
      ("other_rcode", .int(otherwise)),
    ])
  }
}

extension ConnectionLimit {
  fileprivate var json: JSON {
    .object([
      ("served", .int(served)), ("next", .string(next.word)),
    ])
  }
}

extension ConnectionLimit.Next {
  fileprivate var word: String {
    switch self {
    case .untried: "untried"
    case .closed(let isReset): isReset ? "reset" : "closed"
    case .replaces: "replaces"
    case .unanswered: "unanswered"
    case .failed(let error): "\(error)"
    }
  }
}

extension StreamTimeout {
  fileprivate var json: JSON {
    .object([
      ("waiting_for", .string(wait.word)),
      ("closed_after_milliseconds", .optional(closedAfter?.milliseconds)), ("is_reset", .bool(isReset)),
      ("failure", .optional(failure)),
    ])
  }
}

extension StreamTimeout.Wait {
  fileprivate var word: String {
    switch self {
    case .firstQuery: "first_query"
    case .nextQuery: "next_query"
    case .restOfLength: "rest_of_length"
    case .restOfQuery: "rest_of_query"
    }
  }
}

extension DatagramLimit {
  fileprivate var json: JSON {
    let responses = self.responses.map { response in
      JSON.object([
        ("advertised", .int(Int(response.advertised))), ("octets", .optional(response.octets)),
        ("is_truncated", .bool(response.isTruncated)),
      ])
    }
    return .object([
      ("question", .string("\(question)")), ("largest_octets", .int(largest)),
      ("octets_over_tcp", .optional(whole)),
      ("responses", .array(responses)),
    ])
  }
}
