/// All cases, area by area.
enum Catalogue {
  static let cases: [Case] = inOrder(
    [
      headerCases, loopCases, opcodeCases, countCases,
      zoneCases, negativeCases, outOfZoneCases, wildcardCases, aliasCases, dnameCases, delegationCases,
      qtypeCases, recordTypeCases, anyCases, classCases, chaosCases,
      ednsCases, ednsVersionCases, ednsFormCases, ednsOptionCases, otherOptionCases,
      nsidCases, cookieCases, clientSubnetCases, expireCases, keepaliveCases, paddingCases,
      extendedErrorCases,
      udpCases, truncationCases, tcpCases, tcpStreamCases, transferCases, corpusCases,
      malformedCases, tsigCases, dnssecCases,
      wireCases, nipCases, leafCases,
    ].flatMap { $0 })

  /// By area, as these come first, and by number.
  private static func inOrder(_ cases: [Case]) -> [Case] {
    var areas: [Area] = []
    for test in cases where !areas.contains(test.area) { areas.append(test.area) }
    return areas.flatMap { area in cases.filter { $0.area == area }.sorted { $0.number < $1.number } }
  }
}
