import struct NIOConcurrencyHelpers.NIOLockedValueBox
import ProgramSupport

/// Work that may take long or for ever, done by threads of its own in the order in which it came: as many as there are
/// cores while there is so much of it, none when there is nothing to do.
final class WorkPool: Sendable {
  typealias Work = @Sendable () -> Void

  private struct State {
    /// In the order in which it is taken, the next one last.
    var ready: [Work] = []
    /// In the order in which it came.
    var added: [Work] = []
    var threads = 0

    mutating func next() -> Next {
      if ready.isEmpty { (ready, added) = (added.reversed(), []) }
      if let work = ready.popLast() { return .work(work) }
      threads -= 1
      return .end(isLast: threads == 0)
    }
  }

  private enum Next {
    case work(Work)
    case end(isLast: Bool)
  }

  private let state = NIOLockedValueBox(State())
  private let name: String
  private let maximumThreads: Int
  private let whenDone: Work

  /// - Parameters:
  ///   - name: The threads', at most 15 octets.
  ///   - whenDone: Called each time that all work is done.
  init(named name: String, threads: Int, whenDone: @escaping Work) {
    self.name = name
    self.whenDone = whenDone
    maximumThreads = threads
  }

  /// - Throws: If no thread can be started and none is there to do the work later.
  func add(_ work: [Work]) throws(ThreadError) {
    let missing = state.withLockedValue { state in
      state.added += work
      let missing = min(work.count, maximumThreads - state.threads)
      state.threads += missing
      return missing
    }
    for started in 0..<missing {
      do throws(ThreadError) {
        try startDetachedThread(named: name) { self.run() }
      } catch {
        if !giveUp(missing - started) { throw error }
        return
      }
    }
  }

  /// - Parameter missing: How many threads there will not be.
  /// - Returns: Whether others are there; if not, there is no work any more.
  private func giveUp(_ missing: Int) -> Bool {
    state.withLockedValue { state in
      state.threads -= missing
      if state.threads == 0 { (state.ready, state.added) = ([], []) }
      return state.threads > 0
    }
  }

  private func run() {
    while true {
      switch state.withLockedValue({ $0.next() }) {
      case .work(let work): work()
      case .end(let isLast):
        if isLast { whenDone() }
        return
      }
    }
  }
}
