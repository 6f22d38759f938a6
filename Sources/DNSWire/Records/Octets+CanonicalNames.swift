extension [UInt8] {
  /// Puts the names in RDATA into lower case that the canonical form has so (RFC 4034 §6.2, RFC 6840 §5.1); none where
  /// RDATA is not in its type's format.
  ///
  /// - Parameter rdata: RDATA of class IN as it is kept, its names not compressed.
  package mutating func lowercaseNames(in rdata: Range<Int>, of type: RRType) {
    // No type has more than two.
    var names = (0..<0, 0..<0)
    let isInFormat = span.visitFields(of: rdata, of: type) { field, range in
      if field.isCompressible { names = (names.1, range) }
    }
    guard isInFormat else { return }
    lowercase(names.0)
    lowercase(names.1)
  }

  /// Puts ASCII letters into lower case.
  package mutating func lowercase(_ range: Range<Int>) {
    var octets = mutableSpan
    for index in range { octets[index] = DomainName.lowercased(octets[index]) }
  }
}
