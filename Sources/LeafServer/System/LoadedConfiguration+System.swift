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
  /// What the same give with the folder of zones and block lists as they are now; the file of the configuration has not
  /// been read again.
  func relisted(_ commandLine: CommandLineValues) throws(ConfigurationError) -> LoadedConfiguration {
    let (octets, lists) = (fileOctets, configuration.blocklists)
    return try LoadedConfiguration(
      commandLine: commandLine, environment: processEnvironment(), coreCount: System.coreCount,
      readFile: { path throws(FileError) in lists[path] == nil ? octets : try readFile(path) },
      listFolder: listFolder)
  }

  /// The folder of zones and the block lists as they are now.
  var stamps: [String: FileStamp?] {
    let paths = [configuration.zonesFolder].compactMap { $0 } + configuration.blocklists.keys
    return Dictionary(paths.map { ($0, FileStamp(of: $0)) }) { first, _ in first }
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
