import ArgumentParser
import Glibc
import struct ProgramSupport.FileReadingError
import func ProgramSupport.readRegularFile

struct ProbeOptions: ParsableArguments {
  @OptionGroup var servers: ServerOptions

  @Argument(help: "The zone, then SELECTORs.") var words: [String] = []

  @Option(
    help: ArgumentHelp("A name in the zone that has an A RRset; found out unless given.", valueName: "name"))
  var existing: String?

  @OptionGroup var special: SpecialNameOptions

  @Option(name: .customLong("zone"), help: "Another zone that the server serves; can be repeated.")
  var otherZones: [String] = []

  @Option(
    help: ArgumentHelp("A name in the zone that does not exist; made up unless given.", valueName: "name"))
  var missing: String?

  @Option(
    name: .customLong("ds"),
    help: ArgumentHelp(
      "A DS RR of the parent, as 12345,13,2,0123…CDEF; one must be of a key that signs the zone's keys; can be repeated.",
      valueName: "ds"),
    transform: dsRecord)
  var trustAnchors: [DS] = []

  @Option(
    name: .customShort("x"), parsing: .singleValue,
    help: ArgumentHelp("Leave out what a selector chooses; can be repeated.", valueName: "selector"))
  var without: [String] = []

  @Option(help: "The rules: authoritative (any server), leaf, sslip or nip.")
  var profile: Profile = .authoritative

  @Flag(help: "A missed should fails too.") var strict = false

  @Option(
    help: ArgumentHelp(
      "How long to watch an idle TCP connection; above 120 tells whether it is ever closed. (default: 12)",
      valueName: "seconds"))
  var idle: Double = 12

  @Option(
    help: ArgumentHelp("Send each file in a folder as a message, too (MAL-29).", valueName: "folder"))
  var corpus: String?

