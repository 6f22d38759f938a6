import DNSWire
import LeafCore

/// A message as dig prints it. What cannot be read is left out, and the last line says so.
func presentation(of octets: [UInt8]) -> String {
  var lines: [String] = []
  do {
    try appendLines(of: octets.span, to: &lines)
  } catch {
    lines.append(";; cannot be read: \(error)")
  }
  return lines.joined(separator: "\n")
}

private func appendLines(of message: Span<UInt8>, to lines: inout [String]) throws(WireError) {
  let header = try Header(of: message)
  var offset = Header.length
  var questions: [String] = []
  for _ in 0..<header.questionCount {
    let question = try message.readQuestion(at: &offset)
    let qname = try message.name(at: question.qname.lowerBound)
    questions.append(";\(qname)\t\t\(question.qclass)\t\(question.qtype)")
  }
  var opt: OPT?
  var sections: [(title: String, records: [String])] = []
  for (title, count) in [
    ("ANSWER", header.answerCount), ("AUTHORITY", header.authorityCount),
    ("ADDITIONAL", header.additionalCount),
  ] {
    var records: [String] = []
    for _ in 0..<count {
      let record = try message.readRecord(at: &offset)
      if record.type == .opt {
        opt = OPT(record)
      } else {
        records.append(try message.presentation(of: record))
      }
    }
    sections.append((title, records))
  }

  let rcode = RCODE(rawValue: UInt16(opt?.extendedRCODE ?? 0) << 4 | header.flags.rcode.rawValue)
  lines.append(
    ";; ->>HEADER<<- opcode: \(header.flags.opcode), status: \(rcode), id: \(header.id)")
  lines.append(
    ";; flags: \(header.flags.names); QUERY: \(header.questionCount), ANSWER: \(header.answerCount),"
      + " AUTHORITY: \(header.authorityCount), ADDITIONAL: \(header.additionalCount)")
  if let opt {
    lines += ["", ";; OPT PSEUDOSECTION:"]
    lines.append(
      "; EDNS: version: \(opt.version), flags:\(opt.dnssecOK ? " do" : ""); udp: \(opt.payloadSize)")
    lines += try message.presentation(of: opt)
  }
  if !questions.isEmpty { lines += ["", ";; QUESTION SECTION:"] + questions }
  for section in sections where !section.records.isEmpty {
    lines += ["", ";; \(section.title) SECTION:"] + section.records
  }
}

extension Opcode: CustomStringConvertible {
  package var description: String { self == .query ? "QUERY" : "RESERVED\(rawValue)" }
}

extension Flags {
  fileprivate var names: String {
    let all: [(Flags, String)] = [
      (.response, "qr"), (.authoritative, "aa"), (.truncated, "tc"), (.recursionDesired, "rd"),
      (.recursionAvailable, "ra"), (.authenticData, "ad"), (.checkingDisabled, "cd"),
    ]
    return all.filter { contains($0.0) }.map(\.1).joined(separator: " ")
  }
}

extension Span where Element == UInt8 {
  fileprivate func name(at offset: Int) throws(WireError) -> DomainName {
    var offset = offset
    return try readName(movingPast: &offset)
  }

  private func readName(movingPast offset: inout Int) throws(WireError) -> DomainName {
    var name = DomainName.root
    try readName(at: &offset, into: &name)
    return name
  }

  fileprivate func presentation(of record: ResourceRecord) throws(WireError) -> String {
    let owner = try name(at: record.ownerOffset)
    return "\(owner)\t\(record.ttl)\t\(record.rrclass)\t\(record.type)\t\(try rdata(of: record))"
  }

  private func rdata(of record: ResourceRecord) throws(WireError) -> String {
    var offset = record.rdata.lowerBound
    switch (record.type, record.rdata.count) {
    case (.a, 4):
      return IPv4Address(rawValue: try readUInt32(at: &offset)).description
    case (.aaaa, 16):
      var halves: [UInt64] = []
      for _ in 0..<2 {
        halves.append(UInt64(try readUInt32(at: &offset)) << 32 | UInt64(try readUInt32(at: &offset)))
      }
      return IPv6Address(high: halves[0], low: halves[1]).description
    case (.ns, _):
      return try readName(movingPast: &offset).description
    case (.soa, _):
      var fields = [
        try readName(movingPast: &offset).description, try readName(movingPast: &offset).description,
      ]
      for _ in 0..<5 { fields.append(String(try readUInt32(at: &offset))) }
      return fields.joined(separator: " ")
    case (.txt, _), (.hinfo, _):
      var strings: [String] = []
      while offset < record.rdata.upperBound {
        let length = Int(try readUInt8(at: &offset))
        strings.append("\"\(text(of: try skip(length, at: &offset)))\"")
      }
      return strings.joined(separator: " ")
    default:
      // RFC 3597 §5.
      return "\\# \(record.rdata.count) \(hexadecimal(of: record.rdata))"
    }
  }

  fileprivate func presentation(of opt: OPT) throws(WireError) -> [String] {
    var lines: [String] = []
    var offset = opt.options.lowerBound
    while offset < opt.options.upperBound {
      let option = try readOption(at: &offset, before: opt.options.upperBound)
      var data = option.data.lowerBound
      switch (option.code, option.data.count) {
      case (.extendedError, 2...):
        let code = try readUInt16(at: &data)
        lines.append("; EDE: \(code)\(ExtendedError(rawValue: code).map { " (\($0.presentation))" } ?? "")")
      case (let code, _):
        lines.append("; OPT=\(code.rawValue): \(hexadecimal(of: option.data))")
      }
    }
    return lines
  }

  private func text(of range: Range<Int>) -> String {
    range.map { index in
      switch self[index] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): "\\\(Unicode.Scalar(self[index]))"
      case 0x20...0x7E: "\(Unicode.Scalar(self[index]))"
      default: "\\" + String(repeating: "0", count: 3 - String(self[index]).count) + String(self[index])
      }
    }.joined()
  }

  private func hexadecimal(of range: Range<Int>) -> String {
    range.map { (self[$0] < 16 ? "0" : "") + String(self[$0], radix: 16) }.joined()
  }
}

extension ExtendedError {
  /// The purpose in the registry (RFC 8914 §5.2).
  fileprivate var presentation: String {
    switch self {
    case .prohibited: "Prohibited"
    case .notAuthoritative: "Not Authoritative"
    case .notSupported: "Not Supported"
    }
  }
}
