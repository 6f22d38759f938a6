extension Condition {
  static let existingName = Condition {
    $0.existing == nil ? "no name with an A RRset is known; give one with --existing" : nil
  }

  static let missingName = Condition {
    $0.missing == nil ? "every name in the zone exists; give one that does not with --missing" : nil
  }

  static let missingNamesAreNXDOMAIN = Condition {
    $0.profile.answersEveryName ? "in the profile \($0.profile.rawValue) every name exists" : nil
  }

  static let edns = Condition { $0.supportsEDNS ? nil : "the server does not support EDNS" }

  static let cookies = Condition { $0.usesCookies ? nil : "the server does not use DNS cookies" }

  static let parentOutside = Condition { target in
    if target.zone.labels.isEmpty { return "the root has no parent" }
    return target.servesParent ? "the server serves the parent zone too" : nil
  }

  static func profiles(_ profiles: Profile...) -> Condition {
    Condition { target in
      profiles.contains(target.profile)
        ? nil : "belongs to the profile \(profiles.map(\.rawValue).joined(separator: ", "))"
    }
  }
}

extension Target {
  /// For cases that run only where one is known.
  var existingOrApex: Name { existing ?? zone }

  var missingOrApex: Name { missing ?? zone }

  /// A name outside every zone that anyone serves: example.org is reserved (RFC 2606 §3), unless it is this zone.
  var outside: Name {
    let name = Name(labels: [Array("example".utf8), Array("org".utf8)])
    return zone.isInside(name) || name.isInside(zone) ? Name(labels: [Array("invalid".utf8)]) : name
  }
}
