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
      let texts = given.flatMap { $0.elements(.texts) }.compactMap { element -> RecordText? in
        do throws(SettingError) {
          return RecordText(text: try parseRecord(element.value.single()), origin: element.origin)
        } catch {
          faults.append(Fault(origin: element.origin, error: error))
          return nil
        }
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

extension Configuration {
  /// A zone without a file that has records in the configuration: those, and what makes it a zone; checked.
  package func zoneOfRecords(_ apex: DomainName) -> OrderedZone? {
    let settings = settings(of: apex)
    guard settings.file == nil, !settings.recordTexts.isEmpty, let own = ownRecords(of: apex, settings) else {
      return nil
    }
    let text = (own + settings.recordTexts.map(\.text)).joined(separator: "\n") + "\n"
    let zone = ZoneFile(reading: "records", apex: apex) { path throws(ZoneFileUnreadable) in
      guard path == "records" else { throw ZoneFileUnreadable(reason: "it is no file of this zone") }
      return Array(text.utf8)
    }
    guard zone.problems.errorCount == 0 else { return OrderedZone(zone) }
    var ordered = OrderedZone(zone)
    ordered.check(settings.check)
    return ordered
  }

  /// Lines of a zone file: SOA, name servers and hosts.
  private func ownRecords(of apex: DomainName, _ settings: ZoneSettings) -> [String]? {
    guard let (nameServers, soa) = settings.records(of: apex) else { return nil }
    let inside = hosts.filter { host in host.name.suffixes.first(where: Set(zones).contains) == apex }
    return [
      "$TTL \(settings.ttl)",
      "\(apex) SOA \(soa.mname) \(soa.rname) \(soa.serial) \(soa.refresh) \(soa.retry) \(soa.expire) \(soa.minimum)",
    ] + nameServers.map { "\(apex) NS \($0)" }
      + inside.flatMap { host in
        host.ipv4.map { "\(host.name) A \($0)" } + host.ipv6.map { "\(host.name) AAAA \($0)" }
      }
  }

  /// What is wrong with the records of a zone, each with the value that has it; nil for one with all of them.
  func problemsOfRecords(_ apex: DomainName) -> [(problem: ZoneFileProblem, origin: Origin?)] {
    guard let zone = zoneOfRecords(apex) else { return [] }
    let texts = settings(of: apex).recordTexts
    let before = ownRecords(of: apex, settings(of: apex))?.count ?? 0
    return zone.problems.told.map { problem in
      let index = Int(problem.place.line) - before - 1
      return (problem, texts.indices.contains(index) ? texts[index].origin : nil)
    }
  }
}

extension OrderedZone {
  /// Checks what a setting says of what records mean together.
  package mutating func check(_ check: ZoneFileCheck) {
    switch check {
    case .strict: self.check(isStrict: true)
    case .default: self.check(isStrict: false)
    case .off: checkSOA()
    }
  }
}
