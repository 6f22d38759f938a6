import Glibc
import LeafConfiguration
import NIOCore

extension LoadedConfiguration {
  /// What the command line, this process's environment and the file of this machine give.
  init(commandLine: CommandLineValues) throws(ConfigurationError) {
    try self.init(
      commandLine: commandLine, environment: processEnvironment(), coreCount: System.coreCount,
      readFile: readFile, listFolder: listFolder)
  }
}

extension LoadedConfiguration {
  /// What the same give with the folder of zones as it is now; the file has not been read again.
  func relisted(_ commandLine: CommandLineValues) throws(ConfigurationError) -> LoadedConfiguration {
    let octets = fileOctets
    return try LoadedConfiguration(
      commandLine: commandLine, environment: processEnvironment(), coreCount: System.coreCount,
      readFile: { _ throws(FileError) in octets }, listFolder: listFolder)
  }
}

func processEnvironment() -> [String: String] {
  var environment: [String: String] = [:]
  var entry = unsafe environ
  while let text = unsafe entry.pointee {
    let parts = unsafe String(cString: text).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2 { environment[String(parts[0])] = String(parts[1]) }
    unsafe entry += 1
  }
  return environment
}
