import DNSWire
import Foundation
import TestMessages
import TestPrograms
import Testing

/// BIND's named-rrchecker reads one record and writes it as text (`-p`) and in the generic form (`-u`).
@Suite struct `RDATA as BIND has it` {
  private static let shell = URL(fileURLWithPath: "/bin/sh")

  /// What named-rrchecker writes after class and type; nil if it does not take the record.
  private func rrchecker(_ option: String, _ type: RRType, _ text: String) async throws -> String? {
    let command = #"printf 'IN %s %s\n' "$1" "$2" | named-rrchecker "$3""#
    let result = try await runProcess(Self.shell, ["-c", command, "sh", type.description, text, option])
    guard result.status == 0 else { return nil }
    return result.output.split(separator: "\t", maxSplits: 2).last.map {
      $0.trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  private struct Difference: Sendable {
    var reason: String
    var applies: @Sendable (RDATAExample) -> Bool
    /// What differs, from leaf's text to BIND's; nil where BIND does not take the text.
    var change: (@Sendable (String) -> String)?
  }

  private static func isOne(_ example: RDATAExample, of mnemonics: String...) -> Bool {
    mnemonics.contains(example.type.description)
  }

  private static let differences = [
    Difference(
      reason: "RFC 6742 §2.1.2's examples keep zeros at the start of a group; BIND drops them",
      applies: { isOne($0, of: "NID", "L64") },
      change: { text in
        text.split(separator: ":").map { group in
          let words = group.split(separator: " ")
          let digits = words.last.map { $0.drop { $0 == "0" } } ?? ""
          return (words.dropLast() + [digits]).joined(separator: " ")
        }.joined(separator: ":")
      }),
    Difference(
      reason: "BIND 9.18 has no key 7 (RFC 9461 §5)", applies: { $0.written.contains("dohpath") },
      change: { $0.replacingOccurrences(of: "dohpath", with: "key7") }),
    Difference(reason: "BIND 9.18 has no key 8 (RFC 9540 §4)", applies: { $0.text.contains("ohttp") }),
    Difference(
      reason: "an IPSECKEY record may have no key (RFC 4025 §2.4), but to BIND 9.18",
      applies: { isOne($0, of: "IPSECKEY") && $0.text.split(separator: " ").count == 4 }),
    Difference(reason: "BIND 9.18 has neither type", applies: { isOne($0, of: "CLA", "IPN") }),
    Difference(
      reason: "BIND refuses an NSEC record without a type, and digests that are too short (RFC 8976 §2.2.4)",
      applies: { isOne($0, of: "NSEC", "ZONEMD") && $0.rdata.count < 12 }),
  ]

  /// Long hexadecimal and Base64 stand in pieces in BIND's text.
  private static func inOnePiece(_ text: String) -> String { text.filter { $0 != " " }.uppercased() }

  @Test(arguments: RDATAExample.all)
  func `an example is the same to BIND`(example: RDATAExample) async throws {
    let difference = Self.differences.first { $0.applies(example) }
    let text = try await rrchecker("-p", example.type, example.text)
    let generic = try await rrchecker("-u", example.type, example.text)
    if let difference, difference.change == nil {
      #expect(text == nil)
      return
    }
    let digits = example.rdata.span.hexadecimal(example.rdata.indices)
    #expect(generic.map(Self.inOnePiece) == Self.inOnePiece("\\# \(example.rdata.count)\(digits)"))
    let written = difference?.change?(example.written) ?? example.written
    // The first text of APL is empty, and so is BIND's.
    #expect(text.map(Self.inOnePiece) == Self.inOnePiece(written))
  }

  @Test func `each difference has an example`() {
    for difference in Self.differences {
      #expect(RDATAExample.all.contains(where: difference.applies), "\(difference.reason)")
    }
  }

  /// What leaf does not read BIND does not either.
  @Test(
    arguments: [
      ("A", "192.0.2"), ("AAAA", "2001:db8"), ("MX", "65536 a."), ("TXT", #""\999""#), ("NSEC", "a. NOTYPE"),
      ("DS", "1 8 2 ab"), ("DNSKEY", "1 3 8 AB=="), ("NSEC3", "1 0 1 - 0W"), ("APL", "1:192.0.2.0/33"),
      ("LOC", "91 N 1 E 0"), ("CAA", "0 a-b x"), ("SVCB", "1 . mandatory=port"), ("SVCB", "1 . alpn=h2,,h3"),
      ("EUI48", "00-00-5e-00-53"), ("RRSIG", "A 8 1 1 20231301000000 1 1 a. AA=="),
    ])
  func `what is wrong is wrong to BIND`(mnemonic: String, text: String) async throws {
    let type = try #require(RRType(presentation: mnemonic))
    #expect(throws: PresentationError.self) { try rdata(of: type, text) }
    #expect(try await rrchecker("-p", type, text) == nil)
  }
}
