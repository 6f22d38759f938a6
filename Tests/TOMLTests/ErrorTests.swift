import TOML
import Testing

@Suite struct `What is no TOML` {
  private static let noValue = "neither a number nor true, false, a date or a time; a text needs quotes"

  /// A document, the line of the error, and what the error says.
  static let refused: [(document: String, line: Int, text: String)] = [
    // Lines.
    ("a", 1, #"= should follow the key, not the end of the file"#),
    ("\na b = 1", 2, #"= should follow the key, not 'b'"#),
    ("a.b\n = 1", 1, #"= should follow the key, not the end of the line"#),
    ("a = 1 b = 2", 1, "the line should end before 'b'"),
    ("a = 1\r", 1, "the line should end before U+000D"),
    ("a = 1\n# \u{7F}", 2, "U+007F in a comment"),
    ("a = 1\n\0b = 1", 2, "a key should begin at U+0000; other than letters, digits, - and _ need quotes"),
    ("= 1", 1, "a key should begin at '='; other than letters, digits, - and _ need quotes"),
    ("é = 1", 1, "a key should begin at 'é'; other than letters, digits, - and _ need quotes"),
    ("a..b = 1", 1, "a key should begin at '.'; other than letters, digits, - and _ need quotes"),
    ("\"\"\"a\"\"\" = 1", 1, #"= should follow the key, not '"'"#),
    // Headers.
    ("[ # nameless", 1, "a key should begin at '#'; other than letters, digits, - and _ need quotes"),
    ("[a", 1, "] should end the table's header before the end of the file"),
    ("[a\n]", 1, "] should end the table's header before the end of the line"),
    ("[[a]", 1, "]] should end the table's header before ']'"),
    ("[a]]", 1, "the line should end before ']'"),
    ("[a] b = 1", 1, "the line should end before 'b'"),
    // What is given twice.
    ("a = 1\n\na = 2", 3, #""a" was given in line 1 already"#),
    ("[a]\n[a]", 2, #""a" was given in line 1 already"#),
    ("a = 1\n[a]", 2, #""a" was given in line 1 already"#),
    ("a = 1\n[a.b]", 2, #""a" was given in line 1 already"#),
    ("a = 1\na.b = 2", 2, #""a" was given in line 1 already"#),
    ("a.b = 1\n[a]", 2, #""a" was given in line 1 already"#),
    ("a = {}\n[a.b]", 2, #""a" was given in line 1 already"#),
    ("a = {}\na.b = 1", 2, #""a" was given in line 1 already"#),
    ("[a]\n[[a]]", 2, #""a" was given in line 1 already"#),
    ("[[a]]\n[a]", 2, #""a" was given in line 1 already"#),
    ("a = []\n[[a]]", 2, #""a" was given in line 1 already"#),
    ("[a.b]\n[a]\nb.c = 1", 3, #""b" was given in line 1 already"#),
    ("[[a.b]]\n[a]\nb.c = 1", 3, #""b" was given in line 1 already"#),
    ("a = { b = 1,\tb = 2 }", 1, #""b" was given in line 1 already"#),
    // Values.
    ("a =", 1, "a value should begin at the end of the file"),
    ("a = # comment", 1, "a value should begin at '#'"),
    ("a = x y", 1, noValue),
    ("a = 01", 1, noValue),
    ("a = 1__0", 1, noValue),
    ("a = _1", 1, noValue),
    ("a = 1_", 1, noValue),
    ("a = 1.", 1, noValue),
    ("a = .5", 1, noValue),
    ("a = 1e", 1, noValue),
    ("a = 1e_1", 1, noValue),
    ("a = 0x", 1, noValue),
    ("a = -0x1", 1, noValue),
    ("a = 0b2", 1, noValue),
    ("a = True", 1, noValue),
    ("a = 9223372036854775808", 1, "a number of more than 64 bits"),
    ("a = 2001-02-29", 1, noValue),
    ("a = 2001-02-28 0", 1, noValue),
    ("a = 2001-02-28T24:00:00", 1, noValue),
    ("a = 07:32", 1, noValue),
    ("a = 07:32:00Z", 1, noValue),
    // Strings.
    ("a = \"b", 1, "a string should end with \" before the end of the file"),
    ("a = 'b\n'", 1, "a string should end with ' before the end of the line"),
    ("a = \"\"\"b\n\nc\"\"", 1, "the string that begins here does not end"),
    ("a = 'b\0'", 1, "U+0000 in a string"),
    ("a = '''\n\u{1B}'''", 2, "U+001B in a string"),
    ("a = '\r'", 1, "U+000D in a string"),
    (
      #"a = "\d""#, 1,
      #"\ before 'd' escapes nothing; write \\ for a backslash, or the string between ' and '"#
    ),
    (
      "a = \"\\\n\"", 1,
      #"\ before the end of the line escapes nothing; write \\ for a backslash, or the string between ' and '"#
    ),
    (#"a = "\u12""#, 1, "an escape of 4 digits should be the number of a Unicode character"),
    (#"a = "\ud800""#, 1, "an escape of 4 digits should be the number of a Unicode character"),
    (#"a = "\U00110000""#, 1, "an escape of 8 digits should be the number of a Unicode character"),
    // Arrays and inline tables.
    ("a = [1\n2]", 2, ", or ] should follow a value of an array, not '2'"),
    ("a = [1,\n", 2, "a value should begin at the end of the file"),
    ("a = [,]", 1, "a value should begin at ','"),
    ("a = [}", 1, "a value should begin at '}'"),
    ("a = ['b', }", 1, "a value should begin at '}'"),
    (
      "a = { b = 1\n}", 1,
      ", or } should follow a value of an inline table, on its line, not the end of the line"
    ),
    ("a = { b = 1, }", 1, "a key should begin at '}'; other than letters, digits, - and _ need quotes"),
    ("a = {,}", 1, "a key should begin at ','; other than letters, digits, - and _ need quotes"),
  ]

  @Test(arguments: refused)
  func `is refused, with its line and what is wrong`(document: String, line: Int, text: String) {
    #expect(throws: TOMLError(line: line, text: text)) { try TOMLTable(parsing: Array(document.utf8)) }
  }

  @Test func `does not go unnoticed where octets are not UTF-8`() {
    #expect(throws: TOMLError(line: 3, text: "these octets are not UTF-8")) {
      try TOMLTable(parsing: Array("a = 1\n\n# ".utf8) + [0xC3, 0x0A])
    }
  }

  @Test func `is what lies too deep, or has too many parts`() throws {
    _ = try TOMLTable(parsing: Array("a = \(nested(16))".utf8))
    #expect(throws: TOMLError(line: 1, text: "arrays and tables are more than 16 deep")) {
      try TOMLTable(parsing: Array("a = \(nested(17))".utf8))
    }
    #expect(throws: TOMLError(line: 1, text: "arrays and tables are more than 16 deep")) {
      try TOMLTable(parsing: Array(("a = " + String(repeating: "[", count: 1_000_000)).utf8))
    }
    let key = Array(repeating: "a", count: 16).joined(separator: ".")
    _ = try TOMLTable(parsing: Array("[\(key)]\n\(key) = 1".utf8))
    for document in ["\(key).a = 1", "[\(key).a]", String(repeating: "a.", count: 1_000_000)] {
      #expect(throws: TOMLError(line: 1, text: "a key of more than 16 parts")) {
        try TOMLTable(parsing: Array(document.utf8))
      }
    }
  }

  private func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }
}
