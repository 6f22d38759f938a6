import DNSSecurity
import DNSWire
import LeafCore

// What the log says about zones that change.
extension LogEvent {
  /// What has become of what was handed in for a zone.
  enum ZoneResult: String {
    case loaded
    case refused
    case unchanged
  }

  private static func zone(_ change: ZoneChange, _ result: ZoneResult) -> LogEvent {
    LogEvent(
      .zone,
      [
        ("result", .text(result.rawValue)), ("zone", .text("\(change.zone.apex)")),
        ("source", .text(change.source)),
      ])
  }

  fileprivate static func loaded(_ change: ZoneChange, _ version: ZoneVersion) -> LogEvent {
    var event = zone(change, .loaded)
    event.append("serial", .number(Int(version.serial)))
    event.append("records", .number(version.recordCount))
    event.append("warnings", .number(change.findings.warningCount))
    return event
  }

  fileprivate static func unchanged(_ change: ZoneChange) -> LogEvent { zone(change, .unchanged) }

  /// - Parameter status: With the serial that is served all the same, and since when nothing newer could be.
  fileprivate static func refused(_ change: ZoneChange, _ status: KeptZone.Status) -> LogEvent {
    var event = zone(change, .refused)
    event.append("errors", .number(change.findings.errorCount))
    event.append("warnings", .number(change.findings.warningCount))
    event.append("since", status.failingSince.map { .text(LeafServer.text(ofTime: $0)) })
    event.append("serial", status.serial.map { .number(Int($0)) })
    return event
  }

  fileprivate static func problem(_ change: ZoneChange, _ text: String) -> LogEvent {
    problem(change.zone.apex, text)
  }

  /// - Parameter delegationSigner: As text.
  fileprivate static func key(_ delegationSigner: String, of change: ZoneChange, isNew: Bool) -> LogEvent {
    LogEvent(
      .zoneKey,
      [
        ("result", .text(isNew ? "made" : "in_use")), ("zone", .text("\(change.zone.apex)")),
        ("ds", .text(delegationSigner)),
      ])
  }

  /// Of a zone that was signed, and is not with another configuration.
  static func unsigned(_ apex: DomainName) -> LogEvent {
    LogEvent(.zoneProblem, [("zone", .text("\(apex)")), ("problem", .text(notSignedAnyMore))])
  }

  /// Of a key that is to take the place of another.
  static func madeKey(_ key: ZoneKey) -> LogEvent {
    LogEvent(
      .zoneKey,
      [
        ("result", .text("made")), ("zone", .text("\(key.zone)")), ("tag", .number(Int(key.record.tag))),
        ("algorithm", .number(Int(key.record.algorithm))),
      ])
  }

  /// - Parameter condition: What the key waits for.
  static func key(_ key: KeyState, of zone: DomainName, _ condition: RolloverCondition?) -> LogEvent {
    LogEvent(
      .zoneKey,
      [
        ("result", .text(key.stage.rawValue)), ("zone", .text("\(zone)")),
        ("tag", .number(Int(key.name.tag))), ("algorithm", .number(Int(key.name.algorithm))),
      ] + (condition.map { [("next", .text($0.text(of: key, zone)))] } ?? []))
  }

  static func problem(_ zone: DomainName, _ text: String) -> LogEvent {
    LogEvent(.zoneProblem, [("zone", .text("\(zone)")), ("problem", .text(text))])
  }

  fileprivate static let notSignedAnyMore =
    "it is not signed any more; while the parent has a DS record, validators believe no answer"

  /// - Parameter security: Of signatures that end soon, or have ended.
  static func expiring(_ apex: DomainName, _ security: ZoneSecurity, at time: UInt64) -> LogEvent {
    let end = LeafServer.text(ofTime: security.expiration)
    let advice =
      security.signedAt == nil
      ? "sign the zone anew" : "new ones could not be made; see why in the lines of this zone"
    return LogEvent(
      .zoneProblem,
      [
        ("zone", .text("\(apex)")),
        (
          "problem",
          .text(
            security.expiration < time
              ? "signatures have been invalid since \(end), and validators believe no answer; \(advice)"
              : "signatures are valid until \(end) only; \(advice)")
        ),
      ])
  }

  /// All that was to be loaded is loaded or refused.
  static func zones(
    _ set: ZoneSet, _ counts: ZoneCommits.Counts, since before: ZoneCommits.Counts
  ) -> LogEvent {
    let notReady = set.notReadyCount
    return LogEvent(
      .zones,
      [
        ("loaded", .number(Int(counts.loaded - before.loaded))),
        ("refused", .number(Int(counts.refused - before.refused))),
        ("ready", .number(set.indices.count - notReady)), ("not_ready", .number(notReady)),
      ])
  }
}

extension EventLog {
  /// So many problems of a version get a line.
  private static let problemsTold = 10

  /// - Parameters:
  ///   - before: How the zone had fared.
  ///   - after: How it fares now.
  func log(_ change: ZoneChange, before: KeptZone.Status, after: KeptZone.Status) {
    for problem in change.findings.told.prefix(Self.problemsTold) { logProblem(problem, of: change) }
    switch change.outcome {
    case .version(let version):
      if let problem = version.problem(of: before.serial) { logProblem(problem, of: change) }
      if admits(.zoneLoaded, at: readClocks()) { log(.info, .loaded(change, version)) }
      logKeys(of: change, version, before: before)
    case .unchanged:
      log(.debug, .unchanged(change))
    case .refused:
      if admits(.zoneRefused, at: readClocks()) { log(.error, .refused(change, after)) }
    }
  }

  /// Those that the parent is to know, when they are others than before.
  private func logKeys(of change: ZoneChange, _ version: ZoneVersion, before: KeptZone.Status) {
    if before.security != nil, version.security == nil {
      logProblem(LogEvent.notSignedAnyMore, of: change)
    }
    guard let security = version.security else { return }
    for key in security.newKeys where admits(.zoneKey, at: readClocks()) {
      log(.info, .key(key, of: change.zone.apex, nil))
    }
    guard security.delegationSigners != before.security?.delegationSigners else { return }
    for delegationSigner in security.delegationSigners where admits(.zoneKey, at: readClocks()) {
      log(.info, .key(delegationSigner, of: change, isNew: security.newKey != nil))
    }
  }

  private func logProblem(_ text: String, of change: ZoneChange) {
    if admits(.zoneProblem, at: readClocks()) { log(.warning, .problem(change, text)) }
  }
}

extension ZoneVersion {
  /// What secondaries will not like about its serial.
  fileprivate func problem(of earlier: UInt32?) -> String? {
    guard isOther, let earlier, !serial.isAfter(earlier) else { return nil }
    return "the records have changed, and the serial has not risen: it is \(serial), and was \(earlier);"
      + " secondaries keep what they have"
  }
}

extension UInt32 {
  /// In the arithmetic of serials (RFC 1982 §3.2).
  fileprivate func isAfter(_ other: UInt32) -> Bool { (1..<1 << 31).contains(self &- other) }
}
