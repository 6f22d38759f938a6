/// A property that does not hold: what differs, for whoever looks into it.
package struct Violation: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}

/// - Throws: Unless `condition` holds.
package func require(
  _ condition: Bool, _ description: @autoclosure () -> String
) throws(Violation) {
  if !condition { throw Violation(description()) }
}

/// - Throws: Unless both are the same.
package func requireEqual<Value: Equatable>(
  _ found: Value, _ expected: Value, _ description: @autoclosure () -> String
) throws(Violation) {
  if found != expected {
    throw Violation("\(description()): found \(found), expected \(expected)")
  }
}
