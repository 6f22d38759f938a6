/// All checks of a delegation.
enum DelegationChecks {
  static let all: [DelegationCheck] =
    parentChecks + targetChecks + serverChecks + consistencyChecks + trustChecks + behaviourChecks + soaChecks

  static func judge(_ picture: DelegationPicture, at endpoint: Endpoint) -> [CaseResult] {
    all.map { $0.judge(picture, at: endpoint) }
  }
}

extension Catalogue {
  /// The cases of servers, and the checks of delegations.
  static let all: [Case] = cases + DelegationChecks.all.map(\.test)

  /// Where each case stands among all, by its ID.
  static let places = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.id, $0) })
}
