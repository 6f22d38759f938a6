import Foundation
import TestPrograms
import Testing

@Suite struct `The command key` {
  static let algorithms = ["rsasha256", "rsasha512", "ecdsap256sha256", "ecdsap384sha384", "ed25519"]

  @Test(arguments: algorithms)
  func `makes keys that zones are signed with, as ldns, BIND and Knot find`(algorithm: String) async throws {
    let folder = try KeyTestFolder()
    #expect(try await folder.leaf("generate", "example", "--algorithm", algorithm).status == 0)
    try folder.write(KeyTestFolder.zone, to: "zone")
    for denial in ["nsec", "nsec3"] {
      let signed = try await runProcess(
        builtProgram("leaf"),
        [
          "zone", "print", "--signed", "--keys", folder.keys, "--denial", denial, "example",
          folder.path("zone"),
        ])
      #expect(signed.status == 0, "\(signed.errors)")
      try folder.write(signed.output, to: "signed")
      for verifier in Self.verifiers {
        let run = try await runProcess(
          URL(fileURLWithPath: verifier[0]), verifier.dropFirst() + [folder.path("signed")])
        #expect(run.status == 0, "\(verifier) \(denial): \(run.output)\(run.errors)")
      }
      // That they look at the signatures: one that is of something else.
      try folder.write(signed.output.replacing("192.0.2.77", with: "192.0.2.78"), to: "signed")
      for verifier in Self.verifiers {
        let run = try await runProcess(
          URL(fileURLWithPath: verifier[0]), verifier.dropFirst() + [folder.path("signed")])
        #expect(run.status != 0, "\(verifier) \(denial)")
      }
    }
  }

  private static let verifiers = [
    ["/usr/bin/ldns-verify-zone"], ["/usr/bin/dnssec-verify", "-z", "-o", "example"],
    ["/usr/bin/kzonecheck", "-d", "on", "-o", "example"],
  ]

  @Test(arguments: [
    ("RSASHA256", 8), ("RSASHA512", 10), ("ECDSAP256SHA256", 13), ("ECDSAP384SHA384", 14), ("ED25519", 15),
  ])
  func `takes keys of BIND's, gives them back, and says the same DS`(name: String, number: Int) async throws {
    let folder = try KeyTestFolder()
    let made = try await runProcess(
      URL(fileURLWithPath: "/usr/bin/dnssec-keygen"),
      ["-q", "-a", name, "-f", "KSK", "-K", folder.path(""), "example"])
    let file = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let taken = try await folder.leaf("import", folder.path("\(file).private"))
    #expect(taken.output == "\(folder.keys)/\(file).private\n", "\(taken.errors)")

    func secrets(_ path: String) throws -> [String] {
      try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").filter { line in
        !["Created", "Publish", "Activate"].contains { line.hasPrefix($0) }
      }.map { line in
        // BIND leaves out zeros in front, of one key in 256; RFC 6605 does not.
        guard line.hasPrefix("PrivateKey: ") else { return String(line) }
        let octets = Data(base64Encoded: String(line.dropFirst("PrivateKey: ".count))) ?? Data()
        return "PrivateKey: \(Array(octets.drop { $0 == 0 }))"
      }
    }
    #expect(try secrets("\(folder.keys)/\(file).private") == secrets(folder.path("\(file).private")))
    let ds = try await folder.leaf("ds", "example").output
    let expected = try await runProcess(
      URL(fileURLWithPath: "/usr/bin/dnssec-dsfromkey"), ["-2", "\(folder.keys)/\(file).key"])
    #expect(ds == expected.output)

