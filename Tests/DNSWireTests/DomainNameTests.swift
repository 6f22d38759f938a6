import DNSWire
import TestMessages
import TestOctets
import Testing

@Suite struct `RFC 4343 §3 letter case in names` {
  @Test func `names that differ in letter case are equal and hash alike`() {
    let lower = DomainName(labels: ["www", "azaz", "com"])
    let upper = DomainName(labels: ["WWW", "AzaZ", "Com"])
    #expect(lower == upper)
    #expect(lower.hashValue == upper.hashValue)
    #expect(Set([lower, upper]).count == 1)
  }

  @Test func `letter case is kept`() {
    #expect(DomainName(labels: ["WwW", "com"]).wireForm == wire("WwW", "com"))
  }

  @Test func `only the 26 ASCII letters are folded`() {
    for octet in UInt8.min...UInt8.max {
      let isUpper = octet >= 0x41 && octet <= 0x5A
      #expect(DomainName.lowercased(octet) == (isUpper ? octet + 32 : octet))
    }
  }

  @Test func `eight octets at once are folded as they are one by one`() {
    for octet in UInt8.min...UInt8.max {
      for neighbour in [0x00, 0x41, 0x5A, 0x7F, 0x80, 0xFF] as [UInt8] {
        let octets = (0..<8).map { $0 % 3 == 1 ? octet : neighbour }
        let word = octets.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let folded = octets.reduce(UInt64(0)) { $0 << 8 | UInt64(DomainName.lowercased($1)) }
        #expect(DomainName.lowercased(word) == folded)
      }
    }
  }

  @Test(
    arguments: [(0x40, 0x60), (0x5B, 0x7B), (0x5E, 0x7E), (0x10, 0x30), (0xC1, 0xE1)] as [(UInt8, UInt8)])
  func `other octets that differ by the case bit are not equal`(first: UInt8, second: UInt8) throws {
    #expect(try name([first]) != name([second]))
  }

  private func name(_ label: [UInt8]) throws -> DomainName {
    var name = DomainName.root
    try name.appendLabel(label)
    return name
  }
}

@Suite struct `RFC 1035 §3.1 names` {
  @Test func `the root has no labels`() {
    #expect(DomainName.root.wireForm == [0])
    #expect(DomainName.root.count == 1)
    #expect(DomainName.root.labelOffsets == [])
    #expect(DomainName(labels: []) == .root)
  }

  @Test func `a name from labels has their wire form`() {
    let name = DomainName(labels: ["ns1", "dev", "example"])
    #expect(name.wireForm == wire("ns1", "dev", "example"))
    #expect(name.count == 17)
    #expect(name.labelOffsets == [0, 4, 8])
  }

  @Test func `an octet of the wire form is found by its index`() {
    let name = DomainName(labels: ["a", "bc"])
    #expect((0..<name.count).map { name[$0] } == [1, 0x61, 2, 0x62, 0x63, 0])
  }

  @Test(arguments: [
    (DomainName(labels: ["www", "example"]), DomainName(labels: ["www", "exampl"])),
    (DomainName(labels: ["www", "example"]), DomainName(labels: ["www", "examplf"])),
    (DomainName(labels: ["ab"]), DomainName(labels: ["a", "b"])),
    (DomainName(labels: ["a"]), .root),
  ])
  func `names of other octets or another length are not equal`(left: DomainName, right: DomainName) {
    #expect(left != right)
    #expect(right != left)
  }

  @Test func `what an earlier, longer name left behind does not count`() throws {
    var offset = 12
    var name = DomainName(labels: ["quite", "a", "long", "name"])
    let message = header + wire("a")
    try message.span.readName(at: &offset, into: &name)
    #expect(name == DomainName(labels: ["a"]))
    #expect(name.hashValue == DomainName(labels: ["a"]).hashValue)
    #expect(name.wireForm == wire("a"))
  }

  @Test func `each suffix is the name from that label on`() {
    let name = DomainName(labels: ["ns1", "dev", "example"])
    #expect(name.suffix(from: 0) == name)
    #expect(name.suffix(from: 4).wireForm == wire("dev", "example"))
    #expect(name.suffix(from: 8).wireForm == wire("example"))
    #expect(name.suffix(from: 16) == .root)
  }

  @Test func `the suffixes are the name and each name above it, the root last`() {
    let suffixes = DomainName(labels: ["ns1", "dev", "example"]).suffixes
    #expect(
      suffixes.map(\.wireForm) == [
        wire("ns1", "dev", "example"), wire("dev", "example"), wire("example"), [0],
      ])
    #expect(DomainName.root.suffixes == [.root])
  }

  @Test func `suffixes of a name of 255 octets are whole`() {
    let name = DomainName(labels: labels(ofNameLength: 255))
    #expect(name.count == 255)
    #expect(name.suffix(from: 0).wireForm == name.wireForm)
    #expect(name.suffix(from: 64).wireForm == Array(name.wireForm[64...]))
  }
}

