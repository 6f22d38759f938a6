/// Zone transfers (RFC 5936, RFC 1995): refused, or whole.
let transferCases: [Case] = [
  Case(
    id: "TCP-21", level: .should,
    requirement: "AXFR is refused with a response that has no records, or gets the whole zone.",
    sources: [.rfc(5936, "2.2.1"), .rfc(5936, "5")], transports: [.tcp],
    conversations: { target in [.transfer(of: target.zone, .refusedOrWhole)] },
    conversationNote: { $0.first?.transferAccount }),
  Case(
    id: "TCP-22", level: .should,
    requirement: "AXFR of a zone that the server does not have is NOTAUTH or REFUSED, or not implemented.",
    sources: [.rfc(5936, "2.2.1")], transports: [.tcp],
    conditions: [.outsideName],
    conversations: { target in
      [
        .transfer(
          of: target.outsideOrApex,
          .init("NOTAUTH, REFUSED or NOTIMP") { transcript in
            guard let rcode = transcript.transfer.messages.first?.rcode else {
              return transcript.transferAccount
            }
            return [.notAuth, .refused, .notImp].contains(rcode) ? nil : transcript.transferAccount
          })
      ]
    }),
  Case(
    id: "XFR-01", level: .must,
    requirement: "AXFR over UDP gets no data of the zone.",
    sources: [.rfc(5936, "4.2")], transports: [.udp],
    steps: { target in
      [.hostile(.query(target.zone, .axfr), Expectation.response(.noTransfer).or(.silence))]
    }),
  Case(
    id: "XFR-02", level: .should,
    requirement: "IXFR over UDP is refused, or gets a whole response or the zone's SOA RR alone.",
    sources: [.rfc(1995, "2"), .rfc(1995, "4")], transports: [.udp],
    steps: { target in
      [incrementalQuery(target, soaRecord(target)), Message.query(target.zone, .ixfr)].map {
        .hostile(
          $0,
          Expectation.response(.rcode(.refused, .notAuth, .notImp, .formErr), .noTransfer)
            .or(.response(.rcode(.noError), .incremental(target.zone))))
      }
    }),
  Case(
    id: "XFR-03", level: .must,
    requirement: "IXFR with an SOA RR that is cut short gets an error or no response, and does no harm.",
    sources: [.rfc(1995, "3"), .rfc(1035, "3.3.13"), .rfc(9267, "5")],
    steps: { target in
      let short = record(target.zone, .soa, rdata: Array(soaRDATA(target).dropLast(7)))
      let long = record(target.zone, .soa, rdata: soaRDATA(target) + [0])
      return [short, long].map {
        .hostile(
          incrementalQuery(target, $0),
          Expectation.response(.notRCODE(.noError)).or(.noResponse)
            .tolerating(.response(.on("one SOA RR at most") { $0.section(.answer).count <= 1 })))
      }
    }),
  Case(
    id: "XFR-04", level: .must,
    requirement: "A transfer is of sound messages with the query's ID, without errors, in no other class.",
    sources: [.rfc(5936, "2.2.1"), .rfc(5936, "2.2.2"), .rfc(5936, "2.2.5")], transports: [.tcp],
    conversations: { target in [Conversation.transfer(of: target.zone, .ofSoundMessages).ifGranted] }),
  Case(
    id: "XFR-05", level: .must,
    requirement: "A transfer holds the zone's SOA RR first and last and nowhere else, and no record twice.",
    sources: [.rfc(5936, "2.2"), .rfc(5936, "3.1"), .rfc(2181, "5")], transports: [.tcp],
    conversations: { target in
      [Conversation.transfer(of: target.zone, .framedBySOA(target.zone), .withoutRepetitions).ifGranted]
    }),
  Case(
    id: "XFR-06", level: .must,
    requirement: "A transfer holds nothing that is outside the zone.",
    sources: [.rfc(5936, "3.1"), .rfc(5936, "3.5")], transports: [.tcp],
    conversations: { target in
      [Conversation.transfer(of: target.zone, .inside(target.zone)).ifGranted]
    }),
  Case(
    id: "XFR-07", level: .must,
    requirement: "The SOA and NS RRs of a transfer are those that the server answers with.",
    sources: [.rfc(5936, "3.1"), .rfc(1034, "4.3.5")], transports: [.tcp],
    conversations: { target in
      [
        Conversation(
          [.send([.soa(target)]), .receive, .send([.query(target.zone, .ns)]), .receive]
            + Conversation.transferActs(target.zone), .sameAsAnswers(target.zone)
        ).ifGranted
      ]
    }),
  Case(
    id: "XFR-08", level: .should,
    requirement: "After a transfer, or its refusal, the connection is still there for queries.",
    sources: [.rfc(5936, "4.1"), .rfc(7766, "6.2.1")], transports: [.tcp],
    conversations: { target in
      [
        Conversation(
          Conversation.transferActs(target.zone) + [.send([.soa(target)]), .receive],
          .init("a response to the query behind it") { transcript in
            transcript.exchanges.last?.response == nil ? transcript.account : nil
          })
      ]
    }),
  Case(
    id: "XFR-09", level: .should,
    requirement: "IXFR with the serial that the server has gets the SOA RR alone, or is refused.",
    sources: [.rfc(1995, "2"), .rfc(1995, "4")], transports: [.tcp],
    conversations: { target in
      [
        Conversation(
          [.send([incrementalQuery(target, soaRecord(target))]), .receiveTransfer],
          .init("one SOA RR, or a refusal") { transcript in
            let transfer = transcript.transfer
            let isRefused = transfer.messages.first.map { $0.rcode != .noError } ?? false
            return isRefused || transfer.records.map(\.type) == [.soa] ? nil : transcript.transferAccount
          })
      ]
    }),
]

