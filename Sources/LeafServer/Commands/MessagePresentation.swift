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
    let qname = try message.readName(at: question.qname.lowerBound)
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
  fileprivate func presentation(of record: ResourceRecord) throws(WireError) -> String {
    let owner = try readName(at: record.ownerOffset)
    let rdata = presentation(ofRDATA: record.rdata, of: record.type)
    return "\(owner)\t\(record.ttl)\t\(record.rrclass)\t\(record.type)\t\(rdata)"
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
        lines.append("; OPT=\(code.rawValue): \(hexadecimal(option.data))")
      }
    }
    return lines
  }
}

extension ExtendedError {
  /// The purpose in the registry (RFC 8914 §5.2).
  fileprivate var presentation: String {
    switch self {
    case .notReady: "Not Ready"
    case .blocked: "Blocked"
    case .prohibited: "Prohibited"
    case .notAuthoritative: "Not Authoritative"
    case .notSupported: "Not Supported"
    case .invalidQueryType: "Invalid Query Type"
    }
  }
}
