import Foundation
import TestMessages
import TestPrograms

@testable import LeafServer

/// A folder of its own for a test's files, which is gone with the test.
final class ZoneFolder: Sendable {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("leaf-test-\(UUID().uuidString)")
    .path

  init(_ files: [String: String] = [:]) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(name, text) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws {
    try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }

  /// A zone with an address at `www`.
  static func zone(serial: UInt32 = 1, www: String = "192.0.2.1", _ more: String = "") -> String {
    """
    $TTL 60
    @ SOA ns host \(serial) 7200 3600 1209600 300
      NS ns
    ns A 192.0.2.53
    www A \(www)
    \(more)

    """
  }
}

extension ServerProcess {
  /// Starts a server with a configuration file `leaf.toml` in a folder.
  convenience init(_ folder: ZoneFolder, _ configuration: String, _ arguments: [String] = []) async throws {
    try folder.write("leaf.toml", configuration)
    try await self.init(zones: [], ["--config", "\(folder.path)/leaf.toml"] + arguments)
  }

  func count(_ text: String) -> Int { log.split(separator: "\n").count { $0.contains(text) } }

  /// Sends SIGHUP, and waits for one more line with a text than there were.
  func reload(until text: String) async -> Bool {
    let before = count(text)
    kill(identifier, SIGHUP)
    return await self.text { log in log.split(separator: "\n").count { $0.contains(text) } > before }
  }

  /// The last octets of what A records a name has, or the RCODE.
  func address(_ name: String) throws -> String {
    let response = try Client(.udp, port).exchange(Message.query(name).octets)
    guard response[3] & 0xF == 0, response[7] > 0 else { return "\(response[3] & 0xF)" }
    return response.suffix(4).map { "\($0)" }.joined(separator: ".")
  }
}
