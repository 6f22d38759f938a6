extension Span where Element == UInt8 {
  /// The labels that an RRSIG record counts of a name in wire form that begins here: those but the root's, and but a `*` in
  /// front (RFC 4034 §3.1.3).
  package var signedLabels: UInt8 {
    var (labels, offset): (UInt8, Int) = (0, 0)
    while self[offset] != 0 {
      labels += 1
      offset += 1 + Int(self[offset])
    }
    return self[0] == 1 && self[1] == UInt8(ascii: "*") ? labels - 1 : labels
  }
}
