import ArgumentParser
import DNSSecurity
import DNSWire
import LeafConfiguration
import LeafCore

struct Explain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show which zone and rule a name meets, and the response, without a server.",
    usage: "leaf explain [<options>] <name> [<type>]")

  // Were it required, its absence would be said before a mistyped option.
  @Argument(help: "The name to ask for.") var name: String?
  @Argument(help: "The type to ask for: a mnemonic, or TYPE and a number.") var type = "A"

  @ArgumentParser.Flag(
    name: .customLong("dnssec"),
    help: "Ask with DO, and say what each signature and proof of the response shows, and whether it verifies."
  )
  var isSecure = false

  @OptionGroup var settings: SettingOptions

  func run() async throws {
    guard let name else {
      throw ValidationError("name what to ask for: leaf explain 1-2-3-4.dev.example.com")
    }
    let qname: DomainName
    do {
      qname = try DomainName(presentation: name)
    } catch {
      throw ValidationError("'\(printable(name))' is not a domain name: \(error.explanation)")
    }
    guard let qtype = QTYPE(presentation: type) else {
      throw ValidationError("'\(printable(type))' is not a type: use a mnemonic such as AAAA, or TYPE28")
    }
    let configuration = try settings.load().configuration
    let files = LoadedZones(configuration)
    for problem in files.problems { writeToStandardError("leaf: \(problem)\n") }
    let authority = configuration.authority(randomSecret: .random()) { files.zones[$0] }
    print(explanation(of: qname, qtype, authority, isSecure: isSecure))
  }
}

/// What leaf makes of a query with EDNS and no options: the zone, what the name meets in it, the rule, and the response
/// as dig prints it.
///
/// - Parameter isSecure: Whether the query sets DO, and what is signed is told in words.
func explanation(
  of qname: DomainName, _ qtype: QTYPE, _ authority: Authority, isSecure: Bool = false,
  at now: Now = readClocks()
) -> String {
  let (outcome, response) = authority.respond(to: qname, qtype, dnssecOK: isSecure, at: now)
  guard case .response(let answered) = outcome else { return "zone: none\nno response" }
  let apex = answered.zone.map { authority.zones.apex(of: $0) }
  let landmarks = authority.zones.landmarks(of: qname, qtype).map(lines) ?? ""
  let security =
    isSecure ? apex.map { "\n\n" + authority.security(of: response, to: qname, qtype, in: $0, at: now) } : nil
  return "zone: \(apex?.description ?? "none")\n\(landmarks)rule: \(answered.rule.step): \(answered.rule)\n\n"
    + presentation(of: response) + (security ?? "")
}

extension Authority {
  fileprivate func respond(
    to qname: DomainName, _ qtype: QTYPE, dnssecOK: Bool, at now: Now
  ) -> (outcome: Outcome, response: [UInt8]) {
    let query = [UInt8](capacity: 512) { message in
      message.append(Header(id: 0, flags: Flags(opcode: .query), questionCount: 1, additionalCount: 1))
      message.append(qname, qtype: qtype, qclass: .in)
      message.appendOPT(
        payloadSize: UInt16(ResponseLength.udp), rcode: .noError, dnssecOK: dnssecOK, optionsLength: 0)
    }
    var outcome = Outcome.none(.truncatedHeader)
    let response = [UInt8](capacity: ResponseLength.stream) { response in
      outcome = LeafCore.respond(
        to: query.span, from: .ipv4(IPv4Address(127, 0, 0, 1)), over: .tcp, at: now, using: self,
        limits: .unlimited, into: &response)
    }
    return (outcome, response)
  }

  /// In words, by the DNSKEY records that the zone answers with.
  fileprivate func security(
    of response: [UInt8], to qname: DomainName, _ qtype: QTYPE, in apex: DomainName, at now: Now
  ) -> String {
    let keys = respond(to: apex, QTYPE(.dnskey), dnssecOK: true, at: now).response
    do {
      let records = try [ResponseRRset](of: keys).first { $0.type == .dnskey }?.records ?? []
      return SecurityExplanation(
        of: try [ResponseRRset](of: response), to: qname, qtype, in: apex,
        keys: records.compactMap { DNSKEY(rdata: $0) }, at: UInt32(truncatingIfNeeded: now.unixTime)
      ).text
    } catch {
      return ";; DNSSEC:\nthe response cannot be read: \(error)"
    }
  }
}

/// A line for each of them.
private func lines(_ landmarks: Landmarks) -> String {
  [
    ("cut", landmarks.cut), ("DNAME", landmarks.dname), ("closest encloser", landmarks.closestEncloser),
    ("wildcard", landmarks.wildcard),
  ].map { name, value in value.map { "\(name): \($0)\n" } ?? "" }.joined()
}
