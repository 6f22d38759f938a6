import struct NIOConcurrencyHelpers.NIOLockedValueBox
import ProgramSupport

/// Something that may take for ever, done on a thread of its own for whose end nobody waits. However often it is asked
/// for while it is being done, it is done once more after that.
final class BackgroundJob: Sendable {
  enum Request {
    case begun
    /// It is being done; this request, with others that come meanwhile, comes after it.
    case waits
  }

  private enum State {
    case idle, running, runningThenAgain
  }

  private let state = NIOLockedValueBox(State.idle)
  private let name: String
  private let body: @Sendable () -> Void

  /// - Parameter name: The thread's, at most 15 octets.
  init(named name: String, _ body: @escaping @Sendable () -> Void) {
    self.name = name
    self.body = body
  }

  func request() throws(ThreadError) -> Request {
    guard begin() else { return .waits }
    do throws(ThreadError) {
      try startDetachedThread(named: name) { self.run() }
    } catch {
      state.withLockedValue { $0 = .idle }
      throw error
    }
    return .begun
  }

  private func begin() -> Bool {
    state.withLockedValue { state in
      defer { state = state == .idle ? .running : .runningThenAgain }
      return state == .idle
    }
  }

  private func run() {
    repeat { body() } while isWantedAgain()
  }

  private func isWantedAgain() -> Bool {
    state.withLockedValue { state in
      defer { state = state == .runningThenAgain ? .running : .idle }
      return state == .runningThenAgain
    }
  }
}
