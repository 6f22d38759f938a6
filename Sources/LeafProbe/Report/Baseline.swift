/// Failures that are known: IDs, each with a transport or for both, one in a line.
struct Baseline: Sendable {
  struct Entry: Hashable, Sendable {
    let id: String
    let transport: Transport?
  }

  /// A line that says nothing.
  struct LineError: Error, CustomStringConvertible {
    let line: Int
    let text: String

    var description: String { "line \(line): \(text): give an ID as OP-02, or with a transport as OP-02/udp" }
  }

  var entries: Set<Entry> = []

  init() {}

  /// - Parameter text: Lines as `OP-02` or `OP-02/udp`; `#` begins a comment.
  init(reading text: String) throws(LineError) {
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let content = line.prefix { $0 != "#" }.filter { !$0.isWhitespace }
      guard !content.isEmpty else { continue }
      let parts = content.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      let id = parts[0].uppercased()
      let transport = parts.count == 2 ? Transport(rawValue: parts[1].lowercased()) : nil
      guard parts.count == 1 || parts.count == 2 && transport != nil,
        Catalogue.all.contains(where: { $0.id == id })
      else { throw LineError(line: number + 1, text: String(line)) }
      entries.insert(Entry(id: id, transport: transport))
    }
  }

  func knows(_ result: CaseResult) -> Bool {
    entries.contains(Entry(id: result.test.id, transport: nil))
      || entries.contains(Entry(id: result.test.id, transport: result.transport))
  }

  /// Entries for which everything that ran passes now: they can go.
  func stale(_ results: [CaseResult]) -> [Entry] {
    entries.filter { entry in
      let own = results.filter { $0.test.id == entry.id && (entry.transport ?? $0.transport) == $0.transport }
      return !own.isEmpty && own.allSatisfy { $0.verdict == .pass }
    }.sorted { ($0.id, $0.transport?.rawValue ?? "") < ($1.id, $1.transport?.rawValue ?? "") }
  }
}
