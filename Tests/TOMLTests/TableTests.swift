import TOML
import Testing

@Suite struct `Tables` {
  @Test func `have their entries in order, with their lines`() throws {
    let document = """
      # comment
      b = 1

      'a' . "c" = 2
      [d.e]
      f = 3
      [d]
      g = 4
      [[h]]
      i = 5
      [[h]]
      [h.j]
      k = 6
      """
    let root = try TOMLTable(parsing: Array(document.utf8))
    #expect(
      TOMLValue.table(root).description
        == #"{"b" = 1, "a" = {"c" = 2}, "d" = {"e" = {"f" = 3}, "g" = 4}, "h" = [{"i" = 5}, {"j" = {"k" = 6}}]}"#
    )
    #expect(root.entries.map(\.line) == [2, 4, 5, 9])
    guard case .array(let tables) = root.entries[3].value else { return }
    #expect(tables.map(\.line) == [9, 11])
  }

  @Test(arguments: [
    "", "\u{FEFF}a = 1", "a = 1\r\n", "[a.b.c]\n[a]\nb.d = 1", "a.b = 1\n[a.c]\nd = 2", "\"\" = 1", "1 = 2",
    "[[a.b]]\n[[a.b.c]]\n[a.d]", "a = { b = [{ c = 1 }, { c = 2 }] }",
  ])
  func `may be made in pieces`(document: String) throws {
    _ = try TOMLTable(parsing: Array(document.utf8))
  }
}
