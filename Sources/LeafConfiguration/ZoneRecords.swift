import DNSSecurity
import DNSWire
import DNSZoneFile
import LeafCore

/// A record as a zone file has it (RFC 1035 §5.1), in one line, its owner first.
package struct RecordText: Equatable, Sendable {
  let text: String
  let origin: Origin
}

extension Kind where Value == [RecordText] {
  /// Lines of a zone file, each with a record.
  static let records = Kind(
    placeholder: "RECORD", form: .texts,
    read: { given, faults in
      let earlierFaults = faults.count
      let texts = given.flatMap { $0.elements(.texts) }.compactMap { element in
        element.read(
          by: { value throws(SettingError) in
            RecordText(text: try parseRecord(value.single()), origin: element.origin)
          }, &faults)
      }
      return faults.count == earlierFaults ? texts : nil
    }, show: { SettingValue(texts: $0.map(\.text)) })
}

private func parseRecord(_ text: String) throws(SettingError) -> String {
  guard !text.isEmpty, !text.hasPrefix("$"), !text.contains(where: \.isNewline) else {
    throw SettingError(
      found: text, allowed: "a record in one line, such as @ MX 10 mail.example.net.")
  }
  return text
}

/// What is wrong with the records of a zone, and with which of them, if it is one.
struct ZoneRecordsProblem {
  let severity: ZoneFileProblem.Severity
  let text: String
  let origin: Origin?
}

extension Configuration {
  /// Makes zones of those that have no file, but records here, or signatures.
  ///
  /// - Returns: What is wrong with them.
  mutating func makeZonesOfRecords() -> [(apex: DomainName, problem: ZoneRecordsProblem)] {
    let apexes = Set(zones)
    let hosts = Dictionary(grouping: hosts) { $0.name.suffixes.first(where: apexes.contains) }
    var problems: [(DomainName, ZoneRecordsProblem)] = []
    for apex in zones {
      let settings = settings(of: apex)
      guard settings.file == nil, !settings.recordTexts.isEmpty || settings.signingMode != nil else {
        continue
      }
      let wrong = settings.recordTexts.compactMap { $0.problem(in: apex, ttl: settings.ttl) }
      problems += wrong.map { (apex, $0) }
      guard wrong.isEmpty, let (zone, found) = zone(apex, settings, hosts[apex] ?? []) else { continue }
      // What is odd about its own records alone is told of all such zones.
      problems += found.filter { $0.severity == .error || !settings.recordTexts.isEmpty }.map { (apex, $0) }
      zonesOfRecords[apex] = zone
    }
    return problems
  }

  private func zone(
    _ apex: DomainName, _ settings: ZoneSettings, _ hosts: [Host]
  ) -> (OrderedZone, [ZoneRecordsProblem])? {
    guard let own = settings.ownRecords(of: apex, hosts) else { return nil }
    var zone = OrderedZone(ZoneFile(text: own + settings.recordTexts.map(\.text), of: apex))
    zone.check(settings, dialect(of: apex))
    let problems = zone.problems.told.map { problem in
      let index = Int(problem.place.line) - own.count - 1
      let texts = settings.recordTexts
      return ZoneRecordsProblem(
        severity: problem.severity, text: problem.text,
        origin: texts.indices.contains(index) ? texts[index].origin : nil)
    }
    zone.forgetProblems()
    return (zone, problems)
  }
}

extension ZoneSettings {
  /// Lines of a zone file: SOA, name servers and hosts.
  fileprivate func ownRecords(of apex: DomainName, _ hosts: [Host]) -> [String]? {
    guard let (nameServers, soa) = records(of: apex) else { return nil }
    return [
      "$TTL \(ttl)",
      "\(apex) SOA \(soa.mname) \(soa.rname) \(soa.serial) \(soa.refresh) \(soa.retry) \(soa.expire) \(soa.minimum)",
    ] + nameServers.map { "\(apex) NS \($0)" }
      + hosts.flatMap { host in
        host.ipv4.map { "\(host.name) A \($0)" } + host.ipv6.map { "\(host.name) AAAA \($0)" }
      }
  }
}

extension RecordText {
  /// What is wrong with it by itself.
  fileprivate func problem(in apex: DomainName, ttl: UInt32) -> ZoneRecordsProblem? {
    func problem(_ text: String) -> ZoneRecordsProblem {
      ZoneRecordsProblem(severity: .error, text: text, origin: origin)
    }
    let zone = ZoneFile(text: ["$TTL \(ttl)", text], of: apex)
    if let error = zone.problems.told.first(where: { $0.severity == .error }) { return problem(error.text) }
    guard let record = zone.records.first, zone.records.count == 1 else {
      return problem("'\(text)' is no record")
    }
    guard zone.owner(of: record) == apex else { return nil }
    switch record.type {
    case .soa:
      return problem("the SOA record is that of [soa] and zone_hostmaster; set what it should be there")
    case .ns: return problem("the name servers are those of zone_ns; name them there")
    default: return nil
    }
  }
}

extension ZoneFile {
  /// Reads lines that include no others.
  fileprivate init(text: [String], of apex: DomainName) {
    let octets = Array((text.joined(separator: "\n") + "\n").utf8)
    self.init(reading: "configuration", apex: apex) { path throws(ZoneFileUnreadable) in
      guard path == "configuration" else { throw ZoneFileUnreadable(reason: "it is no file of this zone") }
      return octets
    }
  }
}

extension OrderedZone {
  /// Checks what a zone's settings say of what records mean together.
  ///
  /// - Parameter dialect: Of names that carry an address, if the zone has any.
  package mutating func check(_ settings: ZoneSettings, _ dialect: Dialect?) {
    let (apex, synthesizer) = (zone.apex, settings.synthesizer(of: zone.apex, dialect))
    let isMade = { (name: DomainName) in synthesizer?.carriesAddress(name, in: apex) == true }
    switch settings.check {
    case .strict: check(isStrict: true, isMade: isMade)
    case .default: check(isMade: isMade)
    case .off: checkSOA()
    }
    if synthesizer != nil { refuseSignatures() }
    if zone.problems.errorCount == 0 { verifyDigests() }
  }

  private mutating func refuseSignatures() {
    refuseSignatures(
      "names that are made up would have no signatures: serve them from a zone of their own, or leave out dialect or synthesize"
    )
  }
}

extension Synthesizer {
  /// Whether a name of the zone has an address.
  fileprivate func carriesAddress(_ name: DomainName, in apex: DomainName) -> Bool {
    let labels = name.labelOffsets.dropLast(apex.labelOffsets.count).map { start in
      (0..<Int(name[start])).map { name[start + 1 + $0] }
    }
    guard case .names = self, !labels.isEmpty else { return false }
    return addresses(in: labels)?.isEmpty == false
  }
}
