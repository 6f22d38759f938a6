/// What a setting takes: how a value is read from what is given for it, and shown again.
struct Kind<Value>: Sendable {
  let placeholder: String
  let form: SettingForm
  /// nil when nothing of it can be used. Adds what is wrong with each value.
  let read: @Sendable ([Given], inout [Fault]) -> Value?
  let show: @Sendable (Value) -> SettingValue
}

extension Kind {
  /// One value; of several the last counts.
  static func single(
    _ placeholder: String, show: @escaping @Sendable (Value) -> SettingValue,
    parse: @escaping @Sendable (SettingValue) throws(SettingError) -> Value
  ) -> Kind {
    Kind(
      placeholder: placeholder, form: .single,
      read: { given, faults in given.compactMap { $0.read(by: parse, &faults) }.last }, show: show)
  }

  /// The same, where the default is no value at all.
  var optional: Kind<Value?> {
    Kind<Value?>(
      placeholder: placeholder, form: form, read: { given, faults in .some(read(given, &faults)) },
      show: { $0.map(show) ?? .list([]) })
  }

  /// Several values.
  ///
  /// - Parameters:
  ///   - maximum: How many there may be.
  ///   - id: What no two of them may have in common; one that is the same all over is taken once.
  static func list<Item: Equatable & SendableMetatype, ID: Hashable & SendableMetatype>(
    _ placeholder: String, _ form: SettingForm = .list, atMost maximum: Int = .max,
    id: @escaping @Sendable (Item) -> ID, show: @escaping @Sendable (Item) -> String,
    parse: @escaping @Sendable (SettingValue) throws(SettingError) -> Item
  ) -> Kind where Value == [Item] {
    list(placeholder, form, atMost: maximum, id: id, show: show) { value throws(SettingError) -> [Item] in
      [try parse(value)]
    }
  }

  /// The same, where what is given once may stand for several.
  static func list<Item: Equatable & SendableMetatype, ID: Hashable & SendableMetatype>(
    _ placeholder: String, _ form: SettingForm = .list, atMost maximum: Int = .max,
    id: @escaping @Sendable (Item) -> ID, show: @escaping @Sendable (Item) -> String,
    parse: @escaping @Sendable (SettingValue) throws(SettingError) -> [Item]
  ) -> Kind where Value == [Item] {
    Kind(
      placeholder: placeholder, form: form,
      read: { given, faults in
        var items = DistinctItems(id)
        let earlierFaults = faults.count
        for element in given.flatMap({ $0.elements(form) }) {
          _ = element.read(
            by: { value throws(SettingError) in
              for item in try parse(value) { try items.add(item, from: value) }
            }, &faults)
        }
        if items.all.count > maximum, let first = given.first {
          let error = SettingError(found: "\(items.all.count)", allowed: "at most \(maximum) of them")
          faults.append(Fault(origin: first.origin, error: error))
        }
        return faults.count == earlierFaults ? items.all : nil
      }, show: { SettingValue(texts: $0.map(show)) })
  }
}

extension Given {
  /// What a value is read as; nil, and a fault, where it cannot be.
  func read<Value>(
    by parse: (SettingValue) throws(SettingError) -> Value, _ faults: inout [Fault]
  ) -> Value? {
    do throws(SettingError) {
      return try parse(value)
    } catch {
      faults.append(Fault(origin: origin, error: error))
      return nil
    }
  }
}

/// Items in their order, none twice.
private struct DistinctItems<Item: Equatable, ID: Hashable> {
  private(set) var all: [Item] = []
  private var known: [ID: Item] = [:]
  private let id: (Item) -> ID

  init(_ id: @escaping (Item) -> ID) { self.id = id }

  /// - Parameter value: What the item was read from.
  mutating func add(_ item: Item, from value: SettingValue) throws(SettingError) {
    guard let earlier = known[id(item)] else {
      known[id(item)] = item
      return all.append(item)
    }
    guard earlier == item else {
      throw SettingError(found: value.flat, allowed: "the first of that name")
    }
  }
}
