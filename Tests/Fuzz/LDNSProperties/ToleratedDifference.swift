import WireProperties

/// Something that leaf and ldns 1.8.3 see differently in a message that came in, and neither is wrong about.
package struct ToleratedDifference: Sendable {
  package let reason: String
  /// Whether the message, as leaf reads it, has it.
  let applies: @Sendable (MessageValues) -> Bool
  /// The records that ldns may refuse the whole message for. With `privateUse` as their TYPE it may not.
  var refused: (@Sendable (MessageValues.Record) -> Bool)?
  /// Takes out of what leaf has read what ldns is known to lose; the records are in the order of the message.
  var reduce: @Sendable (inout MessageValues) -> Void = { _ in }
  /// Takes what differs out of what either has read.
  var ignore: @Sendable (inout MessageValues) -> Void = { _ in }

  /// A type that no reader takes apart (RFC 6895 §3.1).
  static let privateUse: UInt16 = 65_280

  package static let all: [ToleratedDifference] = [
    ToleratedDifference(
      reason: "ldns does not keep Z, the reserved bit of the header",
      applies: { $0.flags & 0x0040 != 0 }, reduce: { $0.flags &= ~0x0040 }),
    ToleratedDifference(
      reason:
        "ldns takes RDATA apart by its type in every class and for every type that it knows; leaf leaves RDATA"
        + " that is none of its business alone",
      applies: { $0.records.contains { !$0.hasKnownFormat } },
      refused: { !$0.hasKnownFormat },
      ignore: { values in
        for index in values.records.indices where !values.records[index].hasKnownFormat {
          values.records[index].rdata = []
        }
      }),
    ToleratedDifference(
      reason: "ldns takes the name of an NSAP-PTR record (RFC 1348) for a character string",
      applies: { $0.records.contains(where: \.isNSAPPTR) }, refused: \.isNSAPPTR,
      ignore: { values in
        for index in values.records.indices where values.records[index].isNSAPPTR {
          values.records[index].rdata = []
        }
      }),
    ToleratedDifference(
      reason:
        "each TSIG record lowers ldns's count of the additional section; leaf answers one before its end FORMERR",
      applies: { values in
        values.records.dropLast().contains { $0.isPseudoRecord && $0.type == 250 }
      },
      reduce: { values in
        let additional = values.records(in: .additional)
        var count = additional.count
        var read = 0
        while read < count {
          if additional[read].type == 250 { count -= 1 }
          read += 1
        }
        values.records.removeLast(additional.count - read)
      }),
    ToleratedDifference(
      reason: "of several TSIG records ldns keeps the last that it reads; leaf answers FORMERR",
      applies: { $0.pseudoRecords(of: 250).count > 1 },
      reduce: { values in
        let last = values.records.lastIndex { $0.isPseudoRecord && $0.type == 250 }
        values.records = values.records.enumerated().filter { index, record in
          index == last || !(record.isPseudoRecord && record.type == 250)
        }.map(\.element)
      }),
    ToleratedDifference(
      reason: "of several OPT records ldns keeps some of each; leaf answers FORMERR",
      applies: { $0.pseudoRecords(of: 41).count > 1 },
      ignore: { $0.records.removeAll { $0.isPseudoRecord && $0.type == 41 } }),
    ToleratedDifference(
      reason: "ldns forgets the owner of an OPT record; leaf answers FORMERR unless it is the root",
      applies: { $0.pseudoRecords(of: 41).contains { !$0.owner.labels.isEmpty } },
      reduce: { values in
        for index in values.records.indices
        where values.records[index].isPseudoRecord && values.records[index].type == 41 {
          values.records[index].owner = PlainName([])
        }
      }),
  ]
}

extension MessageValues.Record {
  /// RDATA that leaf takes apart, or passes over as a whole.
  fileprivate var hasKnownFormat: Bool {
    if type == 41 || type == ToleratedDifference.privateUse { return true }
    return rrclass == 1 && RDATAField.formats[type] != nil
  }

  fileprivate var isNSAPPTR: Bool { type == 23 && rrclass == 1 }

  /// ldns keeps these apart from the others.
  var isPseudoRecord: Bool { section == .additional && [41, 250].contains(type) }
}

extension MessageValues {
  func pseudoRecords(of type: UInt16) -> [Record] { records.filter { $0.isPseudoRecord && $0.type == type } }
}
