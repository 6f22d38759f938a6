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
}
