import Foundation
import TestMessages
import TestPrograms
import Testing

@testable import LeafConfiguration
@testable import LeafServer

@Suite(.sideBySide) struct `Start and stop` {
  private static let query = Message.query("1-2-3-4.dev.example.com").octets

  @Test(arguments: [SIGTERM, SIGINT])
  func `a signal ends the server in order`(signal: Int32) async throws {
    let server = try await ServerProcess(listen: ["127.0.0.1:0", "[::1]:0"])
    let idle = try Client(.tcp, server.port)
    try idle.send(frame(Self.query))
    #expect(idle.messages(1).count == 1)
    #expect(await server.stop(signal) == 0)
    #expect(idle.receive() == .end)
    #expect(server.log.contains("event=\"shutdown\""))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `it prints what completes its flags in a shell`(shell: String) async throws {
    let run = try await ServerProcess.run(["--generate-completion-script", shell])
    #expect(run.status == 0)
    for flag in ["per-ip-invalid-qname-qps-limit", "log-format"] { #expect(run.output.contains(flag)) }
  }

  @Test func `leaf init writes a file that leaf check takes, and never overwrites one`() async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("leaf-\(UUID().uuidString).toml")
      .path
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(try await ServerProcess.run(["init", path]).status == 0)
    let check = try await ServerProcess.run([
      "check", "--config", path, "--cookie-secret", "000102030405060708090a0b0c0d0e0f",
    ])
    #expect(check.status == 0)
    #expect(
      check.output.contains(#/dns\.ttl +60 +default/#)
        && check.output.contains(#/zones +dev\.example\.com +.*:6: zones/#))
    #expect(check.output.contains(#/edns\.cookie_secret +\(not shown\) +--cookie-secret/#))
    #expect(!check.output.contains("000102"))
    let again = try await ServerProcess.run(["init", path])
    #expect(again.status == 73 && again.errors.contains("File exists; remove it first, or name another file"))
  }

  @Test func `leaf check names every problem, and exits with 78`() async throws {
    let run = try await ServerProcess.run([
      "check", "--zone", "a..b", "--zone", "c..d,e.example", "--slip", "x",
    ])
    #expect(run.status == 78)
    #expect(run.errors.split(separator: "\n").count == 3)
  }

  @Test(arguments: [
    ("mkfifo \"$path\"", "it is a FIFO"), ("mkdir \"$path\"", "it is a directory"),
    ("ln -s /dev/zero \"$path\"", "it is a device"),
  ])
  func `only a regular file is read, and nothing else waited for`(make: String, found: String) async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("leaf-\(UUID().uuidString).toml")
      .path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let run = try await runProcess(
      URL(fileURLWithPath: "/bin/bash"),
      ["-c", "\(make) && exec timeout 60 \"$0\" check --config \"$path\"", ServerProcess.executable.path],
      ["path": path])
    #expect(run.status == 78)
    #expect(
      run.errors
        == "leaf: --config: \(path): cannot be read: \(found); only a regular file is read:"
        + " put one in its place\n")
  }

