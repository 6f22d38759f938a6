/// Whether a text that stands where none should may be a secret: long, and of letters and digits alone, which no address
/// and hardly a name is.
package func mayBeSecret(_ text: some StringProtocol) -> Bool {
  text.utf8.count >= 16 && text.allSatisfy { $0.isLetter || $0.isNumber }
}

/// The setting that a key was meant for, if its value is a secret.
func secretKey(like text: String) -> String? {
  let key = text.lowercased().replacing("-", with: "_")
  guard !key.contains(".") else { return nil }
  return nearest(to: key, among: Setting.all.filter(\.isSecret).flatMap(\.flatKeys))
}
