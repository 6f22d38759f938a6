import DNSWire
import FuzzDriver
import LeafCore

/// Every response is sound, and the same message at the same time to a server without limits gets the same response
/// twice. The input is one of `forEachExchange`.
package func everyResponseIsSound(_ octets: [UInt8]) throws(Violation) {
  try forEachExchange(octets) { exchange, server throws(Violation) in
    try exchange.check(server)
    guard server.limiter == nil else { return }
    let again = Exchange(exchange.query, exchange.arrival, exchange.now, server.authority, limits: nil)
    try requireEqual(again.response, exchange.response, "the response to the same query once more")
  }
}
