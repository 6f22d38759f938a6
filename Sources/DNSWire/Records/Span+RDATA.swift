// What follows from the fields of a type, on the wire.

extension Span where Element == UInt8 {
  /// Checks that the fields of `type` fill RDATA exactly; RDATA of a type without fields may be anything.
  ///
  /// - Throws: As `readName`, and `.rdataLength`.
  package func checkRDATA(_ rdata: Range<Int>, of type: RRType) throws(WireError) {
    guard let fields = type.fields else { return }
    try walkRDATA(rdata, as: fields) { _, _ in }
  }

  /// Visits each field of RDATA that is in its type's format.
  ///
  /// - Returns: Whether it is.
  func visitFields(of rdata: Range<Int>, of type: RRType, _ visit: (RDATAField, Range<Int>) -> Void) -> Bool {
    guard let fields = type.fields else { return false }
    do {
      try walkRDATA(rdata, as: fields, visit: visit)
      return true
    } catch {
      return false
    }
  }

  /// Whether RDATA is as it is kept: its type's fields fill it, and none of its names is compressed.
  func isKeptRDATA(_ rdata: Range<Int>, of type: RRType) -> Bool {
    guard let fields = type.fields else { return true }
    var areWhole = true
    do {
      try walkRDATA(rdata, as: fields) { field, range in
        guard field.isCompressible else { return }
        var end = range.lowerBound
        // A name with a pointer takes fewer octets, or one more, than the whole name.
        areWhole = areWhole && (try? skipName(at: &end)) == range.count
      }
      return areWhole
    } catch {
      return false
    }
  }

  /// Moves through the fields of RDATA.
  ///
  /// - Parameter visit: Gets each field in turn. A range may lie outside of RDATA as long as nothing was returned.
  func walkRDATA(
    _ rdata: Range<Int>, as fields: RDATAFields, visit: (RDATAField, Range<Int>) throws(WireError) -> Void
  ) throws(WireError) {
    var offset = rdata.lowerBound
    for index in 0..<fields.count {
      let start = offset
      try skip(fields[index], at: &offset, in: rdata)
      try visit(fields[index], start..<offset)
    }
    guard offset == rdata.upperBound else { throw .rdataLength(offset: rdata.lowerBound) }
  }

  /// Moves past one field. Whether it lies in RDATA shows at the end: only then has every field its place.
  private func skip(
    _ field: RDATAField, at offset: inout Int, in rdata: Range<Int>
  ) throws(WireError) {
    switch field {
    case .compressibleName, .name, .signer: _ = try skipName(at: &offset)
    case .uint8, .algorithm, .namedAlgorithm, .scheme, .relayType: offset += 1
    case .uint16, .type, .certificateType: offset += 2
    case .uint32, .seconds, .ipv4, .time: offset += 4
    case .eui48: offset += 6
    case .uint64, .nodeIdentifier, .eui64: offset += 8
    case .ipv6: offset += 16
    case .characterString: _ = try skipCharacterString(at: &offset)
    case .characterStrings:
      // Each takes an octet or more, so they run out.
      repeat { _ = try skipCharacterString(at: &offset) } while offset < rdata.upperBound
    case .base64, .hexadecimal, .nsap: offset = max(offset + 1, rdata.upperBound)
    case .base64OrNone, .keyOrNone, .base64OrHyphen, .text: offset = max(offset, rdata.upperBound)
    case .wholeName, .wholeNames, .characterStringOrNone, .tag, .digest, .zoneDigest, .salt, .hashedName,
      .types, .oldTypes, .services, .atmAddress, .location, .addressRanges, .gateway, .relay, .hostIdentity,
      .serviceParameters:
      guard offset <= rdata.upperBound, let end = end(of: field, in: offset..<rdata.upperBound) else {
        throw .rdataLength(offset: rdata.lowerBound)
      }
      offset = end
    }
  }

  /// Moves past a character string and returns where its octets are, those after the length.
  func skipCharacterString(at offset: inout Int) throws(WireError) -> Range<Int> {
    let length = Int(try readUInt8(at: &offset))
    return try skip(length, at: &offset)
  }
}
