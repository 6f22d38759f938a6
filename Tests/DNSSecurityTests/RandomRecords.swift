import DNSWire
import DNSZoneFile
import Foundation
import struct ProgramSupport.SeededGenerator

/// RDATA of each type that leaf knows, with octets changed and letters in either case, as far as it stays in its format.
struct RandomRecords {
  private var generator: SeededGenerator
  /// RDATA of one type each.
  private let samples: [(type: RRType, rdatas: [[UInt8]])]

  /// dnspython takes one record of these, and those of SIG and RRSIG only where they cover the same type.
  private static let single = ["SOA", "CNAME", "DNAME", "NSEC", "SIG", "RRSIG"].map(
    RRType.init(presentation:))

  init(seed: UInt64) throws {
    generator = SeededGenerator(seed: seed)
    samples = try Self.samples()
  }

  /// Of zone files that have every type.
  private static func samples() throws -> [(type: RRType, rdatas: [[UInt8]])] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("DNSZoneFileTests/Files")
    let found = try ["types.zone", "younger-types.zone"].flatMap { name in
      records(
        "$ORIGIN types.example.\n"
          + (try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)))
    }
    return Dictionary(grouping: found, by: \.type).map { ($0.key, $0.value.map(\.rdata)) }
      .sorted { $0.type.rawValue < $1.type.rawValue }
  }

  var types: [RRType] { samples.map(\.type) }

  /// - Parameter count: Of the records of each type; one where dnspython has no more.
  mutating func sets(of count: Int) -> [(type: RRType, rdatas: [[UInt8]])] {
    var sets: [(type: RRType, rdatas: [[UInt8]])] = []
    for sample in samples {
      let isSingle = Self.single.contains(sample.type)
      sets.append((sample.type, (0..<(isSingle ? 1 : count)).map { _ in rdata(like: sample) }))
    }
    return sets
  }

  private mutating func rdata(like sample: (type: RRType, rdatas: [[UInt8]])) -> [UInt8] {
    let rdata = sample.rdatas.randomElement(using: &generator) ?? []
    let changed = changed(rdata)
    return isInFormat(changed, sample.type) ? changed : rdata
  }

  private mutating func changed(_ rdata: [UInt8]) -> [UInt8] {
    var rdata = rdata.map { octet in
      let isLetter = (0x41...0x5A).contains(octet & 0xDF)
      return isLetter && Bool.random(using: &generator) ? octet ^ 0x20 : octet
    }
    for _ in 0..<Int.random(in: 0...2, using: &generator) {
      guard let place = rdata.indices.randomElement(using: &generator) else { break }
      rdata[place] = .random(in: 0...255, using: &generator)
    }
    return rdata
  }

  private func isInFormat(_ rdata: [UInt8], _ type: RRType) -> Bool {
    !rdata.span.presentation(ofRDATA: rdata.indices, of: type).hasPrefix("\\#")
  }

  /// A name of up to six labels, in either case, or a wildcard.
  mutating func owner() -> DomainName {
    let labels = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
      ["a", "B", "*", "Ex-1", "x"].randomElement(using: &generator) ?? ""
    }
    return DomainName(labels: labels + ["Example"])
  }
}
