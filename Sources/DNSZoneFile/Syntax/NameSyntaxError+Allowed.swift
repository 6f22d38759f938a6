import DNSWire

extension NameSyntaxError {
  /// What a name may be, where this one breaks the rule.
  var allowed: String {
    switch self {
    case .empty: "a domain name"
    case .emptyLabel: "labels of at least one octet between dots"
    case .labelTooLong: "labels of at most 63 octets"
    case .nameTooLong: "a name of at most 255 octets in wire form"
    case .relative: "a name with a dot at its end"
    case .escape: "\\DDD of at most 255, or a backslash before another character"
    case .character: "printing ASCII characters; others as \\DDD"
    }
  }
}
