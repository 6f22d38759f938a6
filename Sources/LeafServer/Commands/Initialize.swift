import ArgumentParser
import Glibc
import ProgramSupport

struct Initialize: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a configuration file with every setting, explained.",
    discussion: "It never overwrites a file.")

  @Argument(help: "The file to write.") var file = "leaf.toml"

  func run() async throws {
    let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      let advice = errno == EEXIST ? "; remove it first, or name another file" : ""
      writeToStandardError("leaf: \(printable(file)) cannot be written: \(describe(errno: errno))\(advice)\n")
      throw ExitCode(EX_CANTCREAT)
    }
    defer { close(descriptor) }
    var text = exampleConfiguration()
    let isWritten = text.withUTF8 { unsafe write(descriptor, $0.baseAddress, $0.count) == $0.count }
    guard isWritten else {
      writeToStandardError("leaf: \(printable(file)) cannot be written: \(describe(errno: errno))\n")
      throw ExitCode(EX_IOERR)
    }
    print("\(file) is written; give it a zone, then try `leaf check --config \(file)`.")
  }
}

/// A configuration file that serves dev.example.com, and has every other setting as a comment with its default.
func exampleConfiguration() -> String {
  var lines = [
    "# Configuration of leaf. What is commented out is the default; `leaf check` shows what is in force.",
    "# A flag (--ttl 300) goes before a variable (LEAF_TTL=300), and that before this file.",
    "# SIGHUP has leaf read it again.",
  ]
  var table = ""
  // Keys of no table come first, and the hosts, a table of their own, last.
  let settings = Setting.all.filter { $0.toml != nil && $0.variable != Setting.hosts.variable }
  for setting in settings.filter({ $0.nestedKey == nil }) + settings.filter({ $0.nestedKey != nil }) {
    if let nested = setting.nestedKey?.table, nested != table {
      table = nested
      lines += ["", "[\(table)]"]
    }
    lines += ["", comment(setting), line(setting)]
  }
  lines += ["", "[hosts]", "", comment(.hosts)]
  lines.append(#"# "ns1.dev.example.com" = ["192.0.2.53", "2001:db8::53"]"#)
  return lines.joined(separator: "\n") + "\n"
}

private func comment(_ setting: Setting) -> String {
  var lines: [String] = []
  var line = "#"
  for word in setting.help.split(separator: " ") {
    if line.count + 1 + word.count > 100 {
      lines.append(line)
      line = "#"
    }
    line += " \(word)"
  }
  return (lines + [line]).joined(separator: "\n")
}

private func line(_ setting: Setting) -> String {
  let key = setting.flatKeys[0]
  if setting.variable == Setting.zones.variable { return "\(key) = [\"dev.example.com\"]" }
  guard let text = setting.defaultText else { return "# \(key) = \(setting.isList ? "[\"…\"]" : "\"…\"")" }
  let isBare = Int(text) != nil || Bool(text) != nil
  let value = isBare ? text : "\"\(text)\""
  return "# \(key) = \(setting.isList ? "[\(value)]" : value)"
}
