/// What a response says, but for its OPT record.
struct ExpectedResponse {
  /// One but where a server cookie decides, which only leaf can verify.
  var rcodes: Set<UInt16>
  var isAuthoritative = false
  var extendedError: UInt16?
  /// The question, if it is echoed.
  var questions: [MessageValues.Question] = []
  /// In this order.
  var answer: [PlainRRset] = []
  var authority: [PlainRRset] = []
  /// As many of these as there is room for.
  var additional: [PlainRRset] = []
  /// Those of them without which a referral is of no use, and truncated (RFC 9471 §3).
  var glue: [PlainRRset] = []
  /// The TSIG record.
  var seal: PlainRRset?
  /// Whether TC is set and no record there, though all would fit.
  var isEmptied = false

  /// Answers of which a client gets only so many for one name.
  var isInvalid: Bool { !rcodes.isDisjoint(with: [1, 3, 5]) }
}
