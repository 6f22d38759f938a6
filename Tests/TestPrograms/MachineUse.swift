import Foundation
import Testing

/// How the tests of a suite that starts programs, or computes for seconds, share the machine: those that measure time or
/// fill it run one at a time, all others side by side. They wait for programs and sockets, each on a thread of its own.
package struct MachineUse: SuiteTrait, TestTrait, TestScoping {
  fileprivate let isAlone: Bool

  /// For suites; what a suite is given holds for each of its tests.
  package var isRecursive: Bool { true }

  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    await machine.enter(alone: isAlone)
    defer { machine.leave(alone: isAlone) }
    try await withTaskExecutorPreference(ThreadExecutor.shared) { try await function() }
  }
}

extension Trait where Self == MachineUse {
  /// While such a test runs, no other one does that has a `MachineUse`.
  package static var alone: Self { MachineUse(isAlone: true) }

  package static var sideBySide: Self { MachineUse(isAlone: false) }
}

private let machine = Machine()

/// Tests side by side are let in first.
private final class Machine: Sendable {
  fileprivate struct State {
    var sharers = 0
    var isTaken = false
    var waitingToShare: [CheckedContinuation<Void, Never>] = []
    var waitingAlone: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Locked(State())

  func enter(alone: Bool) async {
    await withCheckedContinuation { continuation in
      state.change { state in
        if alone {
          state.waitingAlone.append(continuation)
        } else {
          state.waitingToShare.append(continuation)
        }
        state.letIn()
      }
    }
  }

  func leave(alone: Bool) {
    state.change { state in
      if alone { state.isTaken = false } else { state.sharers -= 1 }
      state.letIn()
    }
  }
}

extension Machine.State {
  /// How many run side by side: enough that some compute while others wait.
  private static let width = 4 * ProcessInfo.processInfo.activeProcessorCount

  fileprivate mutating func letIn() {
    guard !isTaken else { return }
    while sharers < Self.width, !waitingToShare.isEmpty {
      sharers += 1
      waitingToShare.removeFirst().resume()
    }
    guard sharers == 0, !waitingAlone.isEmpty else { return }
    isTaken = true
    waitingAlone.removeFirst().resume()
  }
}