    let tag = try #require(file.split(separator: "+").last.flatMap { Int($0) })
    let pem = try await folder.leaf("export", "example", "\(tag)").output
    try folder.write(pem, to: "key.pem")
    #expect(try await folder.leaf("remove", "example", "\(tag)").status == 0)
    #expect(try await folder.leaf("list").output == "")
    let again = try await folder.leaf("import", "--algorithm", "\(number)", folder.path("key.pem"), "example")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try await folder.leaf("list", "example").output == "example.\t\(tag)\t\(name)\tKSK or CSK\n")
    #expect(try secrets("\(folder.keys)/\(file).private") == secrets(folder.path("\(file).private")))
  }

  @Test func `keeps keys from others`() async throws {
    let folder = try KeyTestFolder()
    _ = try await folder.leaf("generate", "example")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.keys)
    #expect(files.count == 2)
    for path in [folder.keys] + files.map({ "\(folder.keys)/\($0)" }) {
      let mode = try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
      #expect(mode & 0o077 == 0, "\(path)")
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: folder.keys)
    let run = try await folder.leaf("list")
    #expect(run.status == EX_DATAERR)
    #expect(
      run.errors
        == "leaf: others may look into the folder of keys KEYS, or own it; make it yours alone: chmod 700 KEYS\n"
    )
  }

  @Test func `takes no private key that others may read`() async throws {
    let folder = try KeyTestFolder()
    let made = try await folder.leaf("generate", "example").output.split(separator: "\n")
    let name = try #require(made[1].split(separator: "/").last)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: "\(folder.keys)/\(name)")
    let run = try await folder.leaf("ds", "example")
    #expect(run.status == EX_DATAERR)
    #expect(run.errors == "leaf: others may read KEYS/\(name); take that from them: chmod 600 KEYS/\(name)\n")
  }

  /// The files of keys are named as BIND names them, so that no zone's are taken for another's.
  @Test(arguments: ["0/26.2.0.192.in-addr.arpa", "example.+b", ".", "a_b.Example"])
  func `takes keys of zones with odd names from BIND`(zone: String) async throws {
    let folder = try KeyTestFolder()
    let made = try await runProcess(
      URL(fileURLWithPath: "/usr/bin/dnssec-keygen"),
      ["-q", "-a", "ED25519", "-f", "KSK", "-K", folder.path(""), zone])
    let file = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let taken = try await folder.leaf("import", folder.path("\(file).key"))
    #expect(taken.output == "\(folder.keys)/\(file).private\n", "\(taken.errors)")
    #expect(try await folder.leaf("ds", zone).status == 0)
    #expect(try await folder.leaf("ds", "example").status == EX_DATAERR)
  }

  @Test func `gives a signed zone a serial that secondaries see, and tells when it is not written`()
    async throws
  {
    let folder = try KeyTestFolder()
    _ = try await folder.leaf("generate", "example")
    try folder.write(KeyTestFolder.zone, to: "zone")
    try folder.write(KeyTestFolder.zone.replacing("host 1 ", with: "host 3000000000 "), to: "high")
    func printed(_ file: String, _ output: String) async throws -> (
      status: Int32, output: String, errors: String
    ) {
      let command =
        "exec '\(builtProgram("leaf").path)' zone print --signed --serial unixtime --keys '\(folder.keys)' example '\(folder.path(file))' >\(output)"
      return try await runProcess(URL(fileURLWithPath: "/bin/sh"), ["-c", command])
    }
    let before = Int(Date().timeIntervalSince1970)
    #expect(try await printed("zone", folder.path("signed")).status == 0)
    let soa = try String(contentsOfFile: folder.path("signed"), encoding: .utf8).split(separator: "\n")[0]
    let serial = try #require(soa.split(separator: " ").dropFirst(2).first.flatMap { Int($0) })
    #expect((before - 1...Int(Date().timeIntervalSince1970)).contains(serial))
    let high = try await printed("high", "/dev/null")
    #expect(high.status == EX_DATAERR)
    #expect(high.errors.hasPrefix("leaf: the serial of example. is 3000000000, above the time, "))
    let full = try await printed("zone", "/dev/full")
    #expect(full.status == EX_IOERR)
    #expect(full.errors == "leaf: the zone cannot be written: No space left on device\n")
  }

  @Test func `says what is wrong with the configuration that names the folder`() async throws {
    let folder = try KeyTestFolder()
    try folder.write("state_dir = 'here'\nlisten = [\n", to: "leaf.toml")
    let run = try await runProcess(
      URL(fileURLWithPath: "/bin/sh"),
      ["-c", "cd \(folder.path("")) && \(builtProgram("leaf").path) key generate example"])
    #expect(run.status == EX_CONFIG)
    #expect(run.errors == "leaf: leaf.toml:3: a value should begin at the end of the file\n")
    #expect(!FileManager.default.fileExists(atPath: folder.path("here")))
  }

  /// A program that was killed while it made or removed a key leaves it behind.
  @Test func `takes a public key that is alone for none`() async throws {
    let folder = try KeyTestFolder()
    let made = try await folder.leaf("generate", "example").output.split(separator: "\n")
    let name = try #require(made[0].split(separator: "/").last?.dropLast(4))
    try FileManager.default.removeItem(atPath: "\(folder.keys)/\(name).private")
    let list = try await folder.leaf("list")
    #expect(list.status == 0 && list.output.isEmpty)
    #expect(try await folder.leaf("generate", "example").status == 0)
  }

  @Test func `says what is wrong with a key, and looks at no other zone's`() async throws {
    let folder = try KeyTestFolder()
    #expect(
      try await folder.leaf("list").errors
        == "leaf: the folder of keys KEYS: No such file or directory; `leaf key generate` makes it\n")
    let made = try await folder.leaf("generate", "example").output.split(separator: "\n")
    let name = try #require(made[0].split(separator: "/").last?.dropLast(4))
    try FileManager.default.removeItem(atPath: "\(folder.keys)/\(name).key")
    for command in [["list"], ["ds", "example"], ["generate", "example"]] {
      let run = try await folder.leaf(command)
      #expect(run.status == EX_DATAERR)
      #expect(
        run.errors
          == "leaf: KEYS/\(name).key is missing, and a key needs both files: bring it back, or remove the other\n"
      )
    }
    #expect(try await folder.leaf("generate", "other.example").status == 0)
    #expect(try await folder.leaf("ds", "other.example").status == 0)
    let none = try await folder.leaf("ds", "third.example")
    #expect(
      none.errors
        == "leaf: KEYS has no CSK or KSK of third.example.; make one: leaf key generate third.example.\n")
    #expect(none.status == EX_DATAERR)
  }

  @Test func `takes no key under another's name`() async throws {
    let folder = try KeyTestFolder()
    let made = try await folder.leaf("generate", "example").output.split(separator: "\n")
    let name = try #require(made[0].split(separator: "/").last?.dropLast(4))
    for end in ["key", "private"] {
      try FileManager.default.moveItem(
        atPath: "\(folder.keys)/\(name).\(end)", toPath: "\(folder.keys)/Kother.+013+00001.\(end)")
    }
    let run = try await folder.leaf("list")
    #expect(run.status == EX_DATAERR)
    #expect(
      run.errors
        == "leaf: the key KEYS/Kother.+013+00001 is one of another zone, algorithm or tag; its name would be \(name)\n"
    )
  }

  @Test func `signs no zone without a key, and none that is signed`() async throws {
    let folder = try KeyTestFolder()
    _ = try await folder.leaf("generate", "example", "--role", "zsk")
    try folder.write(KeyTestFolder.zone, to: "zone")
    func printed(_ zone: String, _ file: String) async throws -> (
      status: Int32, output: String, errors: String
    ) {
      try await runProcess(
        builtProgram("leaf"), ["zone", "print", "--signed", "--keys", folder.keys, zone, folder.path(file)])
    }
    let other = try await printed("other", "zone")
    #expect(other.status == EX_DATAERR)
    #expect(other.errors.hasSuffix("keys has no key of other.; make one: leaf key generate other.\n"))
    let signed = try await printed("example", "zone")
    #expect(signed.status == 0)
    try folder.write(signed.output, to: "signed")
    let again = try await printed("example", "signed")
    #expect(again.status == EX_DATAERR)
    #expect(again.output == "")
    #expect(again.errors.hasPrefix("leaf: example. is signed: example. has RRSIG; serve it as it is"))
  }
}

