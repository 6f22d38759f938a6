import WireProperties

/// Something that leaf and ldns 1.8.3 see differently in a message that came in, and neither is wrong about.
struct ToleratedDifference: Sendable {
  let reason: String
  /// Whether the message, as leaf reads it, has it.
  let applies: @Sendable (MessageValues) -> Bool
  /// Whether ldns may refuse the whole message.
  var allowsRefusal = false
  /// Takes what differs out of what either has read.
  var remove: @Sendable (inout MessageValues) -> Void = { _ in }

  static let all: [ToleratedDifference] = [
    ToleratedDifference(
      reason: "ldns does not keep Z, the reserved bit of the header",
      applies: { $0.flags & 0x0040 != 0 }, remove: { $0.flags &= ~0x0040 }),
    ToleratedDifference(
      reason:
        "ldns takes RDATA apart by its type in every class and for every type that it knows; leaf leaves RDATA"
        + " that is none of its business alone",
      applies: { $0.records.contains { !$0.hasKnownFormat } }, allowsRefusal: true,
      remove: { values in
        for index in values.records.indices where !values.records[index].hasKnownFormat {
          values.records[index].rdata = []
        }
      }),
    ToleratedDifference(
      reason: "of several OPT or TSIG records ldns keeps the last; leaf reads on, and answers FORMERR",
      applies: { $0.pseudoRecords(of: 41).count > 1 || $0.pseudoRecords(of: 250).count > 1 },
      remove: { $0.records.removeAll { $0.isPseudoRecord } }),
    ToleratedDifference(
      reason: "a TSIG record that is not the last makes ldns leave out the last; leaf answers FORMERR",
      applies: { values in
        values.records.contains { $0.isPseudoRecord && $0.type == 250 && $0 != values.records.last }
      }, remove: { $0.records.removeAll { $0.section == .additional } }),
    ToleratedDifference(
      reason: "ldns forgets the owner of an OPT record; leaf answers FORMERR unless it is the root",
      applies: { $0.pseudoRecords(of: 41).contains { !$0.owner.labels.isEmpty } },
      remove: { $0.records.removeAll { $0.isPseudoRecord } }),
  ]
}

extension MessageValues.Record {
  /// RDATA that leaf takes apart, or passes over as a whole.
  fileprivate var hasKnownFormat: Bool {
    if type == 41 { return true }
    return rrclass == 1 && RDATAField.formats[type] != nil
  }

  /// ldns keeps these apart from the others.
  fileprivate var isPseudoRecord: Bool { section == .additional && [41, 250].contains(type) }
}

extension MessageValues {
  fileprivate func pseudoRecords(of type: UInt16) -> [Record] {
    records.filter { $0.isPseudoRecord && $0.type == type }
  }
}
