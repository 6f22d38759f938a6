import DNSWire
import LeafConfiguration
import LeafCore
import struct NIOConcurrencyHelpers.NIOLockedValueBox
import ProgramSupport

/// A zone that changes while leaf runs: what it is and how it has fared, for as long as the configuration says the same
/// of it.
final class KeptZone: Sendable {
  /// How a zone has fared.
  struct Status: Sendable {
    /// Of the version in force; nil while there is none.
    var serial: UInt32?
    /// When that came into force, in seconds of Unix time.
    var loadedAt: UInt64?
    /// Versions that were refused.
    var failures: UInt64 = 0
    /// When the first of those came that no good one has followed, in seconds of Unix time.
    var failingSince: UInt64?
    /// Whether a first version has come into force or has been refused.
    var isSettled = false
    /// Of the version in force, if it is signed.
    var security: ZoneSecurity?
    /// When signing is tried again that has failed, in seconds of Unix time.
    var nextSigning: UInt64?
    /// When the log was last told that signatures end, in seconds of Unix time.
    var toldOfEnd: UInt64?
  }

  let apex: DomainName
  let settings: ZoneSettings
  /// Set once the configuration does not have it any more, or has it otherwise.
  let isRetired = Flag()
  private let state: NIOLockedValueBox<Status>

  /// - Parameter previous: The zone as the configuration had it before.
  init(_ apex: DomainName, _ settings: ZoneSettings, after previous: KeptZone? = nil) {
    self.apex = apex
    self.settings = settings
    state = NIOLockedValueBox(previous?.status ?? Status())
  }

  var status: Status { state.withLockedValue { $0 } }

  /// Returns what `body` does, which changes how the zone has fared.
  func change<Result>(_ body: (inout Status) -> Result) -> Result { state.withLockedValue(body) }
}
