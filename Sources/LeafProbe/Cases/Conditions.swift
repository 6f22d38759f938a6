extension Condition {
  static let existingName = Condition {
    $0.existing == nil ? "no name with an A RRset is known; give one with --existing" : nil
  }

  static let missingName = Condition {
    $0.missing == nil ? "every name in the zone exists; give one that does not with --missing" : nil
  }

  static let wildcard = needs(\.wildcard, "wildcard", "--wildcard")
  static let alias = needs(\.alias, "alias", "--alias")
  static let dname = needs(\.dname, "DNAME RR", "--dname")
  static let delegation = needs(\.delegation, "delegation", "--delegation")
  static let largeRRset = needs(\.large, "large TXT RRset", "--large")

  private static func needs(
    _ name: @escaping @Sendable (SpecialNames) -> Name?, _ what: String, _ option: String
  ) -> Condition {
    Condition {
      name($0.special) == nil
        ? "no \(what) is known; give one with \(option), or load the zone that --zone-file prints" : nil
    }
  }

  static let printedZone = Condition {
    $0.isPrinted ? nil : "needs the zone that --zone-file prints"
  }

  static let outsideName = Condition {
    $0.outside == nil ? "the server serves every name that was tried: there is none to refuse" : nil
  }

  static let missingNamesAreNXDOMAIN = Condition {
    $0.profile.answersEveryName ? "in the profile \($0.profile.rawValue) every name exists" : nil
  }

  static let targetsInZone = Condition { $0.ownTargets.isEmpty ? "no NS target is in the zone" : nil }

  static let edns = Condition { $0.supportsEDNS ? nil : "the server does not support EDNS" }

  static let noCookies = Condition { $0.usesCookies ? "the server uses DNS cookies" : nil }

  static let clientSubnet = Condition {
    $0.usesClientSubnet ? nil : "the server does not use EDNS Client Subnet"
  }

  static let noClientSubnet = Condition {
    $0.usesClientSubnet ? "the server uses EDNS Client Subnet" : nil
  }

  static let secondAddress = Condition {
    $0.sourceAddresses == nil ? "no second address is known to ask from: only 127.0.0.0/8 has one" : nil
  }

  static let signedZone = Condition { target in
    guard let keys = target.keys else { return target.reasonWithoutKeys ?? "the zone is not signed" }
    return keys.isVerifiable ? nil : "no key of the zone has an algorithm that can be verified here"
  }

  static let trustAnchor = Condition { $0.trustAnchors.isEmpty ? "no DS RR was given by --ds" : nil }

  static let unsignedZone = Condition { target in
    guard target.supportsEDNS else { return "the server does not support EDNS" }
    return target.keys == nil ? target.reasonWithoutKeys : "the zone is signed"
  }

  static let nonexistentNames = Condition {
    $0.usesNXNAME ? nil : "no type bitmap says of a name that it does not exist"
  }

  static let compactDenial = Condition {
    $0.usesCompactDenial ? nil : "names are not denied by NSEC RRs of their own"
  }

  static let cookies = Condition { $0.usesCookies ? nil : "the server does not use DNS cookies" }

  static let parentOutside = Condition { target in
    if target.zone.isRoot { return "the root has no parent" }
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

  var outsideOrApex: Name { outside ?? zone }

  /// Two addresses of this machine from which the server can be asked; nil where no second one is known.
  var sourceAddresses: [String]? {
    endpoint.address.hasPrefix("127.") ? ["127.0.0.1", "127.0.0.2"] : nil
  }

  /// The NS targets that this server must know the addresses of.
  var ownTargets: [Name] { nsTargets.filter { $0.isInside(zone) } }

  /// Those of the flags that a response has only if it copied them from the query.
  func copied(_ flags: Flags) -> Flags { offersRecursion ? flags.subtracting(.ra) : flags }
}

extension Target {
  /// Why nobody knows whether the zone has keys; nil where that is known.
  fileprivate var reasonWithoutKeys: String? {
    hasCutKeys ? "the DNSKEY RRset does not fit into a datagram, and was not had over TCP" : nil
  }
}
