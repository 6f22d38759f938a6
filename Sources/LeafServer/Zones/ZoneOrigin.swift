import DNSWire
import DNSZoneFile
import LeafConfiguration
import LeafCore

/// Where the records of a zone are that is loaded while leaf runs.
enum ZoneOrigin: Sendable {
  /// In the file with this path.
  case file(String)
  /// In the configuration.
  case configuration(OrderedZone)

  /// How messages name it.
  var text: String {
    switch self {
    case .file(let path): path
    case .configuration: "configuration"
    }
  }

  /// Whether another has the same file, or the same records.
  func isSame(as other: ZoneOrigin) -> Bool {
    switch (self, other) {
    case (.file(let left), .file(let right)): left == right
    case (.configuration(let left), .configuration(let right)): left.hasRecords(of: right)
    default: false
    }
  }
}

extension OrderedZone {
  fileprivate func hasRecords(of other: OrderedZone) -> Bool {
    zone.octets == other.zone.octets
      && zone.records.elementsEqual(other.zone.records) { left, right in
        left.owner == right.owner && left.type == right.type && left.ttl == right.ttl
          && left.rdataRange == right.rdataRange
      }
  }
}

extension Configuration {
  /// nil for a zone that is made with the configuration: it has no file, and nothing of it is signed.
  func origin(of apex: DomainName) -> ZoneOrigin? {
    let settings = settings(of: apex)
    if let file = settings.file { return .file(file) }
    return settings.signingMode == nil ? nil : zonesOfRecords[apex].map { .configuration($0) }
  }
}
