/// A table that the document goes on adding to.
final class OpenTable {
  /// What has made a table decides on what may still be added.
  enum Origin {
    /// A header, or the braces of an inline table.
    case header
    /// A header that named a table inside it; one of its own may follow.
    case superTable
    /// A dotted key.
    case dottedKey
  }

  /// Why something cannot be added.
  struct Conflict: Error {
    let text: String
  }

  private enum Content {
    case value(TOMLValue)
    case table(OpenTable)
    case tables([OpenTable])
  }

  private struct Entry {
    let key: String
    var content: Content
    let line: Int
  }

  private var origin: Origin
  private let line: Int
  private var entries: [Entry] = []
  /// By the key's octets: Swift takes some strings for the same that TOML does not.
  private var indices: [[UInt8]: Int] = [:]

  init(_ origin: Origin, line: Int) {
    self.origin = origin
    self.line = line
  }

  var closed: TOMLTable {
    TOMLTable(
      entries: entries.map { entry in
        let value: TOMLValue =
          switch entry.content {
          case .value(let value): value
          case .table(let table): .table(table.closed)
          case .tables(let tables):
            .array(tables.map { TOMLValue.Item(value: .table($0.closed), line: $0.line) })
          }
        return TOMLTable.Entry(key: entry.key, value: value, line: entry.line)
      })
  }

  /// The table that the header `[key]` opens.
  func open(_ key: [String], line: Int) throws(Conflict) -> OpenTable {
    let parent = try superTable(of: key, line: line)
    let name = key[key.count - 1]
    switch parent.entry(name)?.content {
    case nil:
      let table = OpenTable(.header, line: line)
      parent.add(.table(table), name, line: line)
      return table
    case .table(let table) where table.origin == .superTable:
      table.origin = .header
      return table
    default:
      throw parent.conflict(name)
    }
  }

  /// The table that the header `[[key]]` adds to an array.
  func append(_ key: [String], line: Int) throws(Conflict) -> OpenTable {
    let parent = try superTable(of: key, line: line)
    let name = key[key.count - 1]
    let table = OpenTable(.header, line: line)
    if parent.entry(name) == nil {
      parent.add(.tables([table]), name, line: line)
    } else {
      try parent.append(table, toTablesOf: name)
    }
    return table
  }

  /// Adds what a line `key = value` says.
  func insert(_ value: TOMLValue, at key: [String], line: Int) throws(Conflict) {
    var table = self
    for name in key.dropLast() {
      switch table.entry(name)?.content {
      case nil:
        let inner = OpenTable(.dottedKey, line: line)
        table.add(.table(inner), name, line: line)
        table = inner
      case .table(let inner) where inner.origin != .header:
        inner.origin = .dottedKey
        table = inner
      default:
        throw table.conflict(name)
      }
    }
    let name = key[key.count - 1]
    guard table.entry(name) == nil else { throw table.conflict(name) }
    table.add(.value(value), name, line: line)
  }

  /// The table that the last part of a header's key is in.
  private func superTable(of key: [String], line: Int) throws(Conflict) -> OpenTable {
    var table = self
    for name in key.dropLast() {
      switch table.entry(name)?.content {
      case nil:
        let inner = OpenTable(.superTable, line: line)
        table.add(.table(inner), name, line: line)
        table = inner
      case .table(let inner): table = inner
      case .tables(let tables): table = tables[tables.count - 1]
      case .value: throw table.conflict(name)
      }
    }
    return table
  }

  private func entry(_ key: String) -> Entry? { indices[Array(key.utf8)].map { entries[$0] } }

  private func add(_ content: Content, _ key: String, line: Int) {
    indices[Array(key.utf8)] = entries.count
    entries.append(Entry(key: key, content: content, line: line))
  }

  private func append(_ table: OpenTable, toTablesOf key: String) throws(Conflict) {
    guard let index = indices[Array(key.utf8)], case .tables(var tables) = entries[index].content else {
      throw conflict(key)
    }
    // Held twice, the array would be copied.
    entries[index].content = .tables([])
    tables.append(table)
    entries[index].content = .tables(tables)
  }

  private func conflict(_ key: String) -> Conflict {
    let line = entry(key).map { " in line \($0.line)" } ?? ""
    return Conflict(text: "\(key.debugDescription) was given\(line) already")
  }
}
