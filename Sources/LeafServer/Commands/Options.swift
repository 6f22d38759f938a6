import ArgumentParser

// The settings as flags, in the groups that --help shows. A flag is declared here, and described by its row of
// the table.

struct SettingOptions: ParsableArguments {
  @OptionGroup(title: "Configuration file") var file: FileOptions
  @OptionGroup(title: "Zones") var zones: ZoneOptions
  @OptionGroup(title: "Answers") var answers: AnswerOptions
  @OptionGroup(title: "SOA record") var soa: SOAOptions
  @OptionGroup(title: "Identity and EDNS") var identity: IdentityOptions
  @OptionGroup(title: "Sockets") var sockets: SocketOptions
  @OptionGroup(title: "Limits") var limits: LimitOptions
  @OptionGroup(title: "Log") var log: LogOptions

  /// What was given, for each flag.
  var values: CommandLineValues {
    var values: CommandLineValues = [:]
    let groups = [
      file.values, zones.values, answers.values, soa.values, identity.values, sockets.values, limits.values,
      log.values,
    ]
    for (setting, given) in groups.joined() { values[setting.flag] = given }
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
  @Option(.globalQPS) var globalQPS: [String]
  @Option(.perIPQPS) var perIPQPS: [String]
  @Option(.perIPInvalidQNAMEQPS) var perIPInvalidQNAMEQPS: [String]
  @Option(.maxTrackedIPs) var maxTrackedIPs: [String]
  @Option(.maxTrackedKeys) var maxTrackedKeys: [String]
  @Option(.slip) var slip: [String]
  @Option(.ipv6Prefix) var ipv6Prefix: [String]
  @Option(.tcpMaxConnections) var tcpMaxConnections: [String]
  @Option(.tcpMaxConnectionsPerIP) var tcpMaxConnectionsPerIP: [String]
  @Option(.tcpIdleTimeout) var tcpIdleTimeout: [String]
  @Option(.tcpReadTimeout) var tcpReadTimeout: [String]
  @Option(.tcpWriteTimeout) var tcpWriteTimeout: [String]
  @Option(.maxTCPFrame) var maxTCPFrame: [String]
  @Option(.maxUDPRequest) var maxUDPRequest: [String]

  var values: [(Setting, [String])] {
    [
      (.globalQPS, globalQPS), (.perIPQPS, perIPQPS), (.perIPInvalidQNAMEQPS, perIPInvalidQNAMEQPS),
      (.maxTrackedIPs, maxTrackedIPs), (.maxTrackedKeys, maxTrackedKeys), (.slip, slip),
      (.ipv6Prefix, ipv6Prefix), (.tcpMaxConnections, tcpMaxConnections),
      (.tcpMaxConnectionsPerIP, tcpMaxConnectionsPerIP), (.tcpIdleTimeout, tcpIdleTimeout),
      (.tcpReadTimeout, tcpReadTimeout), (.tcpWriteTimeout, tcpWriteTimeout), (.maxTCPFrame, maxTCPFrame),
      (.maxUDPRequest, maxUDPRequest),
    ]
  }
}

struct LogOptions: ParsableArguments {
  @Option(.logQueries) var queries: [String]
  @Option(.logDropClientIP) var dropClientIP: [String]
  @Option(.logLevel) var level: [String]
  @Option(.logFormat) var format: [String]

  var values: [(Setting, [String])] {
    [(.logQueries, queries), (.logDropClientIP, dropClientIP), (.logLevel, level), (.logFormat, format)]
  }
}

struct FileOptions: ParsableArguments {
  @Option(.config) var config: [String]

  var values: [(Setting, [String])] { [(.config, config)] }
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
