import DNSWire
import DNSZoneFile
import Foundation
import TestPrograms
import Testing

/// A zone file beside the tests, and what is to be printed of it.
struct StoredZone: Sendable, CustomTestStringConvertible {
  let name: String
  let origin: String

  private static let types = StoredZone(name: "types", origin: "types.example")
  private static let syntax = StoredZone(name: "syntax", origin: "syntax.example")
  static var all: [StoredZone] {
    [types, StoredZone(name: "younger-types", origin: "types.example"), syntax]
  }
  /// Those of which BIND 9.18 knows all.
  static var known: [StoredZone] { [types, syntax] }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Files")

  var file: URL { Self.folder.appendingPathComponent("\(name).zone") }
  var printed: URL { Self.folder.appendingPathComponent("\(name).printed") }
  var testDescription: String { name }

  /// The zone, in order and checked.
  func read() throws -> OrderedZone {
    let octets = try [UInt8](Data(contentsOf: file))
    var zone = OrderedZone(
      ZoneFile(reading: name, apex: try DomainName(presentation: origin)) { _ in octets })
    zone.check()
    return zone
  }
}

@Suite struct `A zone file with all there is` {
  @Test(arguments: StoredZone.all)
  func `is read without an error, and printed as it was before`(stored: StoredZone) throws {
    let zone = try stored.read()
    #expect(zone.problems.errorCount == 0)
    var printed = ""
    zone.write { printed += $0 }
    #expect(try printed == String(contentsOf: stored.printed, encoding: .utf8))
  }

  @Test func `has each type that has a text`() throws {
    let types = try Set(StoredZone.all.flatMap { try $0.read().zone.records.map(\.type) })
    #expect(RRType.registry.filter { $0.fields != nil && !types.contains($0.type) }.map(\.mnemonic) == [])
  }

  @Test(arguments: StoredZone.known)
  func `is the same to BIND as what is printed of it`(stored: StoredZone) async throws {
    let (file, printed) = try await (
      Self.records(in: stored.file, stored.origin), Self.records(in: stored.printed, stored.origin)
    )
    #expect(file.count > 40)
    #expect(file == printed)
  }

  /// The records as named-compilezone writes them, one a line; in lower case, as leaf prints names.
  private static func records(in file: URL, _ origin: String) async throws -> Set<String> {
    let arguments = "-i none -k ignore -n ignore -F text -s full -o -".split(separator: " ").map(String.init)
    let result = try await runProcess(
      URL(fileURLWithPath: "/usr/bin/env"), ["named-compilezone"] + arguments + [origin, file.path],
      ["PATH": "/usr/sbin:/usr/bin"])
    #expect(result.status == 0, "\(result.errors)")
    return Set(result.output.lowercased().split(separator: "\n").map(String.init))
  }
}