  @Option(help: ArgumentHelp("What the messages of MAL-27 are made from.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(help: "How to report: text, tap, junit, json, prometheus or html.")
  var format: Format = .text

  @Option(help: ArgumentHelp("Failures that are known, an ID or ID/transport a line.", valueName: "file"))
  var baseline: String?

  @Flag(help: "Run against two servers, @A @B, and show where they differ.") var diff = false

  @Flag(help: "Show the checks that are chosen; needs no server.") var list = false

  @Flag(help: "Print a zone that all checks can run in; needs no server.") var zoneFile = false

  @Flag(help: "With --zone-file: signed, with keys that nobody keeps.") var signed = false

  @Flag(help: "With --signed: deny with NSEC3 in place of NSEC.") var nsec3 = false

  @Flag(name: .shortAndLong, help: "Show every exchange.") var verbose = false

  /// Whether they make sense together. `validate()` would say so before a mistyped option is named.
  func check() throws {
    try servers.check()
    guard (0.1...3600).contains(idle) else { throw ValidationError("--idle is 0.1 to 3600 seconds") }
    guard try !cases.isEmpty else {
      throw ValidationError(
        "of the checks that are chosen, none runs over \(transportNames): --list shows them")
    }
    guard zoneFile || !signed, signed || !nsec3 else {
      throw ValidationError("--signed goes with --zone-file, and --nsec3 with --signed")
    }
    if zoneFile {
      _ = try printedZone
      return
    }
    if list {
      guard try !listed.isEmpty else {
        throw ValidationError("the profile \(profile.rawValue) has none of the checks that are chosen")
      }
      return
    }
    if server.isEmpty { throw ValidationError("name the server: leaf-probe @192.0.2.1 example.com") }
    if diff {
      guard server.count == 2 else {
        throw ValidationError("--diff takes two servers: @192.0.2.1 @192.0.2.2")
      }
      guard format == .text else { throw ValidationError("--diff knows only the format text") }
    } else if server.count != 1 {
      throw ValidationError("name one server, or two with --diff")
    }
    _ = try zoneName
  }
}

extension Profile: ExpressibleByArgument {}

extension ProbeOptions {
  /// The first of the words, but `--list` needs no zone: then a selector may stand there.
  private var zoneWord: String? {
    guard list, let first = words.first else { return words.first }
    if Selector(first) != nil { return nil }
    // What a run takes for its zone is one here too; without a server, a selector that is mistyped must not be.
    return !server.isEmpty || first.contains(".") && !first.contains("/") ? first : nil
  }

  var zoneName: Name {
    get throws {
      guard let word = zoneWord else {
        throw ValidationError("name the zone: leaf-probe @\(server[0]) example.com")
      }
      return try domainName(word)
    }
  }

  /// The zone to print.
  var printedZone: PrintedZone {
    get throws {
      guard let word = words.first else {
        throw ValidationError("name the zone: leaf-probe --zone-file probe.example")
      }
      let zone = try domainName(word)
      guard zone.wire.count <= PrintedZone.longestZone else {
        throw ValidationError("\(zone) is too long: names of 255 octets must fit below it")
      }
      return PrintedZone(zone: zone)
    }
  }

  private var selectors: (chosen: [Selector], without: [Selector]) {
    get throws {
      let words = zoneWord == nil ? self.words[...] : self.words.dropFirst()
      return (try words.map(selector), try without.map(selector))
    }
  }

  private func selector(_ text: String) throws -> Selector {
    guard let selector = Selector(text) else {
      throw ValidationError(
        "\(text) chooses no check; give an area (NEG), an ID (NEG-06), an RFC (RFC8906) or a section (RFC8906/8.1.1)"
      )
    }
    return selector
  }

  private var transportNames: String {
    servers.transports.map { $0.rawValue.uppercased() }.joined(separator: " or ")
  }

  /// The chosen cases that run over one of the chosen transports.
  var cases: [Case] {
    get throws {
      let (chosen, without) = try selectors
      return Catalogue.cases(chosen: chosen, without: without).filter { test in
        servers.transports.contains(where: test.transports.contains)
      }
    }
  }

  /// What `--list` shows: the chosen cases without those of other profiles, which a run would skip.
  var listed: [Case] {
    get throws {
      // Which address it is makes no difference to a profile.
      guard let endpoint = try Endpoint.resolve("127.0.0.1", port: 53, family: .ipv4).first else { return [] }
      return try cases.filter { $0.belongs(to: profile, at: endpoint) }
    }
  }

  /// - Throws: `Interrupted` if `stop` is set before the server's addresses are found.
  func plan(for server: String, _ stop: Interruption) throws -> Run.Plan {
    let zone = try zoneName
    return Run.Plan(
      endpoints: try servers.addresses.endpoints(of: server, stop),
      transports: servers.transports, zone: zone,
      existing: try existing.map { try domainName($0, in: zone) },
      missing: try missing.map { try domainName($0, in: zone) },
      special: try special.names { try $0.map { try domainName($0, in: zone) } },
      otherZones: try otherZones.map(domainName), profile: profile,
      cases: try cases, named: Set(words.map { $0.uppercased() }), queriesPerSecond: servers.pace.qps.limit,
      exchange: exchange, seed: seed, corpus: try readCorpus(),
      trustAnchors: trustAnchors)
  }

  private func readCorpus() throws -> [Corpus.File] {
    guard let corpus else { return [] }
    do {
      let read = try Corpus(reading: corpus)
      for name in read.tooLong {
        writeError("leaf-probe: \(name) has more than 65535 octets and is not sent\n")
      }
      return read.files
    } catch {
      throw ValidationError("--corpus: \(error)")
    }
  }

  private var exchange: ExchangeOptions {
    var exchange = servers.exchange
    exchange.idlePatience = .milliseconds(Int(idle * 1000))
    return exchange
  }

  func readBaseline() throws -> Baseline { try baseline.map(Baseline.init(file:)) ?? Baseline() }

  private var server: [String] { servers.addresses.server }

  var textStyle: TextStyle { TextStyle(isColoured: isatty(STDOUT_FILENO) == 1, isVerbose: verbose) }
}

extension Baseline {
  init(file: String) throws {
    do {
      guard let octets = try readRegularFile(file) else {
        throw ValidationError("cannot read \(file): No such file or directory")
      }
      self = try Baseline(reading: String(decoding: octets, as: UTF8.self))
    } catch let error as Baseline.LineError {
      throw ValidationError("\(file): \(error)")
    } catch let error as FileReadingError {
      throw ValidationError("cannot read \(file): \(error)")
    }
  }
}

extension Case {
  /// Whether no condition keeps it for other profiles.
  fileprivate func belongs(to profile: Profile, at endpoint: Endpoint) -> Bool {
    conditions.allSatisfy { condition in
      func isMet(_ profile: Profile) -> Bool {
        condition.reasonToSkip(Target(endpoint: endpoint, transport: .udp, profile: profile, zone: .root))
          == nil
      }
      // What no profile meets here is about the server.
      return isMet(profile) || !Profile.allCases.contains(where: isMet)
    }
  }
}

/// Puts dig's way of writing a server and flags into the options' own: `@server`, `+tcp`, `+udp`.
func digArguments(_ arguments: [String]) -> [String] {
  arguments.flatMap { argument -> [String] in
    switch argument {
    case "+tcp": ["--tcp"]
    case "+udp": ["--udp"]
    case _ where argument.hasPrefix("@"): ["--server", String(argument.dropFirst())]
    default: [argument]
    }
  }
}
