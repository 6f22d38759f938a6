import Glibc
import struct ProgramSupport.ThreadError

/// What one address of a deployment does to those who ask much, slowly or for much.
struct Limits: Sendable {
  let endpoint: Endpoint
  var queries: [QueryLimit] = []
  var connections = ConnectionLimit()
  var timeouts: [StreamTimeout] = []
  var datagrams: DatagramLimit?
  /// Why something could not be measured.
  var obstacles: [String] = []
}

/// Measures one address: one thing after another, or each would change what the other finds.
struct LimitsSurvey {
  let endpoint: Endpoint
  let zone: Name
  let bounds: Bounds
  let options: ExchangeOptions
  let stop: Interruption
  /// A name with a large TXT RRset; nil to take the DNSKEY RRset.
  let large: Name?

  /// How far it goes.
  struct Bounds: Sendable {
    let queriesPerSecond: Int
    let connections: Int
    /// How long a connection is watched.
    let wait: Duration
  }

  /// Why nothing can be measured.
  struct Obstacle: Error, CustomStringConvertible {
    let description: String
  }

  func run() throws(Obstacle) -> Limits {
    try requireZone()
    var limits = Limits(endpoint: endpoint)
    // Connections that have just been closed still count for the server a while: those that wait come first.
    measureWaits(&limits)
    measureDatagrams(&limits)
    for (name, message) in messages where !stop.isSet { measure(name, message, &limits) }
    measureConnections(&limits)
    if stop.isSet { limits.obstacles.append("interrupted before all was measured") }
    return limits
  }

  private var messages: [(name: String, message: Message)] {
    [
      ("answers", .query(zone, .soa)), ("unknown names", .query(zone.under("leaf-probe-\(randomID())"), .a)),
      ("names outside", .query(outside, .a)),
    ]
  }

  private func measure(_ name: String, _ message: Message, _ limits: inout Limits) {
    guard let rcode = ask(message)?.rcode else {
      limits.obstacles.append("\(name): no response")
      return
    }
    do throws(SystemError) {
      limits.queries.append(try search.run(QueryKind(name: name, message: message, rcode: rcode)))
    } catch {
      limits.obstacles.append("\(name): \(error)")
    }
  }

  /// Load on a server that does not have the zone would say nothing.
  private func requireZone() throws(Obstacle) {
    guard let response = ask(.query(zone, .soa)) else {
      throw Obstacle(
        description: "\(endpoint): no response; check the address and port, and that the server runs")
    }
    guard response.rcode == .noError, response.has(.soa, of: zone, in: .answer) else {
      throw Obstacle(
        description: "\(endpoint): \(response.rcode) and no SOA RR of \(zone): it does not serve this zone")
    }
  }

  private var outside: Name { Name(labels: ["leaf-probe", "invalid"].map { Array($0.utf8) }) }

  private func ask(_ message: Message) -> Response? {
    let client = Client(session(.udp))
    client.perform(Step(message, .response()))
    return client.exchanges.last?.response
  }

  private var search: QueryLimitSearch {
    QueryLimitSearch(endpoint: endpoint, most: bounds.queriesPerSecond, stop: stop, ask: ask)
  }

  private func session(_ transport: Transport, queriesPerSecond: Int? = nil) -> Session {
    Session(
      endpoint, over: transport, zone: zone, options: options,
      pacer: Pacer(queriesPerSecond: queriesPerSecond), stop: stop)
  }

  private func measureDatagrams(_ limits: inout Limits) {
    let question = Question(name: large ?? zone, type: large == nil ? .dnskey : .txt, qclass: .in)
    limits.datagrams = DatagramLimit(question, udp: session(.udp), tcp: session(.tcp))
  }

  private func measureWaits(_ limits: inout Limits) {
    let (session, longest) = (session(.tcp), bounds.wait)
    let waits = StreamTimeout.Wait.allCases
    do throws(ThreadError) {
      limits.timeouts = try inParallel(waits, threads: waits.count, stop) {
        StreamTimeout($0, session, longest: longest)
      }.compactMap { $0 }
    } catch {
      limits.obstacles.append("timeouts: \(error)")
    }
  }

  /// Each connection has a query, at a rate that is not limited itself.
  private func measureConnections(_ limits: inout Limits) {
    guard !stop.isSet else { return }
    let answers = limits.queries.first
    if let answers { search.awaitEase(for: answers.kind) }
    let session = session(.tcp, queriesPerSecond: answers?.free.map { max(1, $0 / 2) })
    limits.connections = ConnectionLimit(session, most: bounds.connections)
    if case .failed(let error) = limits.connections.next, error.isOwnShortage {
      limits.obstacles.append("connections above \(limits.connections.served): \(error) here; see ulimit -n")
    }
  }
}

extension SystemError {
  /// Whether it is this machine that has no more descriptors or ports.
  fileprivate var isOwnShortage: Bool { [EMFILE, ENFILE, EADDRNOTAVAIL].contains(errno) }
}
