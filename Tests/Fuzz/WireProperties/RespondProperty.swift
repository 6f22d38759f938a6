import DNSWire
import FuzzDriver
import LeafCore

/// Every response is sound, limits take effect only where one can have been reached, and the same message at the same
/// time to a server without limits gets the same response twice. The input is one of `forEachExchange`.
package func everyResponseIsSound(_ octets: [UInt8]) throws(Violation) {
  var limits: PlainLimits?
  try forEachExchange(octets) { exchange, server throws(Violation) in
    try exchange.check(server)
    if let limiter = server.limiter {
      limits = limits ?? PlainLimits(limiter.limits)
      try limits?.check(exchange, server)
    } else {
      let again = Exchange(exchange.query, exchange.arrival, exchange.now, server.authority)
      try requireEqual(again.response, exchange.response, "the response to the same query once more")
    }
  }
}
