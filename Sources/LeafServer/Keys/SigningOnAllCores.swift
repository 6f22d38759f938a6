import DNSSecurity
import DNSZoneFile

extension ZoneSigner {
  /// Names that one thread signs in one go: some milliseconds' work.
  private static let block = 512

  /// Signs a zone on all cores.
  ///
  /// - Parameters:
  ///   - time: Now, in seconds since 1970, modulo 2^32.
  ///   - earlier: Those that are good for long enough stay.
  /// - Throws: As `prepare` and `sign`.
  func sign(
    _ zone: consuming OrderedZone, at time: UInt32, after earlier: EarlierSignatures? = nil
  ) throws -> OrderedZone {
    let unsigned = try prepare(zone)
    let blocks = (unsigned.nameCount + Self.block - 1) / Self.block
    let signatures = try onAllCores(blocks) { [self] block throws(KeyProblem) in
      let start = block * Self.block
      let names = start..<min(start + Self.block, unsigned.nameCount)
      return try sign(unsigned, names, at: time, after: earlier)
    }
    return try finish(unsigned, signatures, at: time, after: earlier)
  }
}
