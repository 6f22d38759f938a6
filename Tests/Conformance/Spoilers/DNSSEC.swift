/// Signed with keys that nobody keeps.
let signedZone = "signed.example"

private func isDenial(_ record: DNSMessage.Record) -> Bool { [47, 50].contains(record.type) }

private func covers(_ record: DNSMessage.Record, _ type: UInt16) -> Bool {
  record.type == 46 && record.rdata.starts(with: [UInt8(type >> 8), UInt8(type & 0xFF)])
}

/// Spoils what a signed zone answers to DO=1.
private func signed(
  _ name: String, _ fails: Set<String>,
  _ spoil: @escaping @Sendable (DNSMessage, inout DNSMessage) -> Void
) -> Spoiler {
  Spoiler.response(name, fails) { asked, message in
    guard (asked.opt?.ttl ?? 0) & 0x8000 != 0 else { return }
    spoil(asked, &message)
  }.asking(in: signedZone, "authoritative")
}

let dnssecSpoilers: [Spoiler] = [
  signed("signs SOA wrongly", ["SEC-01"]) { asked, message in
    guard asked.qtype == 6, asked.name == signedZone else { return }
    message.edit(where: { covers($0, 6) }) { $0.rdata[$0.rdata.count - 1] ^= 1 }
  },
  Spoiler.response("adds an RRSIG RR without DO", ["SEC-02"]) { asked, message in
    guard let opt = asked.opt, opt.ttl & 0x8000 == 0, asked.qtype == 6, asked.name == signedZone,
      let soa = message.records.first(where: { $0.type == 6 })
    else { return }
    var record = soa
    record.type = 46
    record.rdata = [0, 6, 13, 2] + [UInt8](repeating: 0, count: 14) + [0] + [UInt8](repeating: 1, count: 64)
    message.records.insert(record, at: 1)
  }.asking(in: signedZone, "authoritative"),
  signed("has no proof of names that do not exist", ["SEC-04"]) { asked, message in
    guard message.rcode == 3 else { return }
    message.records.removeAll { isDenial($0) || covers($0, 47) }
  },
  signed("has no proof of NODATA", ["SEC-05"]) { asked, message in
    guard asked.qtype == 1000 else { return }
    message.records.removeAll { isDenial($0) || covers($0, 47) }
  },
  signed("has no proof beside what wildcards make", ["SEC-07"]) { asked, message in
    guard asked.name.hasSuffix("leaf-probe-wildcard.wild.\(signedZone)") else { return }
    message.records.removeAll { $0.section == .authority }
  },
  signed("has no proof in referrals", ["SEC-15"]) { asked, message in
    guard asked.name.hasPrefix("leaf-probe-referral.") else { return }
    message.records.removeAll { isDenial($0) || $0.type == 43 || $0.type == 46 }
  },
  signed("lets NSEC RRs live too long", ["SEC-17"]) { asked, message in
    message.edit(where: { isDenial($0) }) { $0.ttl += 1 }
  },
  signed("signs addresses wrongly", ["SEC-14"]) { asked, message in
    guard asked.qtype == 1, asked.name == "host.below.ent.\(signedZone)" else { return }
    message.edit(where: { covers($0, 1) }) { $0.rdata[$0.rdata.count - 1] ^= 1 }
  },
  signed("signs keys wrongly", ["SEC-03"]) { asked, message in
    guard asked.qtype == 48, asked.opt?.rrClass == 4096 else { return }
    message.edit(where: { covers($0, 48) }) { $0.rdata[$0.rdata.count - 1] ^= 1 }
  },
  signed("signs keys wrongly for small clients", ["SEC-10"]) { asked, message in
    guard asked.qtype == 48, asked.opt?.rrClass == 512 else { return }
    message.edit(where: { covers($0, 48) }) { $0.rdata[$0.rdata.count - 1] ^= 1 }
  },
  signed("has iterations", ["SEC-06"]) { asked, message in
    guard asked.qtype == 51 else { return }
    message.records = [added(51, [1, 0, 0, 5, 0], asked)] + message.records.filter { $0.type == 41 }
  },
  signed("has expired signatures", ["SEC-01", "SEC-08"]) { asked, message in
    guard asked.qtype == 6, asked.name == signedZone else { return }
    message.edit(where: { covers($0, 6) }) { $0.rdata.replaceSubrange(8..<12, with: $0.rdata[12..<16]) }
  },
  signed("has a CDS RR of no key", ["SEC-09"]) { asked, message in
    guard asked.qtype == 59 else { return }
    let rdata = [0, 1, 13, 2] + [UInt8](repeating: 0, count: 32)
    message.records = [added(59, rdata, asked)] + message.records.filter { $0.type == 41 }
  },
  signed("lets signed RRs live too long", ["SEC-13"]) { asked, message in
    guard asked.qtype == 2, asked.name == signedZone else { return }
    message.edit(where: { $0.type == 2 }) { $0.ttl += 1 }
  },
  signed("has a key that signs nothing", ["SEC-03", "SEC-10", "SEC-16", "SEC-18"]) { asked, message in
    guard asked.qtype == 48 else { return }
    message.records.insert(added(48, [1, 0, 3, 10, 3, 1, 0, 1, 5, 5, 5, 5], asked), at: 0)
  },
  signed("makes compact denials that tell nothing", ["SEC-04", "SEC-11"]) { asked, message in
    guard message.rcode == 3, asked.qtype == 1 else { return }
    message.rcode = 0
    message.records.removeAll { isDenial($0) || covers($0, 47) }
    // It goes on to the next name there could be, and has RRSIG and NSEC.
    let rdata = [1, 0] + asked.qname + [0, 6, 0, 0, 0, 0, 0, 3]
    message.add(.authority, asked.qname, type: 47, ttl: 300, rdata)
  },
  signed("lets a wildcard's NSEC RR prove things", ["SEC-04"]) { asked, message in
    guard message.rcode == 3 else { return }
    message.edit(where: { covers($0, 47) }) { $0.rdata[3] -= 1 }
  },
  signed("denies names by a referral", ["SEC-04"]) { asked, message in
    guard message.rcode == 3 else { return }
    message.records.removeAll { $0.section == .authority }
    let cut: [[UInt8]] = ["cut", "signed", "example"].map { [UInt8($0.utf8.count)] + $0.utf8 }
    message.add(.authority, Array(cut.joined()) + [0], type: 2, ttl: 300, [0])
  },
  signed("claims that what an alias leads to does not exist", ["SEC-14"]) { asked, message in
    guard asked.qtype == 1, message.records.contains(where: { $0.section == .answer && $0.type == 5 }) else {
      return
    }
    guard asked.name.hasPrefix("alias.") else { return }
    message.rcode = 3
    message.records.removeAll { $0.section == .answer && $0.type == 1 || covers($0, 1) }
  },
  signed("has keys that no DS RR is of", ["SEC-19"]) { _, _ in }
    .asking("--ds", "1,13,2," + String(repeating: "0", count: 64)),
  Spoiler.response("has no keys though the parent has a DS RR", ["SEC-19"]) { _, _ in }
    .asking("--ds", "1,13,2," + String(repeating: "0", count: 64)),
  Spoiler.response("claims that unsigned data are authentic", ["SEC-12"]) { asked, message in
    guard (asked.opt?.ttl ?? 0) & 0x8000 != 0, asked.qtype == 6, asked.name == "dev.example.com" else {
      return
    }
    message.flags |= DNSMessage.ad
  },
]

private func added(_ type: UInt16, _ rdata: [UInt8], _ asked: DNSMessage) -> DNSMessage.Record {
  DNSMessage.Record(section: .answer, owner: asked.qname, type: type, rrClass: 1, ttl: 300, rdata: rdata)
}
