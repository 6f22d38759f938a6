/// Why a query or a connection gets no response.
package enum DropReason: UInt8, CaseIterable, Sendable {
  /// It is longer than a query over this transport may be.
  case requestTooLarge
  /// There have been too many queries, from this client or from all.
  case rateLimited
  /// It is under twelve octets, or a response.
  case parseError
  /// There have been too many answers of little use to this client for this name.
  case invalidQueryRateLimited
  /// There is no room for the connection.
  case connectionLimitReached
  /// There have been too many signatures to make.
  case signingRateLimited
  /// A response that was to come later does not come.
  case noResponse
  /// The client was gone before its response came.
  case clientGone

  /// As log and metrics have it.
  package var name: String {
    switch self {
    case .requestTooLarge: "request_too_large"
    case .rateLimited: "rate_limited"
    case .parseError: "parse_error"
    case .invalidQueryRateLimited: "invalid_query_rate_limited"
    case .connectionLimitReached: "connection_limit_reached"
    case .signingRateLimited: "signing_rate_limited"
    case .noResponse: "no_response"
    case .clientGone: "client_gone"
    }
  }

  /// Whether it is about a query, and not about a connection on which none has come yet.
  package var isOfQuery: Bool { self != .connectionLimitReached }
}

extension NoResponseReason {
  /// What log and metrics call it.
  package var dropReason: DropReason {
    switch self {
    case .truncatedHeader, .response: .parseError
    case .rateLimited: .rateLimited
    case .signingLimited: .signingRateLimited
    case .invalidRateLimited: .invalidQueryRateLimited
    }
  }
}