  @Test func `a busy port is status 71, and says which and why`() async throws {
    let first = try await ServerProcess()
    let busy = "127.0.0.1:\(first.port)"
    let second = try await ServerProcess.run(["--zone", "dev.example.com", "--listen", busy])
    #expect(second.status == 71)
    #expect(
      second.errors.contains(
        "cannot listen on \(busy) over UDP: Address already in use; another program has it"
      ))
    // Both still works for the first.
    #expect(try Client(.udp, first.port).exchange(Self.query).suffix(4) == [1, 2, 3, 4])
  }

  @Test func `a port that only TCP has busy is status 71 as well`() async throws {
    let other = BusyPort(.tcp)
    let busy = "127.0.0.1:\(other.number)"
    let run = try await ServerProcess.run(["--zone", "dev.example.com", "--listen", busy])
    #expect(run.status == 71)
    #expect(run.errors.contains("cannot listen on \(busy) over TCP: Address already in use"))
    withExtendedLifetime(other) {}
  }

  @Test func `a machine without IPv6 is told of it`() throws {
    let address = try #require(ListenAddress.all(in: ":53").last)
    #expect(
      SocketError(address: address, transport: .udp, errno: EAFNOSUPPORT).description
        == "cannot listen on [::]:53 over UDP: Address family not supported by protocol; this machine has no IPv6:"
        + " listen on IPv4 addresses alone, such as 0.0.0.0:53")
  }

  @Test func `an address left out is every one of both families`() async throws {
    let server = try await ServerProcess(listen: ["*:0"])
    #expect(server.listeners.map(\.address) == ["0.0.0.0", "::"])
    for (address, listener) in zip(["127.0.0.1", "::1"], server.listeners) {
      let client = try Client(.udp, listener.port, at: address)
      #expect(try client.exchange(Self.query).suffix(4) == [1, 2, 3, 4])
    }
  }

  @Test func `every address that cannot be listened on is named`() async throws {
    let run = try await ServerProcess.run(
      ["--zone", "dev.example.com", "--listen", "192.0.2.254:5300,127.0.0.1:0,[2001:db8::1]:5300"])
    #expect(run.status == 71)
    #expect(
      run.errors.contains("cannot listen on 192.0.2.254:5300 over UDP: Cannot assign requested address"))
    #expect(
      run.errors.contains("cannot listen on [2001:db8::1]:5300 over UDP: Cannot assign requested address"))
  }

  @Test func `bad settings are status 78, every one of them named with its source`() async throws {
    let run = try await ServerProcess.run(
      ["--ttl", "0", "--zone", "a..b", "--hosts", "x"],
      environment: ["LEAF_ANY": "maybe", "LEAF_LISTEN": "5300"])
    #expect(run.status == 78)
    #expect(
      run.errors == """
        leaf: --zone: 'a..b' is not a domain name: it has an empty label
        leaf: --hosts: 'x' is not a host, such as ns1.dev.example.com=192.0.2.1+2001:db8::1
        leaf: --ttl: '0' is not a whole number from 1 to 2147483647
        leaf: LEAF_ANY: 'maybe' is not refused or hinfo or one or all
        leaf: LEAF_LISTEN: '5300' is not an address and port, such as 192.0.2.1:53 or [2001:db8::1]:53

        """)
  }

  @Test func `without a zone it says what is missing`() async throws {
    let run = try await ServerProcess.run([])
    #expect(run.status == 78)
    #expect(
      run.errors
        == "leaf: --zone or LEAF_ZONES: no zone to serve; name one, such as dev.example.com, there or in zones of the "
        + "configuration file\n")
  }

  @Test(arguments: [["--zonne", "dev.example.com"], ["explain"], ["serve"], ["--ttl"], ["explain", "a..b"]])
  func `a bad command line is status 64`(arguments: [String]) async throws {
    let run = try await ServerProcess.run(arguments)
    #expect(run.status == 64)
    #expect(!run.errors.isEmpty)
  }

  @Test(arguments: [["--foo"], ["explain", "--foo"], ["check", "--foo"], ["init", "--foo"]])
  func `an option that there is not is named before what is missing`(arguments: [String]) async throws {
    let run = try await ServerProcess.run(arguments)
    #expect(run.status == 64 && run.errors.contains("Unknown option '--foo'"), "\(run.errors)")
  }

  @Test func `a name server without an address is warned about, and one with an address is not`() async throws
  {
    let bare = try await ServerProcess()
    _ = try Client(.udp, bare.port).exchange(Self.query)
    #expect(
      await bare.line { $0.contains("config_warning") }?
        .contains("the name server ns1.dev.example.com. has no address") == true)
    let whole = try await ServerProcess(["--hosts", "ns1.dev.example.com=127.0.0.1"])
    _ = await whole.stop()
    #expect(!whole.log.contains("config_warning"))
  }
}
