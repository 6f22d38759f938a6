import LeafCore

/// What zones that are signed online have in common.
struct OnlineSigning: Sendable {
  let table: SignatureTable
  /// Signatures in a second; nil for any number.
  let limit: UInt32?

  init(_ table: SignatureTable, limit: UInt32?) { (self.table, self.limit) = (table, limit) }
}

extension SignatureTable {
  /// - Parameter signatures: How many are kept.
  static func random(signatures: Int) -> SignatureTable {
    func word() -> UInt64 { .random(in: .min ... .max) }
    return SignatureTable(signatures: signatures, hashKeys: ((word(), word()), (word(), word())))
  }
}
