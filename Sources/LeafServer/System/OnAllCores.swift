import Glibc
import struct NIOConcurrencyHelpers.NIOLockedValueBox
import NIOCore
import ProgramSupport

/// What `body` makes of each number under `count`, in their order, worked out by as many threads as there are cores, of
/// which one is the caller's.
///
/// - Throws: What `body` throws first; the others come to nothing then.
func onAllCores<Result: Sendable, Problem: Error>(
  _ count: Int, _ body: @escaping @Sendable (Int) throws(Problem) -> Result
) throws(Problem) -> [Result] {
  let state = NIOLockedValueBox(SharedWork<Result, Problem>(count))
  let work: @Sendable () -> Void = {
    while let number = state.withLockedValue({ $0.next() }) {
      do throws(Problem) {
        let result = try body(number)
        state.withLockedValue { $0.results[number] = result }
      } catch {
        state.withLockedValue { $0.problem = error }
      }
    }
  }
  var helpers: [pthread_t] = []
  for _ in 1..<max(1, min(count, System.coreCount)) {
    // Without one more it only takes longer.
    if let helper = try? startThread(named: "leaf-helper", work) { helpers.append(helper) }
  }
  work()
  for helper in helpers { pthread_join(helper, nil) }
  let done = state.withLockedValue { $0 }
  if let problem = done.problem { throw problem }
  return done.results.compactMap { $0 }
}

private struct SharedWork<Result: Sendable, Problem: Error>: Sendable {
  var results: [Result?]
  var problem: Problem?
  private var begun = 0

  init(_ count: Int) { results = Array(repeating: nil, count: count) }

  mutating func next() -> Int? {
    guard problem == nil, begun < results.count else { return nil }
    defer { begun += 1 }
    return begun
  }
}
