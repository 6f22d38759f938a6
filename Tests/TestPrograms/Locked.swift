import struct NIOConcurrencyHelpers.NIOLockedValueBox

/// A value behind a lock.
package final class Locked<Value: Sendable>: Sendable {
  private let mutex: NIOLockedValueBox<Value>

  package init(_ value: Value) { mutex = NIOLockedValueBox(value) }

  package func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
    mutex.withLockedValue { value in body(&value) }
  }
}
