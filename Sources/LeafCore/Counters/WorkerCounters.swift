import DNSWire
import Synchronization

/// What one worker counts, over one transport: only it counts here, and anyone may read.
///
/// So nobody waits for anybody: a count is a load and a store of memory that no other thread writes.
package final class WorkerCounters: Sendable {
  /// What its messages came over.
  package let transport: Transport
  private let queries = Atomic<UInt64>(0)
  private let queriesOverIPv6 = Atomic<UInt64>(0)
  private let truncated = Atomic<UInt64>(0)
  private let responsesWithoutRule = Atomic<UInt64>(0)
  private let unsent = Atomic<UInt64>(0)
  private let byRCODE = InlineArray<32, Atomic<UInt64>> { _ in Atomic(0) }
  private let byRule = InlineArray<64, Atomic<UInt64>> { _ in Atomic(0) }
  private let byDropReason = InlineArray<16, Atomic<UInt64>> { _ in Atomic(0) }
  private let byQTYPE = InlineArray<32, Atomic<UInt64>> { _ in Atomic(0) }
  private let byCookie = InlineArray<8, Atomic<UInt64>> { _ in Atomic(0) }
  private let byZone = InlineArray<128, Atomic<UInt64>> { _ in Atomic(0) }
  private let queryLengths = HistogramCounters(Histogram.sizes)
  private let responseLengths = HistogramCounters(Histogram.sizes)
  private let durations = HistogramCounters(Histogram.durations)

  /// For a new worker.
  package init(over transport: Transport) { self.transport = transport }

  /// A query has come, whatever becomes of it.
  ///
  /// - Parameter length: Of what was received of it, in octets.
  package func count(queryOf length: Int, overIPv6 isOverIPv6: Bool) {
    queries.add(1)
    if isOverIPv6 { queriesOverIPv6.add(1) }
    queryLengths.count(UInt64(length))
  }

  /// Queries that were answered together, and so took as long as all of them took.
  package func count(_ duration: Duration, ofQueries count: Int) {
    durations.count(UInt64(clamping: Int64(duration / .nanoseconds(1))), times: count)
  }

  /// What has become of it, as far as that is known.
  ///
  /// - Parameters:
  ///   - response: What was written.
  ///   - zones: Where the zones of `outcome` are counted.
  package func count(_ outcome: Outcome, response: Span<UInt8>, _ zones: ZoneSlots) {
    switch outcome {
    case .response(let answered): count(answered, response: response, zones)
    case .none(let reason): count(droppedFor: reason.dropReason)
    case .stream, .deferred: break
    }
  }

  private func count(_ answered: Answered, response: Span<UInt8>, _ zones: ZoneSlots) {
    byRule[Int(answered.rule.rawValue)].add(1)
    byRCODE[RCODESlot.slot(of: answered.rcode)].add(1)
    byQTYPE[QTYPEClass.slot(of: answered.qtype)].add(1)
    byCookie[Int(answered.cookie.rawValue)].add(1)
    byZone[zones.slot(of: answered.zone)].add(1)
    responseLengths.count(UInt64(response.count))
    // TC: the third octet's second bit.
    if response.count > 2, response[2] & 0x02 != 0 { truncated.add(1) }
  }

  /// A response that no rule made. Of its RCODE only the header's four bits are known.
  package func count(responseWith flags: Flags, length: Int) {
    responsesWithoutRule.add(1)
    byRCODE[RCODESlot.slot(of: flags.rcode)].add(1)
    responseLengths.count(UInt64(length))
    if flags.contains(.truncated) { truncated.add(1) }
  }

  /// One more message of a response that has been counted.
  package func count(continuationOf length: Int) { responseLengths.count(UInt64(length)) }

  /// A response that has been counted could not be sent.
  package func countUnsent() { unsent.add(1) }

  /// A query or connection gets no response.
  package func count(droppedFor reason: DropReason) { byDropReason[Int(reason.rawValue)].add(1) }

  /// What a connection tells of a message later.
  package func count(_ report: StreamReport, overIPv6 isOverIPv6: Bool) {
    switch report {
    case .response(let header, _, let length): count(responseWith: header.flags, length: length)
    case .continuation(let length): count(continuationOf: length)
    case .dropped(let reason): count(droppedFor: reason)
    case .frameTooLong:
      count(queryOf: 0, overIPv6: isOverIPv6)
      count(droppedFor: .requestTooLarge)
    }
  }

  /// What has been counted up to now.
  package var values: Counters {
    var values = Counters()
    values.queries = queries.load(ordering: .relaxed)
    values.queriesOverIPv6 = queriesOverIPv6.load(ordering: .relaxed)
    values.truncated = truncated.load(ordering: .relaxed)
    values.responsesWithoutRule = responsesWithoutRule.load(ordering: .relaxed)
    values.unsent = unsent.load(ordering: .relaxed)
    for slot in values.byRCODE.indices { values.byRCODE[slot] = byRCODE[slot].load(ordering: .relaxed) }
    for slot in values.byRule.indices { values.byRule[slot] = byRule[slot].load(ordering: .relaxed) }
    for slot in values.byDropReason.indices {
      values.byDropReason[slot] = byDropReason[slot].load(ordering: .relaxed)
    }
    for slot in values.byQTYPE.indices { values.byQTYPE[slot] = byQTYPE[slot].load(ordering: .relaxed) }
    for slot in values.byCookie.indices { values.byCookie[slot] = byCookie[slot].load(ordering: .relaxed) }
    for slot in values.byZone.indices { values.byZone[slot] = byZone[slot].load(ordering: .relaxed) }
    values.queryLengths = queryLengths.values
    values.responseLengths = responseLengths.values
    values.durations = durations.values
    return values
  }
}

extension Atomic where Value == UInt64 {
  /// Without a read-modify-write of the processor's: there is one thread that writes.
  borrowing func add(_ count: Int) {
    store(load(ordering: .relaxed) &+ UInt64(count), ordering: .relaxed)
  }
}
