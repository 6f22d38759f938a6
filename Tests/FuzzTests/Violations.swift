import FuzzDriver

/// What `body` finds wrong; nil if nothing is.
func violation(_ body: () throws(Violation) -> Void) -> String? {
  do {
    try body()
    return nil
  } catch {
    return error.description
  }
}
