extension Span where Element == UInt8 {
  /// Where the names are that the canonical form has in lower case (RFC 4034 §6.2, RFC 6840 §5.1); none where RDATA is
  /// not in its type's format.
  ///
  /// - Parameter rdata: RDATA of class IN as it is kept, its names not compressed.
  package func canonicalNames(in rdata: Range<Int>, of type: RRType) -> [Range<Int>] {
    guard type != .a, type != .aaaa, type != .txt else { return [] }
    return (fields(of: rdata, of: type) ?? []).filter { $0.field == .compressibleName || $0.field == .name }
      .map(\.range)
  }
}
