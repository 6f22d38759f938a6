extension Exchange {
  /// A `dig` line that sends the same query; nil where dig cannot.
  var digCommand: String? {
    let sent = Response(reading: octets)
    // For IXFR dig wants a serial, and sends it.
    guard let question = question, question.type.rawValue != 251,
      sent.violations.allSatisfy({ $0.rule == .isQuery }),
      sent.records.allSatisfy({ $0.type == .opt }), sent.headerRCODE == 0, !sent.flags.contains(.qr),
      sent.opt.map(\.canComeFromDig) ?? true
    else { return nil }
    var parts = [
      "dig @\(endpoint.address) -p \(endpoint.port)", transport == .tcp ? "+tcp" : "+notcp", "+qr", "+ignore",
    ]
    parts.append(sent.flags.contains(.rd) ? "+rec" : "+norec")
    let flags: [(Flags, String)] = [
      (.aa, "+aaflag"), (.tc, "+tcflag"), (.ra, "+raflag"), (.z, "+zflag"), (.cd, "+cdflag"),
    ]
    parts += flags.filter { sent.flags.contains($0.0) }.map(\.1)
    parts.append(sent.flags.contains(.ad) ? "+adflag" : "+noadflag")
    if sent.opcode != .query { parts.append("+opcode=\(sent.opcode.rawValue)") }
    if let opt = sent.opt {
      parts.append(
        "+edns=\(opt.version) +bufsize=\(opt.payload)\(opt.dnssecOK ? " +dnssec" : "") +noednsneg +nocookie")
      if opt.reserved != 0 { parts.append("+ednsflags=\(opt.reserved)") }
      parts += opt.options.map { "+ednsopt=\($0.code):\($0.data.hex)" }
    } else {
      parts.append("+noedns")
    }
    parts.append(
      "-t \(digType(question.type)) -c \(digClass(question.qclass)) -q \(shellWord("\(question.name)"))")
    return parts.joined(separator: " ")
  }
}

extension OPT {
  /// For a size of 65535 dig sends its default, and it has the flag CO from an option of its own or not at all.
  fileprivate var canComeFromDig: Bool { extendedRCODE == 0 && payload < 0xFFFF && reserved & 0x4000 == 0 }
}

/// One word to a shell, whatever is in it.
private func shellWord(_ text: String) -> String {
  "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
}

private func digType(_ type: RRType) -> String { type == .any ? "ANY" : "TYPE\(type.rawValue)" }

private func digClass(_ qclass: RRClass) -> String { "CLASS\(qclass.rawValue)" }
