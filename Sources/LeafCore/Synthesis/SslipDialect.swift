import DNSWire

extension Span where Element == UInt8 {
  /// In the dialect of sslip.io an address may stand anywhere: of an IPv4 address the dashed form counts before the dotted
  /// one, and that before eight hexadecimal digits; of an IPv6 address the dashed form before a label of 32 hexadecimal
  /// digits. Of several the first one counts. Every name may stand above one with an address, so that none is absent.
  ///
  /// - Parameters:
  ///   - labels: Where each label before the zone's name has its length octet.
  ///   - qtype: Addresses of which the other type asks are not looked for.
  func sslipName(_ labels: Span<UInt16>, for qtype: QTYPE) -> Synthesis {
    var addresses = CarriedAddresses()
    if !(qtype == RRType.aaaa) { addresses.ipv4 = sslipIPv4(labels) }
    if !(qtype == RRType.a) { addresses.ipv6 = sslipIPv6(labels) }
    return addresses == CarriedAddresses() ? .emptyNonTerminal : .addresses(addresses)
  }

  private func sslipIPv4(_ labels: Span<UInt16>) -> IPv4Address? {
    var search = IPv4Search()
    for index in labels.indices {
      let label = text(ofLabelAt: labels[index])
      var piece = AddressPiece()
      for offset in label {
        if self[offset] == UInt8(ascii: "-") {
          search.take(piece, before: .dash)
          piece = AddressPiece()
        } else {
          piece.take(self[offset])
        }
      }
      search.take(piece, before: .dot)
      if let dashed = search.dashed { return IPv4Address(rawValue: dashed) }
    }
    return (search.dotted ?? search.hexadecimal).map { IPv4Address(rawValue: $0) }
  }

  private func sslipIPv6(_ labels: Span<UInt16>) -> IPv6Address? {
    for index in labels.indices {
      let label = text(ofLabelAt: labels[index])
      for start in label where isPieceStart(start, in: label) {
        if let address = ipv6EndingInIPv4(label, from: start, labels.extracting(index...)) { return address }
        if let found = dashedIPv6(label, from: start) { return found.address }
      }
    }
    for index in labels.indices {
      if let address = hexadecimalIPv6(text(ofLabelAt: labels[index])) { return address }
    }
    return nil
  }

  /// The address whose last 32 bits are four dotted octets, which end three labels further on: `--1.2.3.4`,
  /// `--ffff-1.2.3.4`, `--ffff-0-1.2.3.4`, and behind up to four groups and `--`.
  ///
  /// - Parameter labels: The label, and those behind it.
  private func ipv6EndingInIPv4(_ label: Range<Int>, from start: Int, _ labels: Span<UInt16>) -> IPv6Address?
  {
    guard labels.count >= 4 else { return nil }
    let before = groups(in: start..<label.upperBound, atMost: 5)
    guard before.count <= 4, isDoubleDash(at: before.end, in: label) else { return nil }
    var position = before.end + 2
    var middle: UInt128 = 0
    if before.count == 0 { middle = mappedPrefix(&position, in: label) }
    guard let first = AddressPiece(position..<label.upperBound, in: self).octet,
      let second = AddressPiece(text(ofLabelAt: labels[1]), in: self).octet,
      let third = AddressPiece(text(ofLabelAt: labels[2]), in: self).octet,
      let fourth = AddressPiece(firstPiece(of: text(ofLabelAt: labels[3])), in: self).octet
    else { return nil }
    let ipv4 = first << 24 | second << 16 | third << 8 | fourth
    return IPv6Address(
      before.value << (16 * (8 - before.count)) | middle << 32 | UInt128(ipv4))
  }

  /// Reads `ffff-`, and `0-` behind that.
  private func mappedPrefix(_ position: inout Int, in label: Range<Int>) -> UInt128 {
    let groups = groups(in: position..<label.upperBound, atMost: 1)
    guard groups.count == 1, groups.value == 0xFFFF, groups.end < label.upperBound else { return 0 }
    position = groups.end + 1
    let zero = self.groups(in: position..<label.upperBound, atMost: 1)
    guard zero.count == 1, zero.value == 0, zero.end < label.upperBound else { return 0xFFFF }
    position = zero.end + 1
    return 0xFFFF << 16
  }

  /// What stands before the first dash.
  private func firstPiece(of label: Range<Int>) -> Range<Int> {
    label.lowerBound..<(label.first { self[$0] == UInt8(ascii: "-") } ?? label.upperBound)
  }
}

/// The first address of each form among the pieces of a name, from the left.
private struct IPv4Search {
  enum Separator {
    case dash
    case dot
  }

  private(set) var dashed: UInt32?
  private(set) var dotted: UInt32?
  private(set) var hexadecimal: UInt32?
  /// Of the last four pieces that are octets.
  private var address: UInt32 = 0
  /// How many of the last pieces are octets, with dashes between them.
  private var dashedCount = 0
  /// The same with dots.
  private var dottedCount = 0
  private var last = Separator.dot

  mutating func take(_ piece: AddressPiece, before next: Separator) {
    if let octet = piece.octet {
      address = address << 8 | octet
      dashedCount = last == .dash ? dashedCount + 1 : 1
      dottedCount = last == .dot ? dottedCount + 1 : 1
      if dashedCount >= 4, dashed == nil { dashed = address }
      if dottedCount >= 4, dotted == nil { dotted = address }
    } else {
      dashedCount = 0
      dottedCount = 0
      if hexadecimal == nil { hexadecimal = piece.ipv4 }
    }
    last = next
  }
}
