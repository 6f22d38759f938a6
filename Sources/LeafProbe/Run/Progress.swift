import Glibc
import struct NIOConcurrencyHelpers.NIOLockedValueBox

/// The line on the terminal that tells how far the run is; nothing where standard error is no terminal.
final class Progress: Sendable {
  private struct State {
    var done = 0
    var total = 0
    var shown: ContinuousClock.Instant?
  }

  private let isOn: Bool
  private let state = NIOLockedValueBox(State())

  init(isOn: Bool) { self.isOn = isOn }

  func begin(total: Int) {
    state.withLockedValue { state in
      state.total = total
      show(&state)
    }
  }

  func advance() {
    state.withLockedValue { state in
      state.done += 1
      show(&state)
    }
  }

  /// Leaves the line empty for what is written next.
  func end() {
    if isOn { writeError("\r\u{1B}[K") }
  }

  private func show(_ state: inout State) {
    let now = ContinuousClock.now
    guard isOn, state.shown.map({ now - $0 > .milliseconds(50) }) ?? true else { return }
    state.shown = now
    writeError("\r\u{1B}[K\(state.done) of \(state.total) checks")
  }
}

func writeError(_ text: String) { write(text, to: STDERR_FILENO) }

func writeOutput(_ text: String) { write(text, to: STDOUT_FILENO) }

private func write(_ text: String, to descriptor: Int32) {
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty {
    let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if written < 0 {
      if errno == EINTR { continue }
      return
    }
    rest = rest.dropFirst(written)
  }
}
