import DNSSecurity
import LeafConfiguration
import LeafCore

// What settings say of signing, in the terms of who signs.
extension SigningPolicy {
  init(_ settings: ZoneSettings) {
    self.init()
    denial = settings.security.denial == .nsec3 ? .nsec3 : .nsec
    isDenialMade = settings.signingMode != .online
    lifetime = settings.security.lifetime * 86_400
    tellsParent = settings.security.tellsParent
    hasDigest = settings.security.hasDigest
  }
}

extension RolloverPolicy {
  /// What the settings say of it; TTLs are the zone's.
  init(_ settings: SecuritySettings) {
    self.init()
    func seconds(_ days: UInt32) -> UInt64 { UInt64(days) * 86_400 }
    keepsStandby = settings.keepsStandby
    entryPointLifetime = settings.entryPointLifetime.map(seconds)
    zoneKeyLifetime = settings.zoneKeyLifetime.map(seconds)
    propagation = UInt64(settings.propagation)
    parentTTL = UInt64(settings.parentTTL)
  }
}

extension OnlineDenial {
  init(_ method: DenialMethod) {
    self =
      switch method {
      case .compact: .compact
      case .nsec: .nsec
      case .nsec3: .nsec3
      }
  }
}
