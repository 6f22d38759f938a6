import DNSWire
import TOML

/// What a TOML file gives for each setting, and what is wrong with it.
struct ConfigurationFile: Sendable {
  typealias Values = [Setting.ID: [Given]]

  /// `[zone."example.com"]`
  struct ZoneTable {
    let name: DomainName
    let origin: Origin
    let values: Values
  }

  private(set) var values: Values = [:]
  private(set) var zones: [ZoneTable] = []
  private(set) var problems: [Problem] = []
  /// The settings that may have been meant to have a value, or another one.
  private(set) var broken: Set<Setting.ID> = []

  private let path: String
  private var zoneLines: [DomainName: Int] = [:]

  /// - Parameters:
  ///   - path: How messages name the file.
  ///   - octets: What is in it.
  init(path: String, octets: [UInt8]) {
    self.path = path
    do throws(TOMLError) {
      let root = try TOMLTable(parsing: octets)
      let isZoneTable = { (entry: TOMLTable.Entry) in entry.key == Self.zoneKey && entry.value.isTable }
      values = read(root.entries.filter { !isZoneTable($0) }, .server)
      for entry in root.entries.filter(isZoneTable) { readZones(entry.value) }
    } catch {
      problems.append(Problem(.file(path, line: error.line, key: nil), error.text))
      broken = Set(Setting.all.map(\.id))
    }
  }

  /// The table of the tables of zones. As a key it is another for `zones`.
  private static let zoneKey = "zone"

  /// A table whose keys are settings: the root, or that of a zone.
  private struct Place {
    let index: KeyIndex
    /// The zone's key as it is written; nil at the root.
    var zone: String?

    static let server = Place(index: .server)

    /// The whole key, for people to read.
    func key(_ parts: String...) -> String {
      (zone.map { ["zone.\($0.debugDescription)"] + parts } ?? parts).joined(separator: ".")
    }
  }

  private mutating func read(_ entries: [TOMLTable.Entry], _ place: Place) -> Values {
    var values: Values = [:]
    var flat: [Collected] = []
    for entry in entries {
      if let known = place.index.nested[entry.key], case .table(let table) = entry.value {
        // A flat key takes the place of a nested one.
        values.merge(take(table.entries.compactMap { find($0, known, entry.key, place) })) { $1 }
      } else if let found = find(entry, place) {
        flat.append(found)
      }
    }
    return values.merging(take(flat)) { $1 }
  }

  private typealias Collected = (setting: Setting, given: Given)

  /// An entry of a nested table.
  private mutating func find(
    _ entry: TOMLTable.Entry, _ known: [String: Setting], _ table: String, _ place: Place
  ) -> Collected? {
    let origin = origin(place.key(table, entry.key), entry)
    guard let setting = known[entry.key] else {
      report(origin, unknown(entry, in: table, place))
      return nil
    }
    return (setting, Given(SettingValue(entry.value), origin))
  }

  /// An entry of the root, or of a zone's table.
  private mutating func find(_ entry: TOMLTable.Entry, _ place: Place) -> Collected? {
    let origin = origin(place.key(entry.key), entry)
    if let setting = place.index.flat[entry.key] {
      return (setting, Given(SettingValue(entry.value), origin))
    }
    report(
      origin,
      place.index.nested[entry.key] == nil
        ? unknown(entry, in: nil, place) : "has to be a table, [\(place.key(entry.key))]")
    return nil
  }

  private func origin(_ key: String, _ entry: TOMLTable.Entry) -> Origin {
    .file(path, line: entry.line, key: key)
  }

  private func unknown(_ entry: TOMLTable.Entry, in table: String?, _ place: Place) -> String {
    guard let zone = place.zone else { return place.index.unknown(entry.key, in: table) }
    if KeyIndex.server.setting((table.map { "\($0)." } ?? "") + entry.key) != nil {
      return "is a setting of the whole server; it has to stand above [\(place.key())]"
    }
    let isPartOfName = table == nil && entry.value.isTable && !zone.contains(".")
    return isPartOfName
      ? "unknown key; the name of a zone needs quotes, such as [zone.\"\(zone).\(entry.key)\"]"
      : place.index.unknown(entry.key, in: table)
  }

  /// The values of one table, by setting.
  private mutating func take(_ collected: [Collected]) -> Values {
    var values: Values = [:]
    for (setting, given) in collected {
      // The two keys of one list add up.
      if let earlier = values[setting.id]?.first, !setting.isList {
        report(given.origin, "was given in line \(earlier.origin.line) already, by another name")
      } else {
        values[setting.id, default: []].append(withoutSettings(given, setting))
      }
    }
    return values
  }

  /// A table without what was meant to stand above it.
  private mutating func withoutSettings(_ given: Given, _ setting: Setting) -> Given {
    guard setting.form == .table, case .table(let members) = given.value else { return given }
    for member in members where isSetting(member) {
      let error = SettingError(
        found: member.key, allowed: "a host: as a setting it has to stand above [\(setting.id.key)]")
      report(given.origin.at(line: member.line), error.description)
      broken.insert(setting.id)
    }
    return Given(.table(members.filter { !isSetting($0) }), given.origin)
  }

  private func isSetting(_ member: SettingValue.Member) -> Bool { KeyIndex.server.flat[member.key] != nil }

  private mutating func readZones(_ value: TOMLValue) {
    guard case .table(let table) = value else { return }
    for entry in table.entries {
      let place = Place(index: .zone, zone: entry.key)
      let origin = origin(place.key(), entry)
      do throws(SettingError) {
        try readZone(entry, try parseName(entry.key), origin, place)
      } catch {
        report(origin, error.description)
        broken.insert("zones")
      }
    }
  }

  private mutating func readZone(
    _ entry: TOMLTable.Entry, _ name: DomainName, _ origin: Origin, _ place: Place
  ) throws(SettingError) {
    guard case .table(let table) = entry.value else {
      broken.insert("zones")
      return report(origin, "has to be a table, [\(place.key())]")
    }
    if let line = zoneLines.updateValue(entry.line, forKey: name) {
      return report(origin, "is the zone of line \(line) already")
    }
    zones.append(ZoneTable(name: name, origin: origin, values: read(table.entries, place)))
  }

  private mutating func report(_ origin: Origin, _ text: String) {
    // Nobody reads more of them at once.
    guard problems.count < 100 else { return }
    problems.append(Problem(origin, text))
  }
}

extension TOMLValue {
  fileprivate var isTable: Bool {
    if case .table = self { true } else { false }
  }
}
