import ArgumentParser
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
    print(explanation(of: qname, qtype, authority))
  }
}

/// What leaf makes of a query with EDNS and no options: the zone, what the name meets in it, the rule, and the response
/// as dig prints it.
func explanation(of qname: DomainName, _ qtype: QTYPE, _ authority: Authority) -> String {
  let query = [UInt8](capacity: 512) { message in
    message.append(Header(id: 0, flags: Flags(opcode: .query), questionCount: 1, additionalCount: 1))
    message.append(qname, qtype: qtype, qclass: .in)
    message.appendOPT(
      payloadSize: UInt16(ResponseLength.udp), rcode: .noError, dnssecOK: false, optionsLength: 0)
  }
  var outcome = Outcome.none(.truncatedHeader)
  let response = [UInt8](capacity: ResponseLength.stream) { response in
    outcome = respond(
      to: query.span, from: .ipv4(IPv4Address(127, 0, 0, 1)), over: .tcp, at: readClocks(), using: authority,
      limits: .unlimited, into: &response)
  }
  guard case .response(let answered) = outcome else { return "zone: none\nno response" }
  let zone = answered.zone.map { authority.zones.apex(of: $0).description } ?? "none"
  let landmarks = authority.zones.landmarks(of: qname, qtype).map(lines) ?? ""
  return "zone: \(zone)\n\(landmarks)rule: \(answered.rule.step): \(answered.rule)\n\n"
    + presentation(of: response)
}

/// A line for each of them.
private func lines(_ landmarks: Landmarks) -> String {
  [
    ("cut", landmarks.cut), ("DNAME", landmarks.dname), ("closest encloser", landmarks.closestEncloser),
    ("wildcard", landmarks.wildcard),
  ].map { name, value in value.map { "\(name): \($0)\n" } ?? "" }.joined()
}
