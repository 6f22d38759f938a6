import DNSSecurity
import DNSWire
import LeafCore
import LeafMetrics

/// All that leaf measures, as it is now.
package struct MetricsPage: Sendable {
  let serving: Serving
  let version: String

  package init(serving: Serving, version: String) {
    self.serving = serving
    self.version = version
  }

  var families: [MetricFamily] {
    let transports = Transport.allCases.map { (name: $0.name, counters: serving.counters.sum(over: $0)) }
    let all = transports.reduce(Counters()) { $0 + $1.counters }
    return Self.traffic(transports) + Self.sizesAndTimes(transports) + [Self.byQTYPE(all), byZone(all)]
      + zones + connections + limiterTables + signatures + reloads + [build] + ProcessFigures().families
  }

  private typealias ByTransport = [(name: String, counters: Counters)]

  private static func traffic(_ transports: ByTransport) -> [MetricFamily] {
    [
      MetricFamily(
        "leaf_queries", .counter,
        "Queries received: each is answered, dropped for one reason, or not done yet.",
        each(of: transports, "family") { counters in
          [
            ("ipv4", counters.queries - counters.queriesOverIPv6), ("ipv6", counters.queriesOverIPv6),
          ]
        }),
      MetricFamily(
        "leaf_responses", .counter, "Responses by RCODE.",
        each(of: transports, "rcode") { counters in
          RCODESlot.all.map { ($0.name, counters.responses($0.rcode)) }
        }),
      MetricFamily(
        "leaf_responses_by_rule", .counter, "Responses by the step of the response policy that decided them.",
        transports.flatMap { transport in
          Rule.allCases.map { rule in
            .init(
              [.init("transport", transport.name), .init("step", "\(rule.step)"), .init("rule", "\(rule)")],
              .count(transport.counters.responses(rule)))
          }
        }),
      MetricFamily(
        "leaf_responses_by_cookie", .counter,
        "Responses by what the query's COOKIE option was worth (RFC 7873); none while cookies are off.",
        each(of: transports, "cookie") { counters in
          CookieState.allCases.map { ($0.name, counters.responses($0)) }
        }),
      MetricFamily(
        "leaf_dropped_queries", .counter, "Queries that got no response, by reason.",
        each(of: transports, "reason") { counters in
          DropReason.allCases.filter(\.isOfQuery).map { ($0.name, counters.dropped($0)) }
        }),
      MetricFamily(
        "leaf_udp_send_errors", .counter, "Responses over UDP that the system refused to send.",
        [.init([], .count(transports.reduce(0) { $0 + $1.counters.unsent }))]),
      MetricFamily(
        "leaf_truncated_responses", .counter, "Responses with TC set.",
        each(of: transports) { $0.truncated }),
    ]
  }

  private static func sizesAndTimes(_ transports: ByTransport) -> [MetricFamily] {
    [
      MetricFamily(
        "leaf_query_size_bytes", .histogram, "Octets of each query, without a length prefix.",
        each(of: transports) { Distribution($0.queryLengths, dividedBy: 1) }),
      MetricFamily(
        "leaf_response_size_bytes", .histogram, "Octets of each message that was sent.",
        each(of: transports) { Distribution($0.responseLengths, dividedBy: 1) }),
      MetricFamily(
        "leaf_answer_duration_seconds", .histogram,
        "From the arrival of a query to the sending of all that were answered with it, in seconds.",
        each(of: transports) { Distribution($0.durations, dividedBy: 1e9) }),
    ]
  }

  private static func each(
    of transports: ByTransport, _ label: String, _ counts: (Counters) -> [(name: String, count: UInt64)]
  ) -> [MetricFamily.Sample] {
    transports.flatMap { transport in
      counts(transport.counters).map { name, count in
        .init([.init("transport", transport.name), .init(label, name)], .count(count))
      }
    }
  }

  private static func each(
    of transports: ByTransport, _ count: (Counters) -> UInt64
  ) -> [MetricFamily.Sample] {
    transports.map { .init([.init("transport", $0.name)], .count(count($0.counters))) }
  }

  private static func each(
    of transports: ByTransport, _ distribution: (Counters) -> Distribution
  ) -> [MetricFamily.Sample] {
    transports.map { .init([.init("transport", $0.name)], .distribution(distribution($0.counters))) }
  }

  private static func byQTYPE(_ counters: Counters) -> MetricFamily {
    MetricFamily(
      "leaf_responses_by_qtype", .counter, "Responses by QTYPE; rare ones count as other.",
      zip(QTYPEClass.names, counters.byQTYPE).map { .init([.init("qtype", $0)], .count($1)) })
  }

  private func byZone(_ counters: Counters) -> MetricFamily {
    let slots = serving.snapshots.current.zoneSlots
    let named = slots.apexes.enumerated().map { ("\($1)", counters.responses(ofZoneInSlot: $0)) }
    let rest = [("other", counters.responsesOfOtherZones), ("none", counters.responsesOutsideZones)]
    return MetricFamily(
      "leaf_responses_by_zone", .counter,
      "Responses by the zone that made them: a hundred zones, all others, and none.",
      (named + rest).map { .init([.init("zone", $0)], .count($1)) })
  }

  private var zones: [MetricFamily] {
    let set = serving.snapshots.current.authority.zones
    let counts = serving.zones.counts
    let notReady = set.notReadyCount
    return [
      MetricFamily(
        "leaf_zones", .gauge, "Zones by whether they answer; one that is not ready gets SERVFAIL.",
        [
          .init([.init("state", "ready")], .count(UInt64(set.indices.count - notReady))),
          .init([.init("state", "not_ready")], .count(UInt64(notReady))),
        ]),
      MetricFamily(
        "leaf_zone_versions", .counter, "Versions of all zones with files, by result.",
        [
          .init([.init("result", "loaded")], .count(counts.loaded)),
          .init([.init("result", "refused")], .count(counts.refused)),
        ]),
    ] + eachZone
  }

  /// Of zones with files, those that have slots of their own.
  private var eachZone: [MetricFamily] {
    let statuses = serving.zones.statuses
    let named = serving.snapshots.current.zoneSlots.apexes.compactMap { apex in
      statuses[apex].map { (apex: apex, status: $0) }
    }
    return [
      MetricFamily(
        "leaf_zones_failing", .gauge, "Zones whose newest version was refused.",
        [.init([], .count(UInt64(statuses.values.count { $0.failingSince != nil })))]),
      Self.each(of: named, "leaf_zone_serial", .gauge, "The serial of each zone with a file.") {
        $0.serial.map { UInt64($0) }
      },
      Self.each(
        of: named, "leaf_zone_loaded_timestamp_seconds", .gauge,
        "When the version in force of each zone with a file was loaded, in seconds of Unix time."
      ) { $0.loadedAt },
      Self.each(
        of: named, "leaf_zone_signatures_end_timestamp_seconds", .gauge,
        "When the first of the signatures ends that each signed zone was loaded with, in seconds of Unix time."
      ) { $0.security?.expiration },
      MetricFamily(
        "leaf_zone_keys", .gauge, "Keys of each zone that leaf signs, by their stage.",
        named.filter { $0.status.security?.duties != nil }.flatMap { keys(of: $0.apex) }),
      Self.each(
        of: named, "leaf_zone_failures", .counter, "Versions of each zone with a file that were refused."
      ) { $0.failures },
    ]
  }

  /// Every stage, so that one which a key has left does not stay as it was.
  private func keys(of apex: DomainName) -> [MetricFamily.Sample] {
    let keys = serving.zones.keyStates(of: apex)
    return KeyStage.allCases.map { stage in
      .init(
        [.init("zone", "\(apex)"), .init("stage", stage.rawValue)],
        .count(UInt64(keys.count { $0.stage == stage })))
    }
  }

  private static func each(
    of zones: [(apex: DomainName, status: KeptZone.Status)], _ name: String, _ type: MetricFamily.Kind,
    _ help: String, _ value: (KeptZone.Status) -> UInt64?
  ) -> MetricFamily {
    MetricFamily(
      name, type, help,
      zones.compactMap { zone in
        value(zone.status).map { .init([.init("zone", "\(zone.apex)")], .count($0)) }
      })
  }

  private var connections: [MetricFamily] {
    let values = serving.connections.values
    return [
      MetricFamily(
        "leaf_tcp_connections", .counter, "TCP connections that were admitted.",
        [.init([], .count(values.admitted))]),
      MetricFamily(
        "leaf_tcp_connections_refused", .counter, "TCP connections for which there was no room.",
        [.init([], .count(serving.counters.sum(over: .tcp).dropped(.connectionLimitReached)))]),
      MetricFamily(
        "leaf_tcp_connections_ended", .counter, "TCP connections that have ended, by what made them end.",
        values.ends.map { .init([.init("cause", $0.name)], .count($0.count)) }),
      MetricFamily(
        "leaf_tcp_connections_open", .gauge, "TCP connections that are open.",
        [.init([], .count(values.ends.reduce(values.admitted) { $0 - $1.count }))]),
    ]
  }

  private var limiterTables: [MetricFamily] {
    let tables = serving.snapshots.current.limiter.tables(at: readClocks())
    return [
      MetricFamily(
        "leaf_limiter_entries", .gauge, "What each table of the limits remembers now.",
        tables.map { .init([.init("table", $0.name)], .count(UInt64($0.used))) }),
      MetricFamily(
        "leaf_limiter_capacity", .gauge, "What each table of the limits has room for.",
        tables.map { .init([.init("table", $0.name)], .count(UInt64($0.capacity))) }),
    ]
  }

  /// Nothing while no zone is signed online.
  private var signatures: [MetricFamily] {
    let figures = serving.zones.signatureTable?.figures
    func family(
      _ name: String, _ kind: MetricFamily.Kind, _ help: String, _ value: (SignatureTable.Figures) -> UInt64
    ) -> MetricFamily {
      MetricFamily(name, kind, help, figures.map { [.init([], .count(value($0)))] } ?? [])
    }
    return [
      family(
        "leaf_signatures_made", .counter, "Signatures of what is made up that were made for an answer.",
        \.made),
      family(
        "leaf_signatures_found", .counter, "Signatures of what is made up that had been made before.", \.hits),
      family(
        "leaf_signatures_refused", .counter, "Signatures that would have been over sign_qps_limit.", \.refused
      ),
      family("leaf_signature_table_entries", .gauge, "Signatures that are kept.") { UInt64($0.used) },
      family("leaf_signature_table_capacity", .gauge, "Signatures that there is room for.") {
        UInt64($0.capacity)
      },
    ]
  }

  private var reloads: [MetricFamily] {
    let values = serving.reloads.values
    return [
      MetricFamily(
        "leaf_reloads", .counter, "Reloads by result.",
        [
          .init([.init("result", "applied")], .count(values.applied)),
          .init([.init("result", "unchanged")], .count(values.refused)),
        ]),
      MetricFamily(
        "leaf_last_reload_successful", .gauge, "Whether the last reload, or the start, was applied.",
        [.init([], .count(values.lastWasApplied ? 1 : 0))]),
      MetricFamily(
        "leaf_configuration_loaded_timestamp_seconds", .gauge,
        "When what is in force was loaded, in seconds of Unix time.",
        [.init([], .count(values.lastApplied))]),
    ]
  }

  private var build: MetricFamily {
    MetricFamily(
      "leaf_build_info", .gauge, "1, with the version.", [.init([.init("version", version)], .count(1))])
  }
}

extension Distribution {
  /// - Parameter divisor: How many of the histogram's units one of these is.
  fileprivate init(_ histogram: Histogram, dividedBy divisor: Double) {
    self.init(
      bounds: histogram.bounds.map { Double($0) / divisor }, counts: histogram.counts,
      sum: Double(histogram.sum) / divisor)
  }
}
