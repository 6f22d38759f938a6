/// How many values a setting takes.
package enum SettingForm: Sendable {
  /// One; a second one is a mistake.
  case single
  /// Commas split what is given, and giving it again adds to it.
  case list
  /// The same, where a comma is a part of a value.
  case texts
  /// A list that may stand as a table of its own in the file.
  case table
}
