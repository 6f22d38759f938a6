import DNSWire
import LeafCore
import Testing

@testable import LeafConfiguration

@Suite struct `--set KEY=VALUE` {
  @Test(arguments: SettingCase.all)
  func `gives each setting, by each of its keys`(test: SettingCase) throws {
    let nested = test.setting.nestedKey.map { nested in nested.keys.map { "\(nested.table).\($0)" } } ?? []
    for key in test.setting.flatKeys + nested {
      for (text, shown) in test.valid {
        #expect(test.read(try load(set: ["\(key)=\(text)"]).configuration) == shown, "\(key)=\(text)")
      }
      let origin = try load(set: ["\(key)=\(test.valid[0].text)"]).values.first {
        $0.setting.id == test.setting.id
      }?.origin
      #expect(origin == .assignment(key: key))
    }
  }

  @Test(arguments: SettingCase.all)
  func `refuses a bad value, and names the key`(test: SettingCase) throws {
    for text in test.invalid {
      let error = #expect(throws: ConfigurationError.self) {
        _ = try load(set: ["\(test.setting.id.key)=\(text)"])
      }
      // The two limits on connections may conflict, and either can be what is named.
      let place = text == "63" || text == "1025" ? "" : "--set \(test.setting.id.key): "
      #expect(error?.problems.first?.description.hasPrefix(place) == true, "\(text)")
    }
  }

  @Test func `goes before variables and the file, and the last of several counts`() throws {
    let loaded = try load(
      [:], ["LEAF_TTL": "1"], set: ["dns.ttl=2", "ttl=3"], file: "zones = 'a.example'\nttl = 4\n")
    #expect(loaded.configuration.everyZone.ttl == 3)
  }

  @Test func `adds up with the flag of a list`() throws {
    let loaded = try load(["zone": ["a.example"]], set: ["zones=b.example,c.example", "zone=d.example"])
    #expect(
      loaded.configuration.zones.map(\.description)
        == ["a.example.", "b.example.", "c.example.", "d.example."])
  }

  @Test(arguments: [
    ("dns.ttl=6", "--set dns.ttl: was given as --ttl already"),
    ("limits.slp=2", "--set limits.slp: unknown key; did you mean slip?"),
    ("slipp=2", "--set slipp: unknown key; did you mean slip?"),
    ("limit.slip=2", "--set limit.slip: unknown key"),
    ("=2", "--set : unknown key"),
    ("config=x", "--set config: unknown key"),
    ("topsecret", "--set: KEY=VALUE is needed, such as limits.slip=2"),
    (
      #"zone."a.example".ttl=5"#,
      #"--set zone."a.example".ttl: what a zone has of its own stands in the file, in [zone."NAME"]"#
    ),
    ("a\nb=1", #"--set a\nb: unknown key; did you mean any?"#),
    ("edns.cookie_secret=topsecret", "--set edns.cookie_secret: '…' is not 32 hexadecimal digits"),
    ("cookie_secret=topsecret", "--set cookie_secret: '…' is not 32 hexadecimal digits"),
  ])
  func `that is of no use is named`(text: String, problem: String) {
    let error = #expect(throws: ConfigurationError.self) { _ = try load(["ttl": ["5"]], set: [text]) }
    #expect(error?.problems.map(\.description) == [problem])
    #expect(!"\(String(reflecting: error))".contains("topsecret"))
  }
}

@Suite struct `Secrets` {
  private static let secret = "000102030405060708090a0b0c0d0e0f"

  @Test(arguments: [
    CommandLineValues(flags: ["zone": ["a"], "cookie-secret": [secret]]),
    CommandLineValues(flags: ["zone": ["a"]], assignments: ["cookie_secret=\(secret)"]),
  ])
  func `print in nothing that was loaded`(commandLine: CommandLineValues) throws {
    let loaded = try LoadedConfiguration(commandLine: commandLine, environment: [:], coreCount: 1) { _ in nil
    }
    var dumped = ""
    dump(loaded, to: &dumped)
    dump(commandLine, to: &dumped)
    for text in [dumped, "\(loaded)", "\(commandLine)", String(reflecting: commandLine)] {
      #expect(!text.contains(Self.secret))
    }
    #expect(loaded.configuration.identity.cookieSecret != nil)
    let shown = loaded.values.first { $0.setting.isSecret }?.text
    #expect(shown == "(not shown)")
    #expect(Setting["edns.cookie_secret"].value(in: loaded.configuration) == "…")
  }
}
