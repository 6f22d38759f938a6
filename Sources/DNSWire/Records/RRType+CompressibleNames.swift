extension RRType {
  /// Where RDATA has names that a writer may compress (RFC 3597 §4): one right behind the other.
  package struct CompressibleNames: Equatable, Sendable {
    /// Of the first, in octets.
    package let offset: Int
    /// At least one.
    package let count: Int
  }

  /// What the registry says of the type, at hand without a look at it; nil where there are none.
  package var compressibleNames: CompressibleNames? {
    switch self {
    case .ns, .md, .mf, .cname, .mb, .mg, .mr, .ptr: CompressibleNames(offset: 0, count: 1)
    case .soa, .minfo: CompressibleNames(offset: 0, count: 2)
    case .mx: CompressibleNames(offset: 2, count: 1)
    default: nil
    }
  }
}
