/// What of an answer is made up and signed as it is asked for; eight octets, as every answer has it.
struct OnlinePart {
  static let none = ZoneIndex(-1)
  private static let noLabels = UInt8.max

  /// The zone that signs what is made up, if one does.
  var signingZone: ZoneIndex? { zone == Self.none ? nil : zone }
  var zone = none
  /// How many labels of the name are below the zone cut that is made up, at most 127; `noLabels` where there is none.
  var skippedLabels = noLabels
  /// Whether that zone knows compact denial.
  var isCompact = false
  /// Whether an NSEC record that is made up shows what is not there (RFC 9824).
  var isDenied = false
  /// Whether signatures would have been over the limit.
  var lacksSignatures = false

  /// How many labels of the name are below the zone cut that is made up; nil where there is none.
  var skippedOfDelegation: Int? { skippedLabels == Self.noLabels ? nil : Int(skippedLabels) }
}
