import DNSWire

/// What a QNAME meets among the stored names of its zone, for those who explain an answer.
package struct Landmarks: Equatable, Sendable {
  /// The first zone cut on the way to it.
  package var cut: DomainName?
  /// The first name above it that has a DNAME record, unless a zone cut comes before.
  package var dname: DomainName?
  /// The closest name above it that exists (RFC 4592 §3.3.1); nil if it exists itself.
  package var closestEncloser: DomainName?
  /// The wildcard that stands for it.
  package var wildcard: DomainName?
}

extension ZoneSet {
  /// - Parameter qname: In class IN, asked for with this type.
  /// - Returns: nil if no zone that is ready has the name.
  package func landmarks(of qname: DomainName, _ qtype: QTYPE) -> Landmarks? {
    let octets = qname.wireForm
    var offsets = LabelOffsets.empty
    let count = offsets.note(octets.indices, in: octets.span)
    let labels = offsets.span.extracting(..<count)
    guard let place = place(of: qtype, labels, endingAt: octets.count, in: octets.span),
      let zone = self[place.zone]
    else { return nil }
    return zone.landmarks(of: qname, labels.extracting(..<place.labelCount), in: octets.span, at: place)
  }
}

extension Zone {
  fileprivate func landmarks(
    of qname: DomainName, _ labels: Span<UInt16>, in octets: Span<UInt8>, at place: ZoneSet.Place
  ) -> Landmarks {
    /// The zone's name and so many labels before it.
    func ancestor(_ labelCount: Int) -> DomainName { qname.suffixes[labels.count - labelCount] }
    let walk = names.walk(labels, in: octets, records)
    var landmarks = Landmarks()
    landmarks.cut = walk.cut.map { ancestor($0.labelCount) }
    if let dname = substitution(walk, labelCount: labels.count) {
      landmarks = Landmarks(dname: ancestor(dname.labelCount))
    }
    let isMade = (policy.synthesizer?.synthesize(labels, in: octets) ?? .absent) != .absent
    guard landmarks == Landmarks(), !walk.isExact, !place.isAboveZone, !isMade else { return landmarks }
    let closest = closestEncloser(of: labels, in: octets, walk, place)
    landmarks.closestEncloser = ancestor(closest)
    if names.walk(labels.extracting(last: closest), in: octets, hasAsterisk: true, records).isExact {
      landmarks.wildcard = try? ancestor(closest).child("*")
    }
    return landmarks
  }
}
