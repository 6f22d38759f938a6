import ArgumentParser
import Glibc
import LeafConfiguration
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
    let error = writeAll(exampleConfiguration(), to: descriptor)
    guard error == 0 else {
      writeToStandardError("leaf: \(printable(file)) cannot be written: \(describe(errno: error))\n")
      throw ExitCode(EX_IOERR)
    }
    print("\(file) is written; give it a zone, then try `leaf check --config \(file)`.")
  }
}
