extension Exchange {
  /// A `dig` line that sends the same query; nil where dig cannot.
  var digCommand: String? {
    let sent = Response(reading: octets)
    guard let question = question, sent.violations.allSatisfy({ $0.rule == .isQuery }),
      sent.records.allSatisfy({ $0.type == .opt }), sent.headerRCODE == 0, !sent.flags.contains(.qr)
    else { return nil }
    var parts = [
      "dig @\(endpoint.address) -p \(endpoint.port)", transport == .tcp ? "+tcp" : "+notcp", "+qr",
    ]
    parts.append(sent.flags.contains(.rd) ? "+rec" : "+norec")
    let flags: [(Flags, String)] = [
      (.aa, "+aaflag"), (.tc, "+tcflag"), (.ra, "+raflag"), (.z, "+zflag"), (.cd, "+cdflag"),
    ]
    parts += flags.filter { sent.flags.contains($0.0) }.map(\.1)
    parts.append(sent.flags.contains(.ad) ? "+adflag" : "+noadflag")
    if sent.opcode != .query { parts.append("+opcode=\(sent.opcode.rawValue)") }
    if let opt = sent.opt {
      parts.append("+edns=\(opt.version) +bufsize=\(opt.payload)\(opt.dnssecOK ? " +dnssec" : "") +nocookie")
      parts += opt.options.map { "+ednsopt=\($0.code):\($0.data.hex)" }
    } else {
      parts.append("+noedns")
    }
    parts.append("-t \(digType(question.type)) -c \(digClass(question.qclass)) -q '\(question.name)'")
    return parts.joined(separator: " ")
  }
}

private func digType(_ type: RRType) -> String { type == .any ? "ANY" : "TYPE\(type.rawValue)" }

private func digClass(_ qclass: RRClass) -> String { "CLASS\(qclass.rawValue)" }