@Suite struct `Names below other names` {
  private static let apex = DomainName(labels: ["dev", "example", "com"])

  @Test(arguments: [
    ["dev", "example", "com"], ["DEV", "Example", "COM"], ["a", "dev", "example", "com"],
    ["b", "a", "dev", "example", "com"], ["dev", "example", "com", "Dev", "eXample", "com"],
  ])
  func `a name is equal to or below what its last labels spell`(labels: [String]) {
    #expect(DomainName(labels: labels).isEqualToOrBelow(Self.apex))
  }

  @Test(arguments: [
    [], ["com"], ["example", "com"], ["example"], ["xdev", "example", "com"],
    ["a", "xdev", "example", "com"],
    ["dev", "example", "com", "net"], ["dev", "examplf", "com"], ["a", "dewexample", "com"],
    ["test", "example", "com"], ["evd", "example", "com"],
  ])
  func `a name with other last labels is not below`(labels: [String]) {
    #expect(!DomainName(labels: labels).isEqualToOrBelow(Self.apex))
  }

  /// One label of these octets and the root: compared octet by octet, it would end as the apex does.
  @Test(arguments: ["\u{3}dev\u{7}example\u{3}com", "a\u{3}dev\u{7}example\u{3}com"])
  func `a label whose content looks like a suffix is not below it`(label: String) {
    let name = DomainName(labels: [label])
    #expect(Array(name.wireForm.suffix(17)) == Self.apex.wireForm)
    #expect(!name.isEqualToOrBelow(Self.apex))
  }

  @Test func `a label that starts with what looks like a suffix is not below it`() {
    let name = DomainName(labels: ["x\u{3}dev", "example", "com"])
    #expect(!name.isEqualToOrBelow(Self.apex))
  }

  @Test(arguments: [[], ["com"], ["dev", "example", "com"]])
  func `every name is equal to or below the root`(labels: [String]) {
    #expect(DomainName(labels: labels).isEqualToOrBelow(.root))
  }
}

@Suite struct `RFC 1035 §2.3.4 size limits of names made` {
  @Test func `a child has one more label in front`() throws {
    let child = try DomainName(labels: ["example", "com"]).child("Ns1")
    #expect(child.wireForm == wire("Ns1", "example", "com"))
    #expect(try DomainName.root.child("com").wireForm == wire("com"))
  }

  @Test func `a child's label may have 63 octets but not 64`() throws {
    let parent = DomainName(labels: ["com"])
    #expect(try parent.child(String(repeating: "x", count: 63)).count == 64 + 5)
    #expect(throws: NameSyntaxError.labelTooLong(octets: 64)) {
      try parent.child(String(repeating: "x", count: 64))
    }
  }

  @Test func `a child needs a label`() {
    #expect(throws: NameSyntaxError.emptyLabel) { try DomainName.root.child("") }
  }

  @Test func `a child may have 255 octets but not 256`() throws {
    let parent = DomainName(labels: labels(ofNameLength: 250))
    #expect(try parent.child("wxyz").count == 255)
    #expect(try parent.child("wxyz").isEqualToOrBelow(parent))
    #expect(throws: NameSyntaxError.nameTooLong) { try parent.child("vwxyz") }
  }

  @Test func `a label is appended at the end`() throws {
    var name = DomainName(labels: ["example"])
    try name.appendLabel(Array("com".utf8))
    #expect(name.wireForm == wire("example", "com"))
  }

  @Test func `appending to 255 octets is allowed but not to 256`() throws {
    var name = DomainName(labels: labels(ofNameLength: 250))
    #expect(throws: NameSyntaxError.nameTooLong) { try name.appendLabel([1, 2, 3, 4, 5]) }
    try name.appendLabel([1, 2, 3, 4])
    #expect(name.count == 255)
  }

  @Test func `an appended label has 1 to 63 octets`() throws {
    var name = DomainName.root
    #expect(throws: NameSyntaxError.emptyLabel) { try name.appendLabel([]) }
    #expect(throws: NameSyntaxError.labelTooLong(octets: 64)) {
      try name.appendLabel([UInt8](repeating: 0, count: 64))
    }
    #expect(name == .root)
    try name.appendLabel([UInt8](repeating: 0, count: 63))
    #expect(name.count == 65)
  }
}
