import DNSSecurity
import DNSWire
import DNSZoneFile
import Foundation
import LeafCore
import TestMessages
import TestPrograms
import Testing

@testable import LeafConfiguration
@testable import LeafServer

@Suite struct `Signing at load` {
  private static let day: UInt64 = 86_400
  private static let start: UInt64 = 1_795_000_000
  private static let apex = DomainName(labels: ["example"])

  private static func text(www: String = "192.0.2.1") -> String {
    "$TTL 60\n@ SOA ns host 1 7200 3600 1209600 300\n NS ns\n MX 5 ns\nns A 192.0.2.53\nwww A \(www)\n"
      + (0..<200).map { "n\($0) A 192.0.2.\($0)\n" }.joined()
  }

  private static func settings(_ denial: DenialMethod = .nsec) -> ZoneSettings {
    var settings = ZoneSettings()
    settings.file = "zone"
    settings.security.isEnabled = true
    settings.security.denial = denial
    settings.security.lifetime = 14
    return settings
  }

  /// A zone that has been loaded.
  private struct Loaded {
    let ordered: OrderedZone
    let security: ZoneSecurity
    let zone: Zone

    /// RDATA of the ZONEMD record.
    var digest: [UInt8] {
      ordered.recordsOfApex(.zonemd).flatMap { ordered.zone.octets[$0.rdataRange] }
    }

    var problemsOfDigest: [ZoneFileProblem] {
      var zone = ordered
      zone.verifyDigests()
      return zone.problems.told
    }

    /// RDATA of all RRSIG records.
    var signatures: Set<[UInt8]> {
      Set(ordered.zone.records.filter { $0.type == .rrsig }.map { Array(ordered.zone.octets[$0.rdataRange]) })
    }
  }

  private static func load(
    _ folder: ZoneFolder, _ text: String = text(), _ settings: ZoneSettings = settings(), at time: UInt64,
    after earlier: Loaded? = nil
  ) throws -> Loaded {
    let octets = Array(text.utf8)
    let zone = OrderedZone(ZoneFile(reading: "zone", apex: apex) { _ throws(ZoneFileUnreadable) in octets })
    let signing = LoadSigning(
      folder: "\(folder.path)/state/keys", withoutKey: .isGivenOne, time: time,
      online: OnlineSigning(.random(signatures: 0), limit: nil), earlier: earlier?.zone)
    let secured = try signing.secure(zone, settings)
    return Loaded(
      ordered: secured.zone, security: try #require(secured.security),
      zone: Zone(secured.zone, settings, nil))
  }

  /// The RRsets without a signature of the zone's key that is valid.
  private static func unsigned(_ loaded: Loaded, at time: UInt64) -> [String] {
    let file = loaded.ordered.zone
    let sets = Dictionary(grouping: file.records) { "\(file.owner(of: $0)) \($0.type)" }
    let key = sets["example. DNSKEY"]?.first.flatMap { DNSKEY(rdata: file.octets[$0.rdataRange]) }
    let signatures = file.records.filter { $0.type == .rrsig }
    let clock = UInt32(truncatingIfNeeded: time)
    return sets.filter { !$0.key.hasSuffix("RRSIG") }.filter { _, records in
      let set = RRset(
        owner: file.owner(of: records[0]), type: records[0].type,
        records: records.map { Array(file.octets[$0.rdataRange]) })
      return !signatures.contains { record in
        guard file.owner(of: record) == set.owner, let key,
          let signature = RRSIG(rdata: Array(file.octets[record.rdataRange])),
          signature.typeCovered == set.type
        else { return false }
        return set.isSigned(signature, by: key, at: clock)
      }
    }.keys.sorted()
  }

  @Test(arguments: [DenialMethod.nsec, .nsec3])
  func `makes a key once, and anew only the signatures of what has changed`(denial: DenialMethod) throws {
    let folder = try ZoneFolder()
    let settings = Self.settings(denial)
    let first = try Self.load(folder, Self.text(), settings, at: Self.start)
    #expect(first.security.newKey != nil && Self.unsigned(first, at: Self.start) == [])
    let same = try Self.load(folder, Self.text(), settings, at: Self.start + Self.day, after: first)
    #expect(same.security.newKey == nil && same.signatures == first.signatures)
    #expect(same.security.delegationSigners == first.security.delegationSigners)
    let text = Self.text(www: "192.0.2.9").replacing("MX 5 ns", with: "MX 6 ns")
    let changed = try Self.load(folder, text, settings, at: Self.start + Self.day, after: same)
    #expect(Self.unsigned(changed, at: Self.start + Self.day) == [])
    // Of the address and the MX record.
    #expect(changed.signatures.subtracting(same.signatures).count == 2)
    #expect(same.signatures.subtracting(changed.signatures).count == 2)
    let fewer = Self.text().replacing("n7 A 192.0.2.7\n", with: "")
    let removed = try Self.load(folder, fewer, settings, at: Self.start + Self.day, after: same)
    #expect(Self.unsigned(removed, at: Self.start + Self.day) == [])
    // Of the one record that shows what is not there.
    #expect(removed.signatures.subtracting(same.signatures).count == 1)
  }

