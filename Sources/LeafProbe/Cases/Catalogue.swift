/// All cases, area by area.
enum Catalogue {
  static let cases: [Case] =
    headerCases + loopCases + opcodeCases + countCases + zoneCases + negativeCases + outOfZoneCases
    + qtypeCases
    + anyCases + classCases + chaosCases + udpCases + wireCases + nipCases + leafCases
}
