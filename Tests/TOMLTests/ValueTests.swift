import TOML
import Testing

/// The value of the key `a` in a document.
func value(_ document: String) throws -> TOMLValue? {
  try TOMLTable(parsing: Array(document.utf8)).entries.first { $0.key == "a" }?.value
}

@Suite struct `Values` {
  static let strings: [(text: String, expected: String)] = [
    ("\"\"", ""), ("'x'", "x"), (#""\b\t\n\f\r\"\\\u00e9\U0001F600""#, "\u{8}\t\n\u{C}\r\"\\é😀"),
    (#"'\n'"#, #"\n"#), ("\"\"\"\r\nx\r\ny\"\"\"", "x\ny"), ("\"\"\"x \\  \n\n\t y\"\"\"", "x y"),
    ("\"\"\"\"x\"\"\"\"\"", "\"x\"\""), ("'''''x'''''", "''x''"), ("''''''", ""), ("\"\"\"\\\"\"\"\"", "\""),
    ("\"# [!]\"", "# [!]"), ("'\u{FE79}'", "\u{FE79}"),
  ]

  @Test(arguments: strings)
  func `that are strings`(text: String, expected: String) throws {
    #expect(try value("a = \(text)") == .string(expected))
  }

  @Test(arguments: [
    ("0", 0), ("+7", 7), ("-0", 0), ("1_000", 1000), ("0xDEAD_beef", 0xDEAD_BEEF), ("0o17", 15), ("0b1_0", 2),
    ("9223372036854775807", .max), ("-9223372036854775808", .min),
  ])
  func `that are integers`(text: String, expected: Int64) throws {
    #expect(try value("a = \(text)") == .integer(expected))
  }

  @Test(arguments: [
    ("1.5", 1.5), ("-0.01e-0_2", -0.0001), ("1e06", 1e6), ("+6.626E-34", 6.626e-34), ("inf", .infinity),
    ("-inf", -.infinity),
  ])
  func `that are floats`(text: String, expected: Double) throws {
    #expect(try value("a = \(text)") == .float(expected))
  }

  @Test(arguments: [
    "1979-05-27T07:32:00Z", "1979-05-27 07:32:00.999-07:00", "2000-02-29", "07:32:00", "1979-05-27t07:32:60",
  ])
  func `that are dates and times`(text: String) throws {
    #expect(try value("a = \(text) # comment") == .dateTime(text))
  }

  @Test func `that are flags, arrays and tables`() throws {
    #expect(try value("a = true") == .boolean(true))
    #expect(try value("a = [ ]") == .array([]))
    let array = try value("a = [ # comment\n 1,\r\n\n [2] , # comment\n]")
    #expect(array?.description == "[1, [2]]")
    guard case .array(let items) = array else { return }
    #expect(items.map(\.line) == [2, 4])
    #expect(try value("a = {}") == .table(TOMLTable(entries: [])))
    let table = try value("a = { b.c = 1, b.d = 'x', \"e f\" = [1.5] }")
    #expect(table?.description == #"{"b" = {"c" = 1, "d" = "x"}, "e f" = [1.5]}"#)
  }
}
