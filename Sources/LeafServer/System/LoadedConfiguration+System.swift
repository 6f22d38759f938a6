import Glibc
import LeafConfiguration
import NIOCore

/// A configuration, and what the files that it is from looked like before they were read.
struct ConfigurationFiles: Sendable {
  let loaded: LoadedConfiguration
  /// Of the folder of zones and the block lists.
  private let stamps: [String: FileStamp?]

  /// What the command line, this process's environment and the files of this machine give.
  ///
  /// - Parameter previous: What the configuration file said before, which then is not read again.
  init(
    commandLine: CommandLineValues, rereading previous: LoadedConfiguration? = nil
  ) throws(ConfigurationError) {
    var stamps: [String: FileStamp?] = [:]
    loaded = try LoadedConfiguration(
      commandLine: commandLine, environment: processEnvironment(), coreCount: System.coreCount,
      readFile: { path throws(FileError) in
        // A change that comes while it is read has a later time.
        stamps.updateValue(FileStamp(of: path), forKey: path)
        if let previous, previous.configuration.blocklists[path] == nil { return previous.fileOctets }
        return try readFile(path)
      },
      listFolder: { path throws(FileError) in
        stamps.updateValue(FileStamp(of: path), forKey: path)
        return try listFolder(path)
      })
    let configuration = loaded.configuration
    self.stamps = stamps.filter {
      $0.key == configuration.zonesFolder || configuration.blocklists[$0.key] != nil
    }
  }

  private init(_ loaded: LoadedConfiguration, _ stamps: [String: FileStamp?]) {
    self.loaded = loaded
    self.stamps = stamps
  }

  /// Whether the folder of zones or a block list is not what it was.
  var areTouched: Bool { stamps.contains { FileStamp(of: $0) != $1 } }

  /// The same configuration, as if it were from these files as they are now.
  func untouched() -> ConfigurationFiles {
    ConfigurationFiles(loaded, Dictionary(uniqueKeysWithValues: stamps.keys.map { ($0, FileStamp(of: $0)) }))
  }
}

extension LoadedConfiguration {
  /// What the command line, this process's environment and the files of this machine give.
  init(commandLine: CommandLineValues) throws(ConfigurationError) {
    self = try ConfigurationFiles(commandLine: commandLine).loaded
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
