import DNSWire
import TestMessages
import TestOctets
import Testing

@Suite struct `RFC 1035 §4.1.4 name compression` {
  @Test func `a pointer stands for the name that it leads to`() throws {
    let message = header + wire("example", "com") + pointer(to: 12) + [0xFF]
    let (name, end) = try readName(message, at: 25)
    #expect(name.wireForm == wire("example", "com"))
    #expect(end == 27)
  }

  @Test func `labels may come before a pointer into the middle of a name`() throws {
    let message = header + wire("example", "com") + label("ns1") + label("net") + pointer(to: 20)
    let (name, end) = try readName(message, at: 25)
    #expect(name.wireForm == wire("ns1", "net", "com"))
    #expect(end == message.count)
  }

  @Test func `a pointer may lead to a pointer, and the name ends after its own first`() throws {
    let message = header + wire("com") + label("example") + pointer(to: 12) + label("www") + pointer(to: 17)
    let (name, end) = try readName(message + [0xFF], at: 27)
    #expect(name.wireForm == wire("www", "example", "com"))
    #expect(end == message.count)
    let (length, skippedTo) = try skipName(message + [0xFF], at: 27)
    #expect(length == 17)
    #expect(skippedTo == message.count)
  }

  @Test func `a pointer to the root is the root`() throws {
    let (name, end) = try readName(header + [0] + pointer(to: 12), at: 13)
    #expect(name.wireForm == [0])
    #expect(end == 15)
  }

  @Test func `a pointer uses all fourteen bits`() throws {
    let filler = [UInt8](repeating: 0xFF, count: 0x3FFF - 12)
    let message = header + filler + wire("far") + pointer(to: 0x3FFF)
    #expect(try readName(message, at: 0x3FFF + 5).name.wireForm == wire("far"))
  }

  @Test func `a pointer to itself is rejected`() {
    #expect(throws: WireError.pointerNotBackward(offset: 12)) { try readName(header + pointer(to: 12)) }
  }

  /// The name would grow by one label with each round.
  @Test func `a pointer to the label before it is rejected`() {
    let message = header + label("a") + pointer(to: 12)
    #expect(throws: WireError.pointerNotBackward(offset: 14)) { try readName(message) }
  }

  @Test func `a pointer into the middle of its own name is rejected`() {
    let message = header + label("a") + label("b") + pointer(to: 14)
    #expect(throws: WireError.pointerNotBackward(offset: 16)) { try readName(message) }
  }

  @Test(arguments: [12, 14])
  func `two pointers to each other are rejected`(start: Int) {
    let message = header + pointer(to: 14) + pointer(to: 12)
    #expect(throws: WireError.pointerNotBackward(offset: 12)) { try readName(message, at: start) }
  }

  /// Each hop goes back from where it stands, but not from where the part it ends starts.
  @Test func `a pointer back into a part that was followed is rejected`() {
    let message = header + label("a") + label("b") + pointer(to: 14) + pointer(to: 12)
    #expect(throws: WireError.pointerNotBackward(offset: 16)) { try readName(message, at: 18) }
  }

  @Test func `a pointer forward is rejected`() {
    let message = header + pointer(to: 14) + wire("com")
    #expect(throws: WireError.pointerNotBackward(offset: 12)) { try readName(message) }
  }

  @Test(arguments: [19, 1000, 0x3FFF])
  func `a pointer past the end is rejected`(target: Int) {
    let message = header + label("www") + pointer(to: target) + [0]
    #expect(throws: WireError.pointerNotBackward(offset: 16)) { try readName(message) }
  }

  @Test(arguments: 0..<12)
  func `a pointer into the header is rejected`(target: Int) {
    #expect(throws: WireError.pointerIntoHeader(offset: 12)) { try readName(header + pointer(to: target)) }
    #expect(throws: WireError.pointerIntoHeader(offset: 12)) { try skipName(header + pointer(to: target)) }
  }

  @Test func `half a pointer at the end is truncated`() {
    let message = header + wire("com") + label("www") + [0xC0]
    #expect(throws: WireError.truncated(offset: 22)) { try readName(message, at: 17) }
  }

  @Test func `a rejected label type behind a pointer is found`() {
    let message = header + [0x40] + pointer(to: 12)
    #expect(throws: WireError.labelType(offset: 12)) { try readName(message, at: 13) }
  }

  /// A name and then pointers, each to the one before it; the last of them is what is read.
  private static func chain(_ pointers: Int) -> (message: [UInt8], start: Int) {
    var message = header + wire("com")
    var target = 12
    for _ in 0..<pointers {
      let next = message.count
      message += pointer(to: target)
      target = next
    }
    return (message, target)
  }

  @Test(arguments: [1, 2, 100, 127])
  func `a chain of up to 127 pointers is followed`(pointers: Int) throws {
    let (message, start) = Self.chain(pointers)
    let (name, end) = try readName(message, at: start)
    #expect(name.wireForm == wire("com"))
    #expect(end == message.count)
  }

  @Test(arguments: [128, 129, 1000, 8000])
  func `a longer chain of pointers is rejected`(pointers: Int) {
    let (message, start) = Self.chain(pointers)
    #expect(throws: WireError.tooManyPointers(offset: start)) { try readName(message, at: start) }
    #expect(throws: WireError.tooManyPointers(offset: start)) { try skipName(message, at: start) }
  }
}