extension Conversation {
  fileprivate static func transferActs(_ zone: Name) -> [Act] {
    [.send([.query(zone, .axfr)]), .receiveTransfer]
  }

  fileprivate static func transfer(of zone: Name, _ requirements: Requirement...) -> Conversation {
    Conversation(transferActs(zone), requirements: requirements)
  }

  /// The same, of which nothing follows where the transfer is not granted.
  fileprivate var ifGranted: Conversation {
    var conversation = self
    conversation.reasonToSkip = { $0.transfer.isGranted ? nil : "no transfer: \($0.transferAccount)" }
    return conversation
  }
}

extension Transcript {
  /// Of a conversation that ends with a transfer: what came to its last query.
  fileprivate var transfer: Transfer {
    let query = exchanges.last { $0.question?.type == .axfr || $0.question?.type == .ixfr }
    return Transfer(received.filter { $0.uint16(at: 0) == query?.sentID })
  }

  fileprivate var transferAccount: String {
    let transfer = transfer
    guard let first = transfer.messages.first else { return "no response; \(account)" }
    let records = transfer.records.count
    if first.rcode != .noError || records == 0 { return "\(first.rcode), \(records) records" }
    return
      "\(records) records in \(transfer.messages.count) message(s)\(transfer.isClosed ? "" : ", without an end")"
  }
}

extension Conversation.Requirement {
  /// Something that must be true of a transfer that was granted.
  private static func ofTransfers(
    _ description: String, _ violation: @escaping @Sendable (Transfer) -> String?
  ) -> Conversation.Requirement {
    .init(description) { violation($0.transfer) }
  }

  fileprivate static let refusedOrWhole = Conversation.Requirement("a refusal with its question, or the zone")
  {
    transcript in
    guard let first = transcript.transfer.messages.first else { return transcript.transferAccount }
    if transcript.transfer.isClosed { return nil }
    let isRefusal = [.refused, .notAuth, .notImp].contains(first.rcode) && first.data(.answer).isEmpty
    return isRefusal && first.count(.question) == 1 ? nil : transcript.transferAccount
  }

