import ArgumentParser

/// How fast a command asks, and how often.
struct PaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The most queries in a second, or off. (default: 150)", valueName: "n"),
    transform: QueryRate.init(reading:))
  var qps = QueryRate(limit: 150)

  @Option(help: ArgumentHelp("How often to send what is not answered, at least.", valueName: "n"))
  var tries: Int = 3

  /// As of `AddressOptions`.
  func check() throws {
    guard (1...20).contains(tries) else { throw ValidationError("--tries is 1 to 20") }
  }

  func applied(to exchange: ExchangeOptions) -> ExchangeOptions {
    var exchange = exchange
    exchange.tries = tries
    return exchange
  }
}

/// How many queries in a second.
struct QueryRate {
  /// nil for no limit.
  let limit: Int?

  init(limit: Int?) { self.limit = limit }

  init(reading text: String) throws {
    if text == "off" {
      limit = nil
    } else if let number = Int(text), (1...1_000_000).contains(number) {
      limit = number
    } else {
      throw ValidationError("--qps is a number from 1 to 1000000, or off")
    }
  }
}
