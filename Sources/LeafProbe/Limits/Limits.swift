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
    var queriesPerSecond = 2000
    var connections = 200
    var wait: Duration = .seconds(30)
  }

  /// nil where the server does not answer at all.
  func run() -> Limits? {
    var limits = Limits(endpoint: endpoint)
    let kinds = [
      ("answers", Message.query(zone, .soa)),
      ("unknown names", .query(zone.under("leaf-probe-\(randomID())"), .a)),
      ("names outside", .query(outside, .a)),
    ].compactMap { name, message in
      ask(message).map { QueryKind(name: name, message: message, rcode: $0.rcode) }
    }
    guard !kinds.isEmpty else { return nil }
    measureDatagrams(&limits)
    measureStreams(&limits)
    for kind in kinds where !stop.isSet {
      do throws(SystemError) { limits.queries.append(try search.run(kind)) } catch {
        limits.obstacles.append("\(kind.name): \(error)")
      }
    }
    return limits
  }

  private var outside: Name { Name(labels: ["leaf-probe", "invalid"].map { Array($0.utf8) }) }

  private var search: QueryLimitSearch {
    QueryLimitSearch(endpoint: endpoint, most: bounds.queriesPerSecond, stop: stop, ask: ask)
  }

  private func ask(_ message: Message) -> Response? {
    let client = Client(session(.udp))
    client.perform(Step(message, .response()))
    return client.exchanges.last?.response
  }

  private func session(_ transport: Transport) -> Session {
    Session(
      endpoint, over: transport, zone: zone, options: options, pacer: Pacer(queriesPerSecond: nil), stop: stop
    )
  }

  private func measureDatagrams(_ limits: inout Limits) {
    let question = Question(name: large ?? zone, type: large == nil ? .dnskey : .txt, qclass: .in)
    limits.datagrams = DatagramLimit(question, session(.udp))
  }

  /// Those that wait do so side by side, once the many connections are closed again.
  private func measureStreams(_ limits: inout Limits) {
    limits.connections = ConnectionLimit(session(.tcp), most: bounds.connections)
    guard limits.connections.served > 0 else { return }
    let (session, longest) = (session(.tcp), bounds.wait)
    do throws(ThreadError) {
      limits.timeouts = try inParallel(StreamTimeout.Wait.allCases, threads: 4, stop) {
        StreamTimeout($0, session, longest: longest)
      }.compactMap { $0 }
    } catch {
      limits.obstacles.append("timeouts: \(error)")
    }
  }
}
