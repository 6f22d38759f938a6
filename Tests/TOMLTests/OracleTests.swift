import Foundation
import TOML
import TestPrograms
import Testing

/// Python's own reader takes and refuses the same documents, and reads the same from them.
@Suite(.sideBySide) struct `Python's tomllib` {
  @Test func `reads the same`() async throws {
    let documents = try documents()
    let files = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: files) }
    for (number, document) in documents.enumerated() {
      try Data(document).write(to: files.appendingPathComponent("\(number)"))
    }
    let run = try await runProcess(
      URL(fileURLWithPath: "/usr/bin/python3"), ["-c", Self.script, files.path])
    try #require(run.status == 0, "\(run.errors)")
    let readings = run.output.split(separator: "\n").map(String.init)
    try #require(readings.count == documents.count)
    var read = 0
    for (octets, reading) in zip(documents, readings) {
      let document = String(decoding: octets, as: UTF8.self)
      do throws(TOMLError) {
        let table = try TOMLTable(parsing: octets)
        #expect(canonical(.table(table)) == reading, "\(document.debugDescription)")
        read += 1
      } catch  where error.text.contains("more than 16") {
        // Python knows no such limit.
      } catch {
        #expect(reading == "refused", "\(document.debugDescription): \(error)")
      }
    }
    print("tomllib reads \(read) of \(documents.count) documents, and refuses the others, as leaf does")
  }

  /// The documents of the corpus, of the other tests, and each with some octets changed.
  private func documents() throws -> [[UInt8]] {
    let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("corpus/configuration")
    var documents = try FileManager.default.contentsOfDirectory(at: corpus, includingPropertiesForKeys: nil)
      .map { Array(try Data(contentsOf: $0)) }
    // A configuration file, and behind it variables; tomllib takes seconds for a key of 40,000 parts.
    documents = documents.map { Array($0.prefix { $0 != 0 }.prefix(4_096)) }
    documents += `What is no TOML`.refused.map { Array($0.document.utf8) }
    documents += Values.strings.map { Array("a = \($0.text)".utf8) }
    var numbers = Xorshift(state: 0x9E37_79B9)
    documents += documents.flatMap { document in (0..<20).map { _ in spoiled(document, &numbers) } }
    // What Python refuses, and TOML or RFC 3339 allow: a byte order mark, leap seconds, and the year 0.
    documents.removeAll { document in
      let text = String(decoding: document, as: UTF8.self)
      return text.hasPrefix("\u{FEFF}") || text.contains(":60") || text.contains("0000-")
    }
    return documents
  }

  private func spoiled(_ document: [UInt8], _ numbers: inout Xorshift) -> [UInt8] {
    var document = document
    for _ in 0...numbers.next(below: 3) {
      let place = numbers.next(below: document.count + 1)
      let token = Self.tokens[numbers.next(below: Self.tokens.count)].utf8
      let end = min(document.count, place + numbers.next(below: 3))
      document.replaceSubrange(place..<end, with: token)
    }
    return document
  }

  private static let tokens = [
    "", "\n", "\r\n", "\r", " ", "\t", "\"", "'", "\"\"\"", "'''", "\\", "\\\n", "\\u0041", "\\x41", "#", "=",
    ".", ",",
    "[", "]", "[[", "]]", "{", "}", "a", "a = 1\n", "\n[a]\n", "\n[[a]]\n", "a.b", "0", "1", "_", "-", "+",
    "e", "0x",
    "1.5", "inf", "true", "1979-05-27", "T", "07:32:00", "Z", "\u{0}", "\u{7F}", "\u{85}", "\u{2028}", "é",
    "1.2 = 3", "\"\"\"\"", "'''''",
  ]

  private func canonical(_ value: TOMLValue) -> String {
    switch value {
    case .string(let text): "s" + hexadecimal(text)
    case .integer(let number): "i\(number)"
    case .float(let number): number.isNaN ? "nan" : "f" + String(number.bitPattern, radix: 16)
    case .boolean(let flag): flag ? "true" : "false"
    case .dateTime: "time"
    case .array(let items): "[" + items.map { canonical($0.value) }.joined(separator: ",") + "]"
    case .table(let table):
      "{"
        + table.entries.map { hexadecimal($0.key) + "=" + canonical($0.value) }.sorted().joined(
          separator: ",")
        + "}"
    }
  }

  private func hexadecimal(_ text: String) -> String {
    text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static let script = """
    import os, struct, sys, tomllib
    def canonical(value):
        if isinstance(value, str): return "s" + value.encode().hex()
        if isinstance(value, bool): return "true" if value else "false"
        if isinstance(value, int):
            if not -2**63 <= value < 2**63: raise ValueError("more than 64 bits")
            return "i%d" % value
        if isinstance(value, float):
            return "nan" if value != value else "f%x" % struct.unpack(">Q", struct.pack(">d", value))
        if isinstance(value, list): return "[" + ",".join(map(canonical, value)) + "]"
        if isinstance(value, dict):
            return "{" + ",".join(sorted(k.encode().hex() + "=" + canonical(v) for k, v in value.items())) + "}"
        return "time"
    for name in sorted(os.listdir(sys.argv[1]), key=int):
        try:
            with open(f"{sys.argv[1]}/{name}", "rb") as file: print(canonical(tomllib.load(file)))
        except (ValueError, RecursionError):
            print("refused")
    """
}

/// Numbers that are the same each time (Marsaglia's xorshift).
private struct Xorshift {
  var state: UInt32

  mutating func next(below bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 17
    state ^= state << 5
    return Int(state) % bound
  }
}
