import ArgumentParser
import Glibc
import LeafConfiguration

/// The settings as flags, in the groups that --help shows: all that they are is in the table.
struct SettingOptions: ParsableArguments {
  // ArgumentParser knows a group by its type, so that each has one of its own.
  @OptionGroup(title: SettingGroup.all[0].title) var flags0: GroupFlags<0>
  @OptionGroup(title: SettingGroup.all[0].title) var assignments: AssignmentOptions
  @OptionGroup(title: SettingGroup.all[1].title) var flags1: GroupFlags<1>
  @OptionGroup(title: SettingGroup.all[2].title) var flags2: GroupFlags<2>
  @OptionGroup(title: SettingGroup.all[3].title) var flags3: GroupFlags<3>
  @OptionGroup(title: SettingGroup.all[4].title) var flags4: GroupFlags<4>
  @OptionGroup(title: SettingGroup.all[5].title) var flags5: GroupFlags<5>
  @OptionGroup(title: SettingGroup.all[6].title) var flags6: GroupFlags<6>
  @OptionGroup(title: SettingGroup.all[7].title) var flags7: GroupFlags<7>
  @OptionGroup(title: SettingGroup.all[8].title) var flags8: GroupFlags<8>
  @OptionGroup(title: SettingGroup.all[9].title) var flags9: GroupFlags<9>
  @OptionGroup(title: SettingGroup.all[10].title) var flags10: GroupFlags<10>

  var values: CommandLineValues {
    let groups = [
      flags0.values, flags1.values, flags2.values, flags3.values, flags4.values, flags5.values, flags6.values,
      flags7.values, flags8.values, flags9.values, flags10.values,
    ]
    let flags = groups.reduce(into: [:]) { all, group in all.merge(group) { $1 } }
    return CommandLineValues(flags: flags, assignments: assignments.set)
  }
}

struct AssignmentOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Any setting, by its key in the configuration file, such as limits.slip=2.", valueName: "KEY=VALUE"))
  var set: [String] = []
}

/// The flags of one group of the table. ArgumentParser looks for what to parse among a value's children, and decodes
/// it by their labels; these are made from the table.
struct GroupFlags<let number: Int>: ParsableArguments, CustomReflectable {
  /// What was given, for each flag.
  private(set) var values: [String: [String]] = [:]

  init() {}

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: FlagKey.self)
    for flag in Self.settings.map(\.flag) {
      values[flag] = try container.decode(Option<[String]>.self, forKey: FlagKey(stringValue: flag))
        .wrappedValue
    }
  }

  var customMirror: Mirror {
    Mirror(self, children: Self.settings.map { ($0.flag, Option<[String]>($0) as Any) })
  }

  private static var settings: [Setting] {
    SettingGroup.all[number].settings.filter { !$0.variables.isEmpty }
  }
}

private struct FlagKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension Option where Value == [String] {
  fileprivate init(_ setting: Setting) {
    self.init(
      wrappedValue: [], name: NameSpecification(setting.flags.map { .customLong($0) }),
      help: ArgumentHelp(
        setting.help + (setting.defaultText.map { " Default: \($0)." } ?? ""), valueName: setting.placeholder)
    )
  }
}

extension SettingOptions {
  /// The configuration that these flags, the environment and the file give.
  ///
  /// - Throws: The exit status, after all problems have been written to standard error.
  func load() throws -> LoadedConfiguration { try loadFiles().loaded }

  /// The same, with what its files looked like.
  func loadFiles() throws -> ConfigurationFiles {
    do throws(ConfigurationError) {
      return try ConfigurationFiles(commandLine: values)
    } catch {
      for problem in error.problems { writeToStandardError("leaf: \(problem)\n") }
      throw ExitCode(EX_CONFIG)
    }
  }
}