/// A folder of a test's own, with a folder of keys in it.
private final class KeyTestFolder {
  private let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)

  init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: url) }

  var keys: String { path("keys") }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: path(name), atomically: true, encoding: .utf8)
  }

  func leaf(_ arguments: String...) async throws -> (status: Int32, output: String, errors: String) {
    try await leaf(arguments)
  }

  /// Its errors have `KEYS` for the folder.
  func leaf(_ arguments: [String]) async throws -> (status: Int32, output: String, errors: String) {
    let run = try await runProcess(builtProgram("leaf"), ["key"] + arguments + ["--keys", keys])
    return (run.status, run.output, run.errors.replacing(keys, with: "KEYS"))
  }

  /// A zone with records of many types, and names that DNSSEC has rules for.
  static let zone = ##"""
    $TTL 3600
    @ SOA ns host 1 7200 3600 1209600 300
     NS ns
     MX 10 Mail
    ns A 192.0.2.77
    mail AAAA 2001:db8::1
    a.b.c 600 A 192.0.2.1
    a.b.c 600 TXT "x" "y"
    *.w TXT wild
    secure NS ns.secure
    secure DS 60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118
    ns.secure A 192.0.2.54
    sub NS ns.sub
    ns.sub A 192.0.2.55
    d DNAME elsewhere.test.
    \000zero A 192.0.2.2
    Upper A 192.0.2.3
    srv SRV 1 2 3 Host.Example.
    naptr NAPTR 1 2 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .
    loc LOC 42 21 54 N 71 06 18 W -24m 30m
    caa CAA 0 issue "ca.example.net"
    https HTTPS 1 . alpn=h2
    tlsa TLSA 3 1 1 2BB183AF5F22588179A53B0A98631FAD1A2921182BB183AF5F22588179A53B0A
    sshfp SSHFP 1 1 2BB183AF5F22588179A53B0A98631FAD1A292118
    type65280 TYPE65280 \# 3 010203
    rp RP Mail.Example. Txt.Example.
    kx KX 1 Kx.Example.

    """##
}
