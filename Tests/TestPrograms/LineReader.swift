import Foundation

/// Reads a pipe to its end, on a thread of its own, and tells of lines as they come.
package final class LineReader: Sendable {
  private struct State {
    var octets: [UInt8] = []
    var hasEnded = false
    var waiting: [@Sendable (String, Bool) -> Bool] = []
  }

  private let state = Locked(State())

  package init(_ handle: FileHandle) {
    Thread.detachNewThread { [self] in
      while true {
        let data = handle.availableData
        state.change { state in
          state.octets += data
          state.hasEnded = data.isEmpty
          let text = String(decoding: state.octets, as: UTF8.self)
          state.waiting.removeAll { $0(text, data.isEmpty) }
        }
        if data.isEmpty { return }
      }
    }
  }

  package var text: String { state.change { String(decoding: $0.octets, as: UTF8.self) } }

  /// The first line that is wanted; nil when the pipe ends without it.
  package func line(_ isWanted: @escaping @Sendable (String) -> Bool) async -> String? {
    await wait { text in text.split(separator: "\n").map(String.init).first(where: isWanted) }
  }

  /// Waits until the whole text is what is wanted; false when the pipe ends before.
  package func text(_ isWanted: @escaping @Sendable (String) -> Bool) async -> Bool {
    await wait { isWanted($0) ? $0 : nil } != nil
  }

  package func end() async { _ = await wait { _ in nil as String? } }

  private func wait(_ find: @escaping @Sendable (String) -> String?) async -> String? {
    await withCheckedContinuation { continuation in
      let isDone = Locked(false)
      let check: @Sendable (String, Bool) -> Bool = { text, isLast in
        isDone.change { isDone in
          if isDone { return true }
          let found = find(text)
          guard found != nil || isLast else { return false }
          continuation.resume(returning: found)
          isDone = true
          return true
        }
      }
      state.change { state in
        if !check(String(decoding: state.octets, as: UTF8.self), state.hasEnded) {
          state.waiting.append(check)
        }
      }
      // What never comes fails the test; it does not hang it.
      DispatchQueue.global().asyncAfter(deadline: .now() + 30) { [self] in _ = check(text, true) }
    }
  }
}
