import Foundation
import LeafConfiguration
import Testing

@testable import LeafServer

@Suite struct `The command line` {
  @Test(arguments: Setting.all)
  func `knows the flags of each setting`(setting: Setting) throws {
    for flag in setting.flags {
      let options = try SettingOptions.parse(["--\(flag)", "value"])
      #expect(options.values.flags[setting.flag] == ["value"])
      #expect(options.values.flags.values.count { !$0.isEmpty } == 1)
    }
    #expect(Leaf.helpMessage(columns: 200).contains("--\(setting.flag) <\(setting.placeholder)>"))
  }

  @Test func `has a group of flags for each of the table's, with its title`() {
    let help = Leaf.helpMessage(columns: 200)
    for group in SettingGroup.all { #expect(help.contains("\n\(group.title.uppercased()):\n")) }
    #expect(Setting.all.flatMap(\.flags).allSatisfy { help.contains("--\($0)") })
  }

  @Test func `adds up flags that are given again, under both names`() throws {
    let options = try SettingOptions.parse([
      "--zone", "a.example", "--zones", "b.example,c.example", "--zone", "A.example",
    ])
    let loaded = try LoadedConfiguration(commandLine: options.values)
    #expect(loaded.configuration.zones.map(\.description) == ["a.example.", "b.example.", "c.example."])
  }

  @Test func `takes any setting by its key`() throws {
    let options = try SettingOptions.parse(["--set", "limits.slip=2", "--set", "zone=a.example"])
    let loaded = try LoadedConfiguration(commandLine: options.values)
    #expect(loaded.configuration.limits.queries.slip == 2)
    #expect(loaded.configuration.zones.map(\.description) == ["a.example."])
  }
}

@Suite struct `Reading a file` {
  @Test func `ends where no configuration is that long`() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("leaf-\(UUID().uuidString)").path
    defer { unlink(path) }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    defer { close(descriptor) }
    // A file of nothing but holes takes no room.
    try #require(ftruncate(descriptor, 1 << 26 + 1) == 0)
    #expect(throws: FileError(reason: "File too large")) { _ = try readFile(path) }
  }
}

extension Setting: CustomTestStringConvertible {
  public var testDescription: String { variables[0] }
}
