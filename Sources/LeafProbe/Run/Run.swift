import Glibc
import ProgramSupport
import Synchronization

/// All cases against all addresses, many at a time.
struct Run: Sendable {
  struct Plan: Sendable {
    var endpoints: [Endpoint]
    var transports: [Transport]
    var zone: Name
    var existing: Name?
    var missing: Name?
    var special = SpecialNames()
    var otherZones: [Name]
    var profile: Profile
    var cases: [Case]
    /// Cases that were asked for by their own ID: those that must be asked for run only then.
    var named: Set<String>
    var queriesPerSecond: Int?
    var exchange: ExchangeOptions
    /// What messages at random are made from.
    var seed: UInt64 = 1
    var corpus: [Corpus.File] = []
    var trustAnchors: [DS] = []
  }

  struct Outcome: Sendable {
    var results: [CaseResult] = []
    /// By which it was found out what the cases need to know.
    var discovery: [Exchange] = []
    /// Addresses and transports that could not be tested, and why.
    var unreachable: [(endpoint: Endpoint, transport: Transport, reason: String)] = []
    var duration: Duration = .zero
    var wasInterrupted = false
  }

  let plan: Plan
  let stop: Interruption
  let progress: Progress

  /// How many cases are in flight at once: they wait far more than they compute.
  private static let threads = 24

  func run() throws(ThreadError) -> Outcome {
    let start = ContinuousClock.now
    let pacer = Pacer(queriesPerSecond: plan.queriesPerSecond)
    let sessions = plan.endpoints.flatMap { endpoint in
      let hostility = Hostility()
      return plan.transports.map { transport in
        Session(
          endpoint, over: transport, zone: plan.zone, options: plan.exchange, pacer: pacer, stop: stop,
          hostility: hostility)
      }
    }
    var found = try inParallel(sessions, threads: Self.threads, stop) { session -> Found in
      let discovery = Discovery(
        endpoint: session.endpoint, transport: session.transport, zone: plan.zone, profile: plan.profile,
        existing: plan.existing, missing: plan.missing, special: plan.special, otherZones: plan.otherZones)
      do throws(Discovery.Unreachable) {
        var target = try discovery.run(by: Client(session))
        target.idlePatience = plan.exchange.idlePatience
        target.corpus = plan.corpus
        target.trustAnchors = plan.trustAnchors
        target.seed = plan.seed
        return Found(session: session, target: target)
      } catch {
        return Found(session: session, failure: error)
      }
    }.compactMap { $0 }
    Found.shareKeys(&found)
    let overUDP = Set(
      found.filter { $0.session.transport == .udp && $0.target != nil }.map(\.session.endpoint))
    let jobs = found.flatMap { found in
      plan.cases.filter { $0.transports.contains(found.session.transport) }.map { (found, $0) }
    }
    // What takes long starts first, beside the rest.
    let order = jobs.indices.sorted { jobs[$0].1.takesLong && !jobs[$1].1.takesLong }
    progress.begin(total: jobs.count)
    let done = try inParallel(order, threads: Self.threads, stop) { index -> (Int, CaseResult) in
      let (found, test) = jobs[index]
      let result = self.result(of: test, found, isServedOverUDP: overUDP.contains(found.session.endpoint))
      progress.advance()
      return (index, result)
    }
    var outcome = Outcome()
    outcome.results = done.compactMap { $0 }.sorted { $0.0 < $1.0 }.map(\.1)
    for found in found {
      guard let failure = found.failure else { continue }
      outcome.unreachable.append((found.session.endpoint, found.session.transport, failure.reason))
    }
    outcome.discovery = found.flatMap(\.exchanges)
    outcome.applyInvariants(zone: plan.zone)
    outcome.wasInterrupted = stop.isSet
    outcome.duration = .now - start
    return outcome
  }

  /// A session, and what was learned over it.
  private struct Found: Sendable {
    let session: Session
    var target: Target?
    var failure: Discovery.Unreachable?

    var exchanges: [Exchange] { target?.exchanges ?? failure?.exchanges ?? [] }

    /// Has both transports of a server know all of the zone's keys: a DNSKEY RRset may find no room in a datagram.
    static func shareKeys(_ found: inout [Found]) {
      for index in found.indices {
        let keys = found.filter { $0.session.endpoint == found[index].session.endpoint }.compactMap(
          \.target?.keys)
        found[index].target?.keys = keys.max { $0.keys.count < $1.keys.count }
      }
    }

    /// What shows that the server takes no connections, or ends them unasked; nil where the network may have lost them.
    var missingTCP: Finding? {
      guard let exchange = exchanges.last else { return nil }
      switch exchange.ending {
      case .closed: break
      case .failed(let error) where error.errno == ECONNREFUSED: break
      case .failed, .silence, .response: return nil
      }
      return Finding(
        expected: ["a response over TCP, as over UDP"], actual: exchange.summary, grade: .violation,
        exchange: exchange)
    }
  }

  private func result(of test: Case, _ found: Found, isServedOverUDP: Bool) -> CaseResult {
    let session = found.session
    func without(_ verdict: Verdict, _ reason: String) -> CaseResult {
      CaseResult(
        test: test, endpoint: session.endpoint, transport: session.transport, verdict: verdict, reason: reason
      )
    }
    if let optIn = test.optIn, !plan.named.contains(test.id) {
      return without(.skip, "runs only when it is named: \(optIn)")
    }
    guard let target = found.target else {
      var result = without(.inconclusive, found.failure?.reason ?? "")
      if test.findsMissingTCP, isServedOverUDP, let finding = found.missingTCP {
        result.findings = [finding]
        result.settle()
      }
      return result
    }
    if let reason = test.reasonToSkip(target) { return without(.skip, reason) }
    if let death = session.death { return without(.inconclusive, death) }
    let client = Client(session)
    let steps = test.steps(target)
    let conversations = test.conversations(target)
    if steps.isEmpty, conversations.isEmpty, test.invariant == nil, test.runNote == nil {
      return without(.skip, "there is nothing to ask of this zone")
    }
    for step in steps {
      if session.stop.isSet { return without(.inconclusive, "interrupted") }
      client.perform(step)
      if session.death != nil { break }
    }
    client.finish()
    let talks = conversations.map { (conversation: $0, transcript: client.converse($0)) }
    return test.judge(steps, client.exchanges, target, talks)
  }
}

extension Case {
  fileprivate var takesLong: Bool { isLong || optIn != nil }
}
