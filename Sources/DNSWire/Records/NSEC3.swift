/// What RFC 5155 and its successors say of hashed names.
package enum NSEC3 {
  /// How many iterations a chain may have: more are refused by validators (RFC 9276 §3.2), and each answer would take long.
  package static let maximumIterations: UInt16 = 150
}
