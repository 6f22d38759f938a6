import ArgumentParser

// The settings as flags, in the groups that --help shows. A flag is declared here, and described by its row of
// the table.

struct SettingOptions: ParsableArguments {
  @OptionGroup(title: "Zones") var zones: ZoneOptions
  @OptionGroup(title: "Answers") var answers: AnswerOptions
  @OptionGroup(title: "SOA record") var soa: SOAOptions
  @OptionGroup(title: "Identity and EDNS") var identity: IdentityOptions
  @OptionGroup(title: "Sockets") var sockets: SocketOptions
  @OptionGroup(title: "Limits") var limits: LimitOptions

  /// What was given, for each flag.
  var values: CommandLineValues {
    var values: CommandLineValues = [:]
    for group in [zones.values, answers.values, soa.values, identity.values, sockets.values, limits.values] {
      for (setting, given) in group { values[setting.flag] = given }
    }
    return values
  }
}

struct ZoneOptions: ParsableArguments {
  @Option(.zones) var zones: [String]
  @Option(.hosts) var hosts: [String]
  @Option(.zoneNS) var zoneNS: [String]
  @Option(.zoneHostmaster) var zoneHostmaster: [String]

  var values: [(Setting, [String])] {
    [(.zones, zones), (.hosts, hosts), (.zoneNS, zoneNS), (.zoneHostmaster, zoneHostmaster)]
  }
}

struct AnswerOptions: ParsableArguments {
  @Option(.ttl) var ttl: [String]
  @Option(.any) var any: [String]

  var values: [(Setting, [String])] { [(.ttl, ttl), (.any, any)] }
}

struct SOAOptions: ParsableArguments {
  @Option(.soaSerial) var serial: [String]
  @Option(.soaRefresh) var refresh: [String]
  @Option(.soaRetry) var retry: [String]
  @Option(.soaExpire) var expire: [String]
  @Option(.soaMinimum) var minimum: [String]

  var values: [(Setting, [String])] {
    [
      (.soaSerial, serial), (.soaRefresh, refresh), (.soaRetry, retry), (.soaExpire, expire),
      (.soaMinimum, minimum),
    ]
  }
}

struct IdentityOptions: ParsableArguments {
  @Option(.serverID) var serverID: [String]
  @Option(.versionText) var versionText: [String]
  @Option(.cookies) var cookies: [String]
  @Option(.cookieSecret) var cookieSecret: [String]

  var values: [(Setting, [String])] {
    [(.serverID, serverID), (.versionText, versionText), (.cookies, cookies), (.cookieSecret, cookieSecret)]
  }
}

struct SocketOptions: ParsableArguments {
  @Option(.listen) var listen: [String]
  @Option(.udpWorkers) var udpWorkers: [String]

  var values: [(Setting, [String])] { [(.listen, listen), (.udpWorkers, udpWorkers)] }
}

struct LimitOptions: ParsableArguments {
  @Option(.tcpIdleTimeout) var tcpIdleTimeout: [String]
  @Option(.tcpReadTimeout) var tcpReadTimeout: [String]
  @Option(.tcpWriteTimeout) var tcpWriteTimeout: [String]
  @Option(.maxTCPFrame) var maxTCPFrame: [String]
  @Option(.maxUDPRequest) var maxUDPRequest: [String]

  var values: [(Setting, [String])] {
    [
      (.tcpIdleTimeout, tcpIdleTimeout), (.tcpReadTimeout, tcpReadTimeout),
      (.tcpWriteTimeout, tcpWriteTimeout), (.maxTCPFrame, maxTCPFrame), (.maxUDPRequest, maxUDPRequest),
    ]
  }
}

extension Option where Value == [String] {
  init(wrappedValue: [String] = [], _ setting: Setting) {
    self.init(
      wrappedValue: wrappedValue, name: NameSpecification(setting.flags.map { .customLong($0) }),
      help: ArgumentHelp(
        setting.help + (setting.defaultText.map { " Default: \($0)." } ?? ""), valueName: setting.placeholder)
    )
  }
}
