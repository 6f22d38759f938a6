import DNSWire
import DNSZoneFile

/// The text of a key's two files, as BIND has them.
package struct KeyFiles: Sendable {
  /// Their names without `.key` and `.private`: `K`, the zone's name, the algorithm and the key tag.
  package let name: String
  /// Of the `.key` file: a DNSKEY record.
  package let publicText: String
  /// Of the `.private` file.
  package let privateText: String

  /// - Parameter time: When it is made, and to be used from, in seconds since 1970: programs of BIND's use none without.
  package init(_ key: ZoneKey, at time: UInt32) {
    let (record, zone) = (key.record, key.zone)
    name = key.fileName
    let rdata = record.rdata
    publicText =
      "; a \(key.role) of \(zone), with key tag \(record.tag)\n\(zone) IN DNSKEY \(rdata.span.presentation(ofRDATA: rdata.indices, of: .dnskey))\n"
    let times = ["Created", "Publish", "Activate"].map { "\($0): \(SignatureTime(rawValue: time))\n" }
    privateText = key.signing.privateText + times.joined()
  }
}

extension ZoneKey {
  /// The name of its files, as in `KeyFiles`.
  package var fileName: String {
    func digits(_ number: Int, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: count - text.count) + text
    }
    return Self.startOfFileName(zone) + digits(Int(record.algorithm), 3) + "+" + digits(Int(record.tag), 5)
  }

  /// What the names of the files of a zone's keys begin with: `K`, the zone's name and `+`, all octets but letters, digits,
  /// `-` and `_` of a label as `%` and two digits.
  package static func startOfFileName(_ zone: DomainName) -> String {
    let labels = zone.labelOffsets.map { start in
      (1...Int(zone[start])).map { fileText(of: DomainName.lowercased(zone[start + $0])) }.joined() + "."
    }
    return "K" + (labels.isEmpty ? "." : labels.joined()) + "+"
  }

  private static func fileText(of octet: UInt8) -> String {
    switch octet {
    case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"):
      String(Unicode.Scalar(octet))
    default: "%" + (octet < 16 ? "0" : "") + String(octet, radix: 16, uppercase: true)
    }
  }

  /// What the key is for (RFC 9499): `KSK` or `ZSK` by its flags. A KSK that is alone signs all, as a CSK.
  package var role: String { record.isEntryPoint ? "KSK or CSK" : "ZSK" }

  /// Reads the two files of a key.
  ///
  /// - Throws: What is wrong with them, never what is in the private one.
  package init(publicText: String, privateText: String) throws(KeyProblem) {
    let (zone, record) = try Self.record(publicText)
    try self.init(try SigningKey(privateText: privateText), of: zone, record: record)
  }

  /// The only record of a `.key` file.
  package static func record(_ text: String) throws(KeyProblem) -> (zone: DomainName, DNSKEY) {
    // Keys of BIND's have no TTL.
    let octets = Array(("$TTL 3600\n" + text + "\n").utf8)
    let file = ZoneFile(reading: "key", apex: .root) { path throws(ZoneFileUnreadable) in
      guard path == "key" else { throw ZoneFileUnreadable(reason: "a key file includes no other") }
      return octets
    }
    if let problem = file.problems.told.first(where: { $0.severity == .error }) {
      throw KeyProblem("its record cannot be read: \(problem.text)")
    }
    guard file.records.count == 1, let record = file.records.first, record.type == .dnskey,
      let key = DNSKEY(rdata: file.octets[record.rdataRange])
    else { throw KeyProblem("it has no DNSKEY record, or something else beside one") }
    return (file.owner(of: record), key)
  }
}
