/// Names that are none, and names that are unusual and sound.
let malformedNameCases: [Case] = [
  Case(
    id: "MAL-01", level: .should,
    requirement: "A header that announces a question, with nothing behind it, gets FORMERR or no response.",
    sources: [.rfc(1035, "4.1.1"), .rfc(9267, "6"), .other("CVE-2009-1755")],
    steps: { _ in [.hostile(.asking([]), .formErrOrDrop)] }),
  Case(
    id: "MAL-02", level: .should,
    requirement: "A question without a QCLASS gets FORMERR or no response.",
    sources: [.rfc(1035, "4.1.2"), .rfc(9267, "6")],
    steps: { target in [.hostile(.asking(target.zone.wire + [0, 6]), .formErrOrDrop)] }),
  Case(
    id: "MAL-03", level: .should,
    requirement: "A label that is longer than the message gets FORMERR or no response.",
    sources: [.rfc(9267, "3")],
    steps: { _ in [.hostile(.asking([3, 0x64, 0x65]), .formErrOrDrop)] }),
  Case(
    id: "MAL-04", level: .should,
    requirement: "A name without an end gets FORMERR or no response.",
    sources: [.rfc(9267, "4")],
    steps: { target in
      [.hostile(.asking(Array(target.zone.under("leaf-probe").wire.dropLast())), .formErrOrDrop)]
    }),
  Case(
    id: "MAL-05", level: .should,
    requirement: "A label whose length octet begins with the bits 01 gets FORMERR or no response.",
    sources: [.rfc(1035, "4.1.4"), .rfc(6891, "5")],
    steps: { target in [.label(0x40, Array(repeating: 0x78, count: 64), target)] }),
  Case(
    id: "MAL-06", level: .should,
    requirement: "A label whose length octet begins with the bits 10 gets FORMERR or no response.",
    sources: [.rfc(1035, "4.1.4")],
    steps: { target in [.label(0x80, Array(repeating: 0x78, count: 128), target)] }),
  Case(
    id: "MAL-07", level: .should,
    requirement: "A bit-string label, which is obsolete, gets FORMERR or no response.",
    sources: [.rfc(6891, "5"), .rfc(1035, "4.1.4")],
    steps: { target in [.label(0x41, [8, 0xFF], target)] }),
  Case(
    id: "MAL-08", level: .should,
    requirement: "A QNAME of 256 octets gets FORMERR or no response.",
    sources: [.rfc(1035, "2.3.4"), .rfc(9267, "3")],
    steps: { target in
      target.zone.filled(to: 256, labelsOf: 63).map {
        [.hostile(.asking($0.wire + .soaIN), .formErrOrDrop)]
      } ?? []
    }),
  Case(
    id: "MAL-09", level: .must,
    requirement: "A QNAME of 255 octets in the zone is looked up as any other.",
    sources: [.rfc(1035, "2.3.4"), .rfc(2181, "11")],
    steps: { target in
      target.zone.filled(to: 255, labelsOf: 63).map {
        [.hostile(.query($0, .a), .response(lookedUp))]
      } ?? []
    }),
  Case(
    id: "MAL-10", level: .must,
    requirement: "A QNAME of as many labels as there can be is looked up as any other, and as quickly.",
    sources: [.rfc(1035, "2.3.4"), .rfc(2181, "11"), .other("CVE-2016-5426")],
    steps: { target in
      target.zone.filled(to: 255, labelsOf: 1).map {
        .timed(target, .query($0, .a), .response(lookedUp))
      } ?? []
    },
    relations: [.prompt]),
  Case(
    id: "MAL-24", level: .must,
    requirement: "A NUL octet in a label is an octet as any other: the name does not end there.",
    sources: [.rfc(2181, "11"), .rfc(1035, "3.1")],
    conditions: [.missingName, .missingNamesAreNXDOMAIN],
    steps: { target in
      let first = target.existing?.labels.first ?? []
      let cutToExisting = Name(
        labels: [first.prefix(61) + [0, 0x78]] + (target.existing ?? target.zone).parent.labels)
      return [.absent([0x61, 0, 0x62], target)]
        + (target.existing == target.zone || first.isEmpty ? [] : [.absent(cutToExisting)])
    }),
  Case(
    id: "MAL-25", level: .must,
    requirement: "A dot in a label is an octet as any other: 1.2.3.4 in one label is not four labels.",
    sources: [.rfc(2181, "11"), .rfc(1035, "3.1"), .other("CVE-2016-5427")],
    conditions: [.missingName, .missingNamesAreNXDOMAIN],
    steps: { target in [.absent(Array("1.2.3.4".utf8), target), .absent(Array("www.a".utf8), target)] }),
  Case(
    id: "MAL-26", level: .must,
    requirement: "Octets above 127 and control characters in a label are octets as any other.",
    sources: [.rfc(2181, "11"), .rfc(1035, "3.1")],
    conditions: [.missingName, .missingNamesAreNXDOMAIN],
    steps: { target in
      [
        .absent([0x80, 0xBF, 0xC0, 0xFF], target),
        // A line break, and what makes terminals red: no log may take them as they are.
        .absent([0x0D, 0x0A] + Array("\u{1B}[31m".utf8), target),
      ]
    }),
]

/// A DNAME RR at the apex makes the long name longer still (RFC 6672 §2.2).
private let lookedUp: [Check] = [.rcode(.nxDomain, .noError, .yxDomain)]

extension Step {
  /// A QNAME that begins with a label of this type.
  fileprivate static func label(_ first: UInt8, _ octets: [UInt8], _ target: Target) -> Step {
    .hostile(.asking([first] + octets + target.zone.wire + .soaIN), .formErrOrDrop)
  }

  fileprivate static func absent(_ label: [UInt8], _ target: Target) -> Step {
    .absent(Name(labels: [label] + target.zone.labels))
  }

  fileprivate static func absent(_ name: Name) -> Step {
    // A response to another question would be no response at all.
    .hostile(.query(name, .a), .response(.rcode(.nxDomain), .noRecords(.a, in: .answer)))
  }
}

extension Name {
  /// A name below this one that takes so many octets in all; nil where there is no room for a label.
  ///
  /// - Parameter size: How many octets each new label has: one may have one more or less, to come out even.
  func filled(to length: Int, labelsOf size: Int) -> Name? {
    var room = length - wire.count
    guard room > 1 else { return nil }
    var new: [[UInt8]] = []
    while room > 0 {
      var count = min(size, room - 1)
      // One octet holds no label.
      if room - count == 2 { count += size == 63 ? -1 : 1 }
      new.append(Array(repeating: 0x78, count: count))
      room -= count + 1
    }
    return Name(labels: new + labels)
  }
}
