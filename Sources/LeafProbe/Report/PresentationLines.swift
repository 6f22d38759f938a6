/// A message as `dig` prints it, for people: its lines, or the one that says why there are none.
func presentationLines(of message: Response) -> [String] {
  switch presentationForm(of: message) {
  case .success(let text):
    text.split(separator: "\n").filter { line in !ofExchange.contains { line.hasPrefix($0) } }.map(
      String.init)
  case .failure(let error): ["ldns cannot read it: \(error)"]
  }
}

/// What ldns prints of exchanges of its own, which these are not.
private let ofExchange = [";; Query time", ";; WHEN", ";; MSG SIZE", ";; SERVER"]
