import DNSSecurity
import DNSWire
import LeafStore

/// The states of zones' keys in the database.
struct KeyStateStore {
  /// Of one zone.
  struct Entry {
    var rollover: ZoneRollover
    /// When its clock was last set forward, in seconds of Unix time.
    var seen: UInt64
    /// What of the policy decides how long stages take, for who only looks.
    var propagation: UInt64
    /// What the parent was last seen to have, where and when, as text.
    var parent: String
  }

  private let database: Database

  static let schemas = [
    """
    CREATE TABLE key_zone (
      zone TEXT PRIMARY KEY, clock INTEGER NOT NULL, seen INTEGER NOT NULL, propagation INTEGER NOT NULL,
      key_ttl INTEGER NOT NULL, key_ttl_until INTEGER NOT NULL,
      longest_ttl INTEGER NOT NULL, longest_ttl_until INTEGER NOT NULL,
      parent_ttl INTEGER NOT NULL, parent_ttl_until INTEGER NOT NULL, parent TEXT NOT NULL
    ) STRICT;
    CREATE TABLE key (
      zone TEXT NOT NULL, algorithm INTEGER NOT NULL, tag INTEGER NOT NULL, entry_point INTEGER NOT NULL,
      stage TEXT NOT NULL, since INTEGER NOT NULL, signed_last INTEGER NOT NULL,
      in_parent_since INTEGER, out_of_parent_since INTEGER, PRIMARY KEY (zone, algorithm, tag)
    ) STRICT;
    CREATE TABLE key_wish (
      zone TEXT NOT NULL, entry_point INTEGER NOT NULL, algorithm INTEGER NOT NULL, PRIMARY KEY (zone, entry_point)
    ) STRICT;
    """
  ]

  init(_ database: Database) { self.database = database }

  /// Another number whenever another program has changed something.
  func version() throws(DatabaseError) -> Int64 {
    try database.rows("PRAGMA data_version") { $0.integer(0) }.first ?? 0
  }

  func change<Result>(_ body: () throws(DatabaseError) -> Result) throws(DatabaseError) -> Result {
    try database.change(body)
  }

  /// - Returns: nil for a zone of whose keys nothing is known.
  func entry(of zone: DomainName) throws(DatabaseError) -> Entry? {
    let (keys, wishes) = (try keys(of: zone), try wishes(of: zone))
    return try database.rows(
      """
      SELECT clock, seen, propagation, key_ttl, key_ttl_until, longest_ttl, longest_ttl_until, parent_ttl,
        parent_ttl_until, parent FROM key_zone WHERE zone = ?
      """, [.text("\(zone)")]
    ) { row in
      func ttl(_ column: Int32) -> RememberedTTL {
        RememberedTTL(row.number(column), until: row.number(column + 1))
      }
      let clock = row.number(0)
      return Entry(
        rollover: ZoneRollover(
          clock: clock, keys: keys, wishes: Set(wishes), keyTTL: ttl(3), longestTTL: ttl(5), parentTTL: ttl(7)
        ),
        seen: row.number(1), propagation: row.number(2), parent: row.text(9))
    }.first
  }

  private func keys(of zone: DomainName) throws(DatabaseError) -> [KeyState] {
    try database.rows(
      """
      SELECT algorithm, tag, entry_point, stage, since, signed_last, in_parent_since, out_of_parent_since
        FROM key WHERE zone = ? ORDER BY rowid
      """, [.text("\(zone)")]
    ) { row in
      KeyState(
        KeyName(algorithm: UInt8(clamping: row.integer(0)), tag: UInt16(clamping: row.integer(1))),
        isEntryPoint: row.integer(2) != 0, KeyStage(rawValue: row.text(3)) ?? .active, since: row.number(4),
        signedLast: row.number(5), inParentSince: row.optionalInteger(6).map { UInt64(clamping: $0) },
        outOfParentSince: row.optionalInteger(7).map { UInt64(clamping: $0) })
    }
  }

  private func wishes(of zone: DomainName) throws(DatabaseError) -> [ZoneRollover.Wish] {
    try database.rows("SELECT entry_point, algorithm FROM key_wish WHERE zone = ?", [.text("\(zone)")]) {
      row in
      ZoneRollover.Wish(isEntryPoint: row.integer(0) != 0, algorithm: UInt8(clamping: row.integer(1)))
    }
  }

  /// Puts what is known of a zone in the place of what was.
  func put(_ entry: Entry, of zone: DomainName) throws(DatabaseError) {
    let (name, rollover) = (DatabaseValue.text("\(zone)"), entry.rollover)
    try database.run(
      "REPLACE INTO key_zone VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", name, .number(rollover.clock),
      .number(entry.seen), .number(entry.propagation), .number(rollover.keyTTL.value),
      .number(rollover.keyTTL.until), .number(rollover.longestTTL.value), .number(rollover.longestTTL.until),
      .number(rollover.parentTTL.value), .number(rollover.parentTTL.until), .text(entry.parent))
    try database.run("DELETE FROM key WHERE zone = ?", name)
    for key in rollover.keys {
      try database.run(
        "INSERT INTO key VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", name, .integer(Int64(key.name.algorithm)),
        .integer(Int64(key.name.tag)), .integer(key.isEntryPoint ? 1 : 0), .text(key.stage.rawValue),
        .number(key.since), .number(key.signedLast), key.inParentSince.map { .number($0) } ?? .null,
        key.outOfParentSince.map { .number($0) } ?? .null)
    }
    try database.run("DELETE FROM key_wish WHERE zone = ?", name)
    for wish in rollover.wishes {
      try database.run(
        "INSERT INTO key_wish VALUES (?, ?, ?)", name, .integer(wish.isEntryPoint ? 1 : 0),
        .integer(Int64(wish.algorithm)))
    }
  }
}

extension DatabaseRow {
  fileprivate func number(_ column: Int32) -> UInt64 { UInt64(clamping: integer(column)) }
}

extension DatabaseValue {
  fileprivate static func number(_ number: UInt64) -> DatabaseValue { .integer(Int64(clamping: number)) }
}
