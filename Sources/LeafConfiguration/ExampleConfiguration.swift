/// A configuration file that serves dev.example.com, and has every other setting as a comment with its default.
package func exampleConfiguration() -> String {
  var lines = [
    "# Configuration of leaf. What is commented out is the default; `leaf check` shows what is in force.",
    "# A flag (--ttl 300) goes before a variable (LEAF_TTL=300), and that before this file.",
    "# SIGHUP has leaf read it again.",
  ]
  var table = ""
  // Keys of no table come first, and what is a table of its own last.
  let settings = Setting.all.filter { $0.key != nil }
  let values = settings.filter { $0.form != .table }
  for setting in values.filter({ $0.nestedKey == nil }) + values.filter({ $0.nestedKey != nil }) {
    if let nested = setting.nestedKey?.table, nested != table {
      table = nested
      lines += ["", "[\(table)]"]
    }
    lines += ["", comment(setting.help), line(setting)]
  }
  for setting in settings.filter({ $0.form == .table }) {
    lines += ["", "[\(setting.words[0])]", "", comment(setting.help), line(setting)]
  }
  return (lines + [""] + zoneTable).joined(separator: "\n") + "\n"
}

/// What a zone may have of its own.
private let zoneTable = {
  let keys = SettingTable.zoneRows.map { $0.setting.flatKeys.first ?? $0.setting.id.key }
  return [
    comment(
      "A zone can have a table of its own, which need not stand in zones too. There these keys go before the"
        + " ones above: \(keys.joined(separator: ", "))."),
    #"# [zone."dev.example.com"]"#, "#   ttl = 300",
    #"# [zone."example.com"]"#, #"#   file = "example.com.zone""#,
  ]
}()

private func comment(_ text: String) -> String {
  var lines: [String] = []
  var line = "#"
  for word in text.split(separator: " ") {
    if line.count + 1 + word.count > 100 {
      lines.append(line)
      line = "#"
    }
    line += " \(word)"
  }
  return (lines + [line]).joined(separator: "\n")
}

private func line(_ setting: Setting) -> String {
  if let example = setting.example { return example }
  let key = setting.words[0]
  guard let value = setting.defaultValue?.description else {
    return "# \(key) = \(setting.isList ? "[\"…\"]" : "\"…\"")"
  }
  return "# \(key) = \(setting.isList ? "[\(value)]" : value)"
}
