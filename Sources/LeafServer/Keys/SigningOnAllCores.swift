import DNSSecurity
import DNSZoneFile

extension ZoneSigner {
  /// Names that one thread signs in one go: some milliseconds' work.
  private static let block = 512

  /// Signs a zone on all cores.
  ///
  /// - Parameter time: Now, in seconds since 1970, modulo 2^32.
  /// - Throws: As `prepare` and `sign`.
  func sign(_ zone: consuming OrderedZone, at time: UInt32) async throws -> OrderedZone {
    let unsigned = try prepare(zone)
    let starts = stride(from: 0, to: unsigned.nameCount, by: Self.block)
    let signatures = try await withThrowingTaskGroup(of: (start: Int, AddedRecords).self) { group in
      for start in starts {
        let names = start..<min(start + Self.block, unsigned.nameCount)
        group.addTask { (start, try self.sign(unsigned, names, at: time)) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    return try unsigned.signed(signatures.sorted { $0.start < $1.start }.map(\.1))
  }
}
