import Foundation
import TestPrograms
import Testing

/// What other people's software makes of leaf's responses, and leaf of its queries.
@Suite(.sideBySide) struct `dig, kdig and drill` {
  private func run(_ program: String, _ server: ServerProcess, _ arguments: [String]) async throws -> String {
    let executable = URL(fileURLWithPath: "/usr/bin/\(program)")
    let run = try await runProcess(executable, ["@127.0.0.1", "-p", "\(server.port)"] + arguments)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(!run.output.localizedCaseInsensitiveContains("warning"), "\(run.output)")
    #expect(!run.output.localizedCaseInsensitiveContains("malformed"), "\(run.output)")
    return run.output
  }

  /// How columns are aligned does not matter.
  private func expect(_ expected: [String], in output: String) {
    let blanks = #/[ \t]+/#
    for text in expected {
      #expect(
        output.replacing(blanks, with: " ").contains(text.replacing(blanks, with: " ")),
        "\(text) is not in \(output)")
    }
  }

  @Test(arguments: [
    (["+ednsopt=100", "1-2-3-4.dev.example.com"], ["status: NOERROR", "IN\tA\t1.2.3.4"]),
    (["+ednsopt=65001:0102", "1-2-3-4.dev.example.com"], ["status: NOERROR", "IN\tA\t1.2.3.4"]),
    (["+cookie", "1-2-3-4.dev.example.com"], ["(good)", "IN\tA\t1.2.3.4"]),
    (
      ["+cookie=0001020304050607", "1-2-3-4.dev.example.com"], ["COOKIE: 000102030405060701000000", "(good)"]
    ),
    (
      ["+nsid", "dev.example.com", "SOA"],
      ["NSID: 6c 65 61 66 2d 31 (\"leaf-1\")", "IN\tSOA\tns1.dev.example.com."]
    ),
    (["+bufsize=512", "many.dev.example.com", "+ignore"], ["flags: qr aa tc;", "udp: 1232"]),
    (["+bufsize=512", "many.dev.example.com"], ["ANSWER: 40,", "(TCP)"]),
    (["+tcp", "many.dev.example.com"], ["flags: qr aa;", "ANSWER: 40,"]),
    (["+tcp", "+keepalive", "dev.example.com", "NS"], ["TCP KEEPALIVE: 10.0 secs", "ADDITIONAL: 2"]),
    (
      ["+tcp", "+keepopen", "1-2-3-4.dev.example.com", "nope.dev.example.com"],
      ["status: NOERROR", "status: NXDOMAIN"]
    ),
    (
      ["aPI.1-2-3-4.DEV.example.COM"],
      [";aPI.1-2-3-4.DEV.example.COM.", "aPI.1-2-3-4.DEV.example.COM. 60 IN\tA\t1.2.3.4"]
    ),
    (["+dnssec", "dev.example.com", "DNSKEY"], ["flags: do;", "status: NOERROR", "ANSWER: 0"]),
    (["+edns=1", "+noednsneg", "dev.example.com", "SOA"], ["status: BADVERS"]),
    (["+noedns", "dev.example.com", "SOA"], ["ADDITIONAL: 0"]),
    (["+opcode=NOTIFY", "dev.example.com", "SOA"], ["status: NOTIMP", "EDE: 21 (Not Supported)"]),
    (["dev.example.com", "TYPE128"], ["status: FORMERR", "EDE: 30"]),
    (["example.org"], ["status: REFUSED", "EDE: 20 (Not Authoritative)"]),
    (["dev.example.com", "ANY", "+notcp"], ["status: REFUSED", "EDE: 18 (Prohibited)"]),
    (["version.bind", "CH", "TXT"], ["status: NOERROR", "CH\tTXT\t\"leaf\""]),
    (["hostname.bind", "CH", "TXT"], ["CH\tTXT\t\"leaf-1\""]),
    (["+subnet=192.0.2.0/24", "1-2-3-4.dev.example.com"], ["IN\tA\t1.2.3.4"]),
    (["+padding=128", "1-2-3-4.dev.example.com"], ["IN\tA\t1.2.3.4"]),
    (["+expire", "dev.example.com", "SOA"], ["status: NOERROR"]),
    (["dev.example.com", "TYPE65534"], ["status: NOERROR", "ANSWER: 0"]),
    ([#"a\000\.b.dev.example.com"#], [#";a\000\.b.dev.example.com."#, "status: NXDOMAIN"]),
  ])
  func `dig reads the response without a warning`(arguments: [String], expected: [String]) async throws {
    let server = try await ServerProcess([
      "--server-id", "leaf-1", "--version-text", "leaf", "--hosts",
      "ns1.dev.example.com=127.0.0.1,many.dev.example.com="
        + (0..<40).map { "192.0.2.\($0)" }.joined(separator: "+"),
    ])
    let output = try await run("dig", server, ["+norec"] + arguments)
    expect(expected, in: output)
  }

  @Test func `a zone transfer is refused`() async throws {
    let server = try await ServerProcess()
    #expect(try await run("dig", server, ["dev.example.com", "AXFR"]).contains("Transfer failed."))
  }

  @Test func `an unknown TSIG key is BADKEY`() async throws {
    let server = try await ServerProcess()
    let arguments = ["@127.0.0.1", "-p", "\(server.port)", "+norec"]
    let key = ["-y", "hmac-sha256:key.example:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="]
    let run = try await runProcess(
      URL(fileURLWithPath: "/usr/bin/dig"), arguments + key + ["dev.example.com", "SOA"])
    #expect(run.output.contains("status: NOTAUTH"))
    #expect(run.output.contains("BADKEY"))
  }

  @Test(arguments: [
    (
      ["1-2-3-4.dev.example.com", "A"], ["status: NOERROR", "1-2-3-4.dev.example.com. \t60\tIN\tA\t1.2.3.4"]
    ),
    (["nope.dev.example.com", "+nsid", "+cookie"], ["status: NXDOMAIN", "NSID", "COOKIE"]),
    (["+tcp", "dev.example.com", "NS"], ["ns1.dev.example.com."]),
  ])
  func `kdig reads the response without a warning`(arguments: [String], expected: [String]) async throws {
    let server = try await ServerProcess(["--server-id", "leaf-1"])
    let output = try await run("kdig", server, arguments)
    expect(expected, in: output)
  }

  @Test(arguments: [
    (["1-2-3-4.dev.example.com", "A"], ["rcode: NOERROR", "1-2-3-4.dev.example.com.\t60\tIN\tA\t1.2.3.4"]),
    (
      ["-t", "dev.example.com", "SOA"],
      ["dev.example.com.\t60\tIN\tSOA\tns1.dev.example.com. hostmaster.dev.example.com. 1 300 60 86400 60"]
    ),
    (["-b", "1232", "nope.dev.example.com", "AAAA"], ["rcode: NXDOMAIN", "udp: 1232"]),
    (["-D", "dev.example.com", "NS"], ["dev.example.com.\t60\tIN\tNS\tns1.dev.example.com.", "flags: do"]),
  ])
  func `drill, which is ldns, reads the response and leaf its query`(arguments: [String], expected: [String])
    async throws
  {
    let server = try await ServerProcess()
    // drill takes its server among the names, and the port from -p.
    let run = try await runProcess(
      URL(fileURLWithPath: "/usr/bin/drill"), ["-p", "\(server.port)", "@127.0.0.1"] + arguments)
    expect(expected, in: run.output)
  }
}
