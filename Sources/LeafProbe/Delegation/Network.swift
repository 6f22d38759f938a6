import struct NIOConcurrencyHelpers.NIOLockedValueBox

/// Sends queries to servers, and waits for what comes.
protocol Asking: Sendable {
  func ask(_ message: Message, _ endpoint: Endpoint, over transport: Transport) -> Exchange
}

extension Asking {
  /// Over UDP, and once more over TCP where the response was cut short.
  func ask(_ message: Message, _ endpoint: Endpoint) -> Exchange {
    let exchange = ask(message, endpoint, over: .udp)
    guard exchange.response?.flags.contains(.tc) ?? false else { return exchange }
    return ask(message, endpoint, over: .tcp)
  }
}

/// The real network. Each server's address and transport has a session, so that what was lost there is known.
final class Network: Asking {
  private struct Place: Hashable {
    let endpoint: Endpoint
    let transport: Transport
  }

  private let zone: Name
  private let options: ExchangeOptions
  private let pacer: Pacer
  private let stop: Interruption
  private let sessions = NIOLockedValueBox<[Place: Session]>([:])

  init(zone: Name, options: ExchangeOptions, queriesPerSecond: Int?, stop: Interruption) {
    self.zone = zone
    self.options = options
    pacer = Pacer(queriesPerSecond: queriesPerSecond)
    self.stop = stop
  }

  func ask(_ message: Message, _ endpoint: Endpoint, over transport: Transport) -> Exchange {
    let client = Client(session(endpoint, transport))
    // Any response will do; without one it is asked again.
    client.perform(Step(message, .response()))
    return client.exchanges[0]
  }

  private func session(_ endpoint: Endpoint, _ transport: Transport) -> Session {
    let place = Place(endpoint: endpoint, transport: transport)
    return sessions.withLockedValue { sessions in
      if let session = sessions[place] { return session }
      let session = Session(
        endpoint, over: transport, zone: zone, options: options, pacer: pacer, stop: stop)
      sessions[place] = session
      return session
    }
  }
}
