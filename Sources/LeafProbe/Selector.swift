/// Chooses cases: by area, by ID or by RFC.
enum Selector: Hashable, Sendable {
  case area(String)
  case id(String)
  case rfc(Int, section: String?)

  /// Reads `NEG` or `negative`, `NEG-06`, `RFC8906`, `RFC8906/8.1.1`; nil where the text is none of these, or chooses nothing.
  init?(_ text: String) {
    let upper = text.uppercased()
    if upper.hasPrefix("RFC") {
      let parts = upper.dropFirst(3).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      guard let number = parts.first.flatMap({ Int($0) }) else { return nil }
      self = .rfc(number, section: parts.count == 2 ? String(parts[1]) : nil)
    } else if let test = Catalogue.cases.first(where: { $0.id == upper }) {
      self = .id(test.id)
    } else if let area = Catalogue.cases.lazy.map(\.area).first(where: {
      $0.prefix == upper || $0.name.uppercased() == upper
    }) {
      self = .area(area.prefix)
    } else {
      return nil
    }
    guard Catalogue.cases.contains(where: chooses) else { return nil }
  }

  func chooses(_ test: Case) -> Bool {
    switch self {
    case .area(let prefix): test.area.prefix == prefix
    case .id(let id): test.id == id
    case .rfc(let number, let section):
      test.sources.contains { source in
        guard case .rfc(number, let cited) = source else { return false }
        // §8.1 is §8.1.1's too, but not §8.10's.
        return section.map { cited == $0 || cited.hasPrefix($0 + ".") } ?? true
      }
    }
  }
}

extension Catalogue {
  /// The cases that are chosen: all without a selector, never those left out.
  static func cases(chosen: [Selector], without: [Selector]) -> [Case] {
    cases.filter { test in
      (chosen.isEmpty || chosen.contains { $0.chooses(test) }) && !without.contains { $0.chooses(test) }
    }
  }
}