  @Test(arguments: [DenialMethod.nsec, .nsec3])
  func `makes the digest anew with whatever has changed`(denial: DenialMethod) throws {
    let folder = try ZoneFolder()
    var settings = Self.settings(denial)
    settings.security.hasDigest = true
    let first = try Self.load(folder, Self.text(), settings, at: Self.start)
    let same = try Self.load(folder, Self.text(), settings, at: Self.start + Self.day, after: first)
    #expect(same.signatures == first.signatures && same.digest == first.digest)
    let changed = try Self.load(
      folder, Self.text(www: "192.0.2.9"), settings, at: Self.start + Self.day, after: same)
    let renewed = try Self.load(folder, Self.text(), settings, at: Self.start + 12 * Self.day, after: same)
    for (loaded, day) in [(first, 0), (changed, 1), (renewed, 12)] as [(Loaded, UInt64)] {
      #expect(Self.unsigned(loaded, at: Self.start + day * Self.day) == [])
      #expect(loaded.problemsOfDigest == [] && loaded.digest.count == 54)
    }
    #expect(Set([first.digest, changed.digest, renewed.digest]).count == 3)
    // Of the address, and of the digest.
    #expect(changed.signatures.subtracting(same.signatures).count == 2)
  }

  @Test func `keeps signatures valid over a year, and makes few of them at a time`() throws {
    let folder = try ZoneFolder()
    var loaded = try Self.load(folder, at: Self.start)
    let count = loaded.signatures.count
    var (runs, made) = (0, 0)
    for hour in 1...365 * 24 {
      let now = Self.start + UInt64(hour) * 3_600
      #expect(loaded.security.expiration > now + 3 * Self.day)
      #expect(!loaded.security.isEnding(at: now))
      guard loaded.security.isDue(at: now) else { continue }
      let next = try Self.load(folder, at: now, after: loaded)
      runs += 1
      made += next.signatures.subtracting(loaded.signatures).count
      loaded = next
    }
    #expect(Self.unsigned(loaded, at: Self.start + 365 * Self.day) == [])
    // Each lives between nine and eleven days, and they do not all go at once.
    #expect((33 * count...41 * count).contains(made), "\(made) of \(count)")
    #expect((60...400).contains(runs), "\(runs)")
  }

  @Test func `signs anew when the clock is set back, and when it is set forward`() throws {
    let folder = try ZoneFolder()
    let ahead = try Self.load(folder, at: Self.start + 365 * Self.day)
    #expect(!ahead.security.isDue(at: Self.start + 365 * Self.day - 3_000))
    #expect(ahead.security.isDue(at: Self.start))
    let back = try Self.load(folder, at: Self.start, after: ahead)
    #expect(Self.unsigned(back, at: Self.start) == [] && !back.security.isDue(at: Self.start))
    let again = try Self.load(folder, at: Self.start + 365 * Self.day, after: back)
    #expect(Self.unsigned(again, at: Self.start + 365 * Self.day) == [])
  }

  @Test func `makes no other key for a zone whose key is gone`() throws {
    let folder = try ZoneFolder()
    let first = try Self.load(folder, at: Self.start)
    try folder.remove("state/keys")
    let error = #expect(throws: KeyFolderError.self) {
      _ = try Self.load(folder, at: Self.start, after: first)
    }
    #expect(error?.description.contains("has no key of example. any more") == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/state/keys") == [])
  }

  @Test func `says when signatures of elsewhere end, and refuses a zone that has none`() throws {
    let folder = try ZoneFolder()
    let signed = try Self.load(folder, at: Self.start)
    var lines = ""
    signed.ordered.write { lines += $0 }
    var settings = Self.settings()
    settings.security.mode = .presigned
    let served = try Self.load(folder, lines, settings, at: Self.start)
    #expect(served.security.expiration == signed.security.expiration && served.security.signedAt == nil)
    #expect(served.security.delegationSigners == [] && !served.security.isDue(at: .max / 2))
    let end = served.security.expiration
    #expect(!served.security.isEnding(at: end - 3 * Self.day - 1))
    #expect(served.security.isEnding(at: end - 3 * Self.day + 1))
    #expect(throws: SigningProblem.self) { _ = try Self.load(folder, Self.text(), settings, at: Self.start) }
    // Without a word of it in the configuration it is known as well.
    settings.security.isEnabled = false
    #expect(try Self.load(folder, lines, settings, at: Self.start).security == served.security)
  }
}