  fileprivate static let ofSoundMessages = ofTransfers("sound messages without errors") { transfer in
    for (index, message) in transfer.messages.enumerated() {
      let place = "message \(index + 1)"
      if let violation = message.violations.first { return "\(place): \(violation)" }
      if message.rcode != .noError { return "\(place): \(message.rcode)" }
      if message.flags.contains(.tc) { return "\(place): TC=1" }
      if !message.flags.contains(.aa) { return "\(place): AA=0" }
      if message.data(.answer).isEmpty { return "\(place): no records" }
      if message.data(.answer).contains(where: { $0.rrClass != .in }) { return "\(place): another class" }
    }
    return nil
  }

  fileprivate static func framedBySOA(_ zone: Name) -> Conversation.Requirement {
    ofTransfers("the SOA RR of \(zone) first and last, and nowhere else") { transfer in
      let places = transfer.records.indices.filter { transfer.records[$0].type == .soa }
      let isFramed = transfer.isClosed && transfer.records[0].owner.isSame(as: zone) && places.count == 2
      return isFramed
        ? nil
        : "SOA RRs as records \(places.map { String($0 + 1) }.joined(separator: ", ")) of \(transfer.records.count)"
    }
  }

  fileprivate static let withoutRepetitions = ofTransfers("no record twice") { transfer in
    var seen: Set<RecordIdentity> = []
    let again = transfer.records.dropLast().first { !seen.insert($0.identity).inserted }
    return again.map { "\($0.owner) \($0.type) twice" }
  }

  fileprivate static func inside(_ zone: Name) -> Conversation.Requirement {
    ofTransfers("no owner outside \(zone)") { transfer in
      // What a parent has of servers outside is its glue (RFC 5936 §3.5), which only NS RRs may lead to.
      let targets = transfer.records.filter { $0.type == .ns }.flatMap(\.data.names)
      let foreign = transfer.records.first { record in
        !record.owner.isInside(zone) && !targets.contains { $0.isSame(as: record.owner) }
      }
      return foreign.map { "\($0.owner) \($0.type)" }
    }
  }

  fileprivate static func sameAsAnswers(_ zone: Name) -> Conversation.Requirement {
    .init("the SOA and NS RRs that are answered with") { transcript in
      let transfer = transcript.transfer
      for exchange in transcript.exchanges.prefix(2) {
        guard let type = exchange.question?.type, let response = exchange.response else { continue }
        let answered = Set(response.data(.answer).map(\.identity))
        let transferred = transfer.records.filter { $0.type == type && $0.owner.isSame(as: zone) }
        if Set(transferred.map(\.identity)) != answered { return "other \(type) RRs" }
      }
      return nil
    }
  }
}

extension Check {
  /// No more of the zone than a negative answer has.
  fileprivate static let noTransfer = on("no record in answer") { $0.data(.answer).isEmpty }

  /// What IXFR over UDP may bring: the SOA RR alone, or a response that is whole (RFC 1995 §2).
  fileprivate static func incremental(_ zone: Name) -> Check {
    on("SOA RR alone, or first and last, or no data with that of \(zone)") { response in
      let answer = response.data(.answer)
      if answer.isEmpty { return response.section(.authority).contains { $0.type == .soa } }
      return answer.first?.type == .soa && answer.last?.type == .soa
    }
  }
}

/// IXFR with the SOA RR that the client is said to have (RFC 1995 §3).
private func incrementalQuery(_ target: Target, _ soa: [UInt8]) -> Message {
  Message.query(target.zone, .ixfr).edited(.add(.authority, soa))
}

private func soaRecord(_ target: Target) -> [UInt8] { record(target.zone, .soa, rdata: soaRDATA(target)) }

/// The RDATA of the zone's SOA RR, or one of its own where none is known.
private func soaRDATA(_ target: Target) -> [UInt8] {
  guard let soa = target.soa else {
    return target.zone.wire + target.zone.wire + [UInt8](repeating: 0, count: 20)
  }
  var rdata = soa.mname.wire + soa.rname.wire
  for number in [soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum] { rdata.append(number) }
  return rdata
}
