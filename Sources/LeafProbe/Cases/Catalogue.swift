/// All cases, area by area.
enum Catalogue {
  static let cases: [Case] = headerCases + countCases + negativeCases
}
