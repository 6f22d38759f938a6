import Glibc
import struct NIOConcurrencyHelpers.NIOLockedValueBox
import ProgramSupport

/// Runs `body` on each element, on threads of their own because it waits for the network, and waits for all.
///
/// - Returns: A result for each element, in order; nil for those that were not begun before `stop` was set.
func inParallel<Element: Sendable, Result: Sendable>(
  _ elements: [Element], threads: Int, _ stop: Interruption, _ body: @escaping @Sendable (Element) -> Result
) throws(ThreadError) -> [Result?] {
  let work = Work<Result>(count: elements.count)
  var running: [pthread_t] = []
  for _ in 0..<min(threads, elements.count) {
    do throws(ThreadError) {
      running.append(
        try startThread {
          while !stop.isSet, let index = work.take() { work.finish(index, body(elements[index])) }
        })
    } catch {
      // Fewer threads do the same work.
      if running.isEmpty { throw error }
      break
    }
  }
  for thread in running { pthread_join(thread, nil) }
  return work.results
}

/// What `stop` was set before.
struct Interrupted: Error {}

/// Runs `body` on a thread of its own, because nothing interrupts it, and waits for it.
///
/// - Returns: nil once `stop` is set; what `body` goes on to do is lost.
func unlessStopped<Result: Sendable>(
  _ stop: Interruption, _ body: @escaping @Sendable () -> Result
) throws(ThreadError) -> Result? {
  let (result, end) = (NIOLockedValueBox<Result?>(nil), Interruption())
  pthread_detach(
    try startThread {
      let value = body()
      result.withLockedValue { $0 = value }
      end.set()
    })
  stop.wait(for: end)
  return result.withLockedValue { $0 }
}

/// What is still to do, and what came of the rest.
private final class Work<Result: Sendable>: Sendable {
  private struct State {
    var next = 0
    var results: [Result?]
  }

  private let state: NIOLockedValueBox<State>

  init(count: Int) { state = NIOLockedValueBox(State(results: Array(repeating: nil, count: count))) }

  var results: [Result?] { state.withLockedValue { $0.results } }

  func take() -> Int? {
    state.withLockedValue { state in
      guard state.next < state.results.count else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  func finish(_ index: Int, _ result: Result) { state.withLockedValue { $0.results[index] = result } }
}