@Suite(.alone) struct `A server that signs` {
  private static let configuration = """
    state_dir = "state"
    [zone."a.example"]
    file = "a.zone"
    [zone."a.example".dnssec]
    enabled = true

    """

  /// Whether an answer has a signature.
  private static func isSigned(_ server: ServerProcess) throws -> Bool {
    let octets = Message.query("www.a.example", additional: [opt(flags: 0x8000)]).octets
    return try Client(.udp, server.port).exchange(octets)[7] == 2
  }

  @Test func `tells the DS record, knows its key again, and never serves the zone without signatures`()
    async throws
  {
    let folder = try ZoneFolder(["a.zone": ZoneFolder.zone()])
    let first = try await ServerProcess(folder, Self.configuration)
    #expect(await first.text { $0.contains(#"event="zones" loaded=1"#) })
    let told = try #require(first.log.firstMatch(of: /result="made" zone="a.example." ds="([^"]*)"/)?.1)
    #expect(try Self.isSigned(first))
    #expect(await first.stop() == 0)
    let command = try await runProcess(
      URL(fileURLWithPath: "/bin/sh"),
      ["-c", "cd \(folder.path) && \(builtProgram("leaf").path) key ds a.example"])
    #expect(command.output == "\(told)\n", "\(command.errors)")

    let server = try await ServerProcess(folder, Self.configuration)
    #expect(await server.text { $0.contains("result=\"in_use\" zone=\"a.example.\" ds=\"\(told)\"") })
    let keys = "\(folder.path)/state/keys"
    let manager = FileManager.default
    try manager.moveItem(atPath: keys, toPath: "\(keys).away")
    #expect(await server.reload(until: "has no key of a.example. any more"))
    #expect(try Self.isSigned(server))
    try manager.removeItem(atPath: keys)
    try manager.moveItem(atPath: "\(keys).away", toPath: keys)
    #expect(await server.reload(until: #"result="loaded" zone="a.example.""#))
    #expect(server.count(#"result="refused""#) == 1)
    try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: keys)
    try folder.write("a.zone", ZoneFolder.zone(serial: 2))
    #expect(await server.reload(until: "others may look into the folder of keys"))
    #expect(try Self.isSigned(server))
    #expect(!server.log.contains("PrivateKey"))
    #expect(await server.stop() == 0)
  }

  @Test func `without a folder for its keys serves no zone unsigned, and says once what is odd`() async throws
  {
    let folder = try ZoneFolder()
    let server = try await ServerProcess(
      folder, "state_dir = '/dev/null/state'\nzones = 'a.example'\ndnssec.enabled = true\n")
    #expect(await server.text { $0.contains(#"event="zones" loaded=0 refused=1"#) })
    #expect(
      server.log.contains(
        "configuration: a.example. cannot be signed: the folder /dev/null/state cannot be made: Not a directory; set state_dir to a folder of your own"
      ))
    #expect(await server.text { $0.contains("the name server ns1.a.example. has no address") })
    #expect(server.count("has no address") == 1)
    let response = try Client(.udp, server.port).exchange(Message.query("1-2-3-4.a.example").octets)
    #expect(response[3] & 0xF == 2)
    #expect(await server.stop() == 0)
  }

  @Test func `takes keys in at SIGHUP, and says that a zone is not signed any more`() async throws {
    let folder = try ZoneFolder(["a.zone": ZoneFolder.zone()])
    let server = try await ServerProcess(folder, Self.configuration)
    #expect(await server.text { $0.contains(#"event="zones" loaded=1"#) })
    let made = try await runProcess(
      builtProgram("leaf"), ["key", "generate", "a.example", "--keys", "\(folder.path)/state/keys"])
    let tag = try #require(made.output.split(separator: "\n").last?.split(separator: " ")[3])
    #expect(await server.reload(until: "result=\"published\" zone=\"a.example.\" tag=\(tag)"))
    try folder.write("leaf.toml", Self.configuration.replacing("enabled = true", with: "enabled = false"))
    #expect(await server.reload(until: "it is not signed any more"))
    #expect(try !Self.isSigned(server))
    #expect(await server.stop() == 0)
  }
}
