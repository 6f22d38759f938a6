/// One thing that is wrong, and where.
package struct Problem: Error, Equatable, Sendable, CustomStringConvertible {
  let place: String
  let text: String
  /// Its line in the configuration file; 0 elsewhere.
  package let line: Int

  init(_ origin: Origin, _ text: String) {
    place = "\(origin)"
    self.text = text
    line = origin.line
  }

  init(at place: String, _ text: String) {
    self.place = place
    self.text = text
    line = 0
  }

  init(_ fault: Fault) { self.init(fault.origin, fault.error.description) }

  package var description: String { printable("\(place): \(text)") }
}

/// Everything that is wrong with the configuration.
package struct ConfigurationError: Error, Equatable {
  /// One for each place; at least one.
  package let problems: [Problem]
}

/// The text with whatever does not print as an escape, so that it stays one line, and is read in its order.
package func printable(_ text: String) -> String {
  text.unicodeScalars.map { scalar in
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: scalar.escaped(asASCII: true)
    default: String(scalar)
    }
  }.joined()
}
