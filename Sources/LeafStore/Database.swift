import CSQLite
import Glibc

/// What is wrong with a database, or with what is asked of it.
package struct DatabaseError: Error, Equatable, CustomStringConvertible {
  /// What, and where.
  package let description: String
}

/// A file of SQLite's in which leaf keeps its state. What has been changed is on the disk when `change` returns, all of it
/// or nothing, whenever the program or the machine ends.
///
/// One thread at a time may use it.
@safe package final class Database {
  private let path: String
  private let handle: OpaquePointer

  /// How long another program that changes it is waited for, in milliseconds.
  private static let patience: Int32 = 5000

  /// Opens a database, and makes its tables where they are not there.
  ///
  /// - Parameters:
  ///   - isMade: Whether the file is made if it is not there.
  ///   - schemas: Statements that make the tables: each takes a database from its number to the next, and none is ever changed.
  package init(_ path: String, isMade: Bool, schemas: [String]) throws(DatabaseError) {
    self.path = path
    if isMade { Self.make(path) }
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW
    var handle: OpaquePointer?
    let result = unsafe sqlite3_open_v2(path, &handle, flags, nil)
    guard result == SQLITE_OK, let opened = unsafe handle else {
      unsafe sqlite3_close(handle)
      throw DatabaseError(description: "\(path): \(unsafe String(cString: sqlite3_errstr(result)))")
    }
    unsafe self.handle = opened
    unsafe sqlite3_busy_timeout(opened, Self.patience)
    // Readers do not wait for who writes, and a change waits for the disk.
    for pragma in ["journal_mode = WAL", "synchronous = FULL"] { try run("PRAGMA \(pragma)") }
    try migrate(schemas)
  }

  deinit { unsafe sqlite3_close(handle) }

  /// Others may not look into it. What keeps it from being made shows when it is opened.
  private static func make(_ path: String) {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if descriptor >= 0 { close(descriptor) }
  }

  private func migrate(_ schemas: [String]) throws(DatabaseError) {
    try change { () throws(DatabaseError) in
      let version = try rows("PRAGMA user_version") { $0.integer(0) }.first ?? 0
      guard version <= schemas.count else {
        throw DatabaseError(
          description:
            "\(path) is by a newer leaf: its tables are of version \(version), and this one knows \(schemas.count)"
        )
      }
      for schema in schemas[Int(version)...] { try run(schema) }
      try run("PRAGMA user_version = \(schemas.count)")
    }
  }

  /// Runs statements without results.
  private func run(_ text: String) throws(DatabaseError) {
    guard unsafe sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK else { throw failure }
  }

  private var failure: DatabaseError {
    DatabaseError(description: "\(path): \(unsafe String(cString: sqlite3_errmsg(handle)))")
  }

  /// Makes the changes that `body` asks for, all of them or none.
  package func change<Result>(_ body: () throws(DatabaseError) -> Result) throws(DatabaseError) -> Result {
    try run("BEGIN IMMEDIATE")
    do throws(DatabaseError) {
      let result = try body()
      try run("COMMIT")
      return result
    } catch {
      try? run("ROLLBACK")
      throw error
    }
  }

  /// Runs a statement with values in place of its question marks.
  package func run(_ text: String, _ values: DatabaseValue...) throws(DatabaseError) {
    _ = try rows(text, values) { _ in }
  }

  /// What `body` makes of each row of a statement's result.
  package func rows<Result>(
    _ text: String, _ values: [DatabaseValue] = [], _ body: (DatabaseRow) -> Result
  ) throws(DatabaseError) -> [Result] {
    var statement: OpaquePointer?
    guard unsafe sqlite3_prepare_v2(handle, text, -1, &statement, nil) == SQLITE_OK else { throw failure }
    defer { unsafe sqlite3_finalize(statement) }
    for (index, value) in values.enumerated() {
      guard unsafe value.bind(to: statement, at: Int32(index + 1)) == SQLITE_OK else { throw failure }
    }
    var results: [Result] = []
    while true {
      switch unsafe sqlite3_step(statement) {
      case SQLITE_ROW: unsafe results.append(body(DatabaseRow(statement)))
      case SQLITE_DONE: return results
      default: throw failure
      }
    }
  }
}

/// A value of a column.
package enum DatabaseValue: Equatable, Sendable {
  /// NULL.
  case null
  /// INTEGER.
  case integer(Int64)
  /// TEXT, without an octet 0.
  case text(String)

  fileprivate func bind(to statement: OpaquePointer?, at index: Int32) -> Int32 {
    switch self {
    case .null: unsafe sqlite3_bind_null(statement, index)
    case .integer(let number): unsafe sqlite3_bind_int64(statement, index, number)
    case .text(let text):
      // SQLite copies it (SQLITE_TRANSIENT).
      unsafe sqlite3_bind_text(
        statement, index, text, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    }
  }
}

/// A row of a result, good until the next one.
@safe package struct DatabaseRow {
  private let statement: OpaquePointer?

  fileprivate init(_ statement: OpaquePointer?) { unsafe self.statement = statement }

  /// The number in a column; 0 for one without.
  package func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(statement, column) }

  /// nil for NULL.
  package func optionalInteger(_ column: Int32) -> Int64? {
    unsafe sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : integer(column)
  }

  /// The text in a column; empty for one without.
  package func text(_ column: Int32) -> String {
    unsafe sqlite3_column_text(statement, column).map { unsafe String(cString: $0) } ?? ""
  }
}
