import TestOctets
import TestPrograms

let zoneSpoilers: [Spoiler] = [
  .response(
    "has two SOA RRs",
    [
      "HDR-01", "TCP-01", "HDR-07", "HDR-11", "HDR-12", "HDR-13", "HDR-14", "HDR-15", "HDR-16", "HDR-17",
      "HDR-18",
      "LEAF-17", "OP-12", "ZONE-01", "ZONE-12",
    ]
  ) { asked, response in
    guard asked.name == zone, asked.qtype == 6, response.count(.answer) == 1 else { return }
    response.records.append(response.records[0])
    response.records[response.records.count - 1].rdata[5] ^= 1
  },
  .response("has the zone itself as MNAME", [], tolerated: ["ZONE-01"]) { asked, response in
    let mname = wire("ns1." + zone)
    // It may point into the question, which has letters of any case.
    let isHere = { (rdata: [UInt8]) in
      String(decoding: rdata.prefix(mname.count), as: UTF8.self).lowercased().utf8.elementsEqual(mname)
    }
    response.edit(where: { $0.type == 6 && isHere($0.rdata) }) { record in
      record.rdata = wire(zone) + record.rdata.dropFirst(mname.count)
    }
  },
  .response("has its NS RRs in authority", ["NEG-13", "TYPE-04", "ZONE-02"]) { asked, response in
    if asked.qtype == 2 { response.edit(where: { $0.type == 2 }) { $0.section = .authority } }
  },
  .response("has no address of its name server", ["NIP-07", "ZONE-04"]) { asked, response in
    if asked.name == "ns1.\(zone)" { response.records = [] }
  },
  .response("does not know its name server's name", ["NIP-07", "ZONE-04"]) { asked, response in
    if asked.name == "ns1.\(zone)" { response = asked.response(rcode: 3, flags: DNSMessage.aa) }
  },
  .response("has an alias for its name server", ["ZONE-05"]) { asked, response in
    guard asked.name == "ns1.\(zone)", asked.qtype == 5 else { return }
    response = asked.response(rcode: 0, flags: DNSMessage.aa)
    response.add(.answer, asked.qname, type: 5, wire("www." + zone))
  },
  .response("has two TTLs in one RRset", ["ZONE-07"]) { asked, response in
    guard asked.name == existing, asked.qtype == 1 else { return }
    response.add(.answer, asked.qname, type: 1, ttl: 61, [192, 0, 2, 2])
  },
  .response("says the same twice", ["ZONE-08"]) { asked, response in
    if asked.name == existing { response.records += response.records.filter { $0.section == .answer } }
  },
  .response("has other addresses for those who use EDNS", ["ZONE-09"]) { asked, response in
    guard asked.name == existing, asked.opt != nil else { return }
    response.edit(where: { $0.type == 1 }) { $0.rdata = [192, 0, 2, 9] }
  },
  .mistaking("takes a name for the zone's that ends in its letters", ["ZONE-10"]) { asked in
    if asked.name == "xdev.example.com" { asked.questions[0].name = wire(zone) }
  },
  alternating,
  .mistaking("answers for an inner zone from the outer one", ["ZONE-12"]) { asked in
    if asked.name == "deep.\(zone)" { asked.questions[0].name = wire("4." + zone) }
  },
]

/// Sets AD every other time; it has to know how often it was asked.
private let alternating: Spoiler = {
  let count = Locked(0)
  return Spoiler.response("does not say the same each time", ["ZONE-11"]) { _, response in
    let isOdd = count.change { count in
      count += 1
      return count % 2 == 1
    }
    if isOdd { response.flags |= DNSMessage.ad }
  }.asking("ZONE-11")
}()

let negativeSpoilers: [Spoiler] = [
  .response(
    "leaves the SOA RR out of NXDOMAIN", ["ANY-03", "NEG-01", "NEG-02", "NEG-08", "NEG-14", "NIP-04"]
  ) { _, response in
    if response.rcode == 3 { response.remove(.authority, type: 6) }
  },
  .response(
    "leaves the SOA RR out of NODATA",
    [
      "NEG-03", "NEG-06", "NEG-11", "NEG-12", "NIP-06", "TYPE-01", "TYPE-02", "TYPE-03", "TYPE-04", "TYPE-05",
      "TYPE-12",
    ]
  ) { _, response in
    if response.rcode == 0 { response.remove(.authority, type: 6) }
  },
  .response("has another TTL on the SOA RR of negative answers", ["NEG-02", "NEG-03"]) { _, response in
    response.edit(where: { $0.section == .authority && $0.type == 6 }) { $0.ttl += 1 }
  },
  .response("finds missing names when it is asked for TXT", ["NEG-04"]) { asked, response in
    if response.rcode == 3, asked.qtype == 16 { response.rcode = 0 }
  },
  .response(
    "says NOERROR for NXDOMAIN",
    ["ANY-03", "MAL-24", "MAL-25", "MAL-26", "NEG-01", "NEG-04", "NEG-08", "NIP-04"]
  ) {
    _, response in
    if response.rcode == 3 { response.rcode = 0 }
  },
  .response(
    "says NXDOMAIN for NODATA",
    [
      "EDNS-03", "EDNS-04", "EDNS-08", "EDNS-09", "EDNS-11", "EDNS-22", "EDNS-28", "EDNS-33", "LEAF-04",
      "NEG-03", "NEG-05", "NEG-06", "NEG-07", "NEG-09", "NEG-11", "NEG-12", "NIP-02", "NIP-06", "NIP-07",
      "TYPE-01", "TYPE-02", "TYPE-03", "TYPE-04", "TYPE-05", "TYPE-10", "TYPE-11", "TYPE-12", "ZONE-04",
    ]
  ) { asked, response in
    if response.rcode == 0, response.count(.answer) == 0, asked.opcode == 0, !asked.questions.isEmpty {
      response.rcode = 3
    }
  },
  .response("misses names that have no MX RR", ["NEG-05", "NIP-06", "TYPE-04"]) { asked, response in
    if asked.qtype == 15, response.rcode == 0 { response.rcode = 3 }
  },
  .response("knows no empty non-terminals", ["NEG-06", "NEG-07", "NIP-02"]) { asked, response in
    if ["4", "3.4", "2.3.4"].contains(asked.name.replacing(".\(zone)", with: "")) { response.rcode = 3 }
  },
  .response("refuses NS below the apex", ["NEG-04", "NEG-05", "NEG-07"]) { asked, response in
    if asked.qtype == 2, response.count(.answer) == 0, [0, 3].contains(response.rcode) {
      response = asked.response(rcode: 5)
    }
  },
  .response("finds names below missing ones", ["NEG-08"]) { asked, response in
    if asked.name.hasPrefix("below."), response.rcode == 3 { response.rcode = 0 }
  },
  .response("finds names below an existing one for some types only", ["NEG-09"]) { asked, response in
    if asked.name == "leaf-probe.\(existing)", asked.qtype == 16 { response.rcode = 3 }
  },
  .response("fails on an asterisk", ["NEG-10", "NEG-15"]) { asked, response in
    if asked.name == "*.\(zone)" { response = asked.response(rcode: 2) }
  },
  .response("refuses DS at the apex", ["NEG-11", "TYPE-04"]) { asked, response in
    if asked.qtype == 43 { response = asked.response(rcode: 5) }
  },
  .response("answers AAAA with an A RR", ["NEG-12"]) { asked, response in
    guard asked.qtype == 28, asked.name.hasSuffix(existing) else { return }
    response = asked.response(rcode: 0, flags: DNSMessage.aa)
    response.add(.answer, asked.qname, type: 1, [192, 0, 2, 1])
  },
  .response(
    "refers to the zone's name servers in place of NXDOMAIN's SOA RR",
    ["ANY-03", "NEG-01", "NEG-02", "NEG-08", "NEG-13", "NEG-14", "NIP-04"]
  ) { _, response in
    guard response.rcode == 3 else { return }
    response.edit(where: { $0.type == 6 }) { record in
      record.type = 2
      record.rdata = wire("ns1." + zone)
    }
  },
  .response("truncates NXDOMAIN for those who take 512 octets", ["NEG-14"]) { asked, response in
    guard asked.opt?.rrClass == 512, response.rcode == 3 else { return }
    response.flags |= DNSMessage.tc
    response.remove(.authority, type: 6)
  },
]

let outOfZoneSpoilers: [Spoiler] = [
  .response(
    "says NXDOMAIN for REFUSED",
    ["HDR-10", "LEAF-09", "LEAF-10", "LEAF-11", "OOZ-01", "TCP-21", "TCP-22", "XFR-02"]
  ) {
    asked, response in
    if response.rcode == 5, asked.opcode == 0 { response.rcode = 3 }
  },
  .response("refers to the root's servers", ["LEAF-11", "OOZ-01", "OOZ-02", "OOZ-05"]) { asked, response in
    guard response.rcode == 5, asked.qclass == 1, asked.qtype != 252, asked.qtype != 251 else { return }
    response.rcode = 0
    response.add(.authority, [0], type: 2, wire("a.root-servers.net"))
  },
  .response("answers for the zone's parent", ["NEG-13"]) { asked, response in
    guard asked.name == "example.com", asked.qtype == 6 else { return }
    response = asked.response(rcode: 0, flags: DNSMessage.aa)
    response.add(.authority, wire(zone), type: 2, wire("ns1." + zone))
  },
  .response("denies its siblings with the zone's SOA RR", ["OOZ-06"]) { asked, response in
    guard asked.name == "leaf-probe-sibling.example.com" else { return }
    response = asked.response(rcode: 3, flags: DNSMessage.aa)
  },
  .response("leaves the OPT RR out of REFUSED", ["LEAF-11", "OOZ-04"]) { _, response in
    if response.rcode == 5 { response.remove(.additional, type: 41) }
  },
  .response("explains REFUSED at length", ["OOZ-05"]) { asked, response in
    guard response.rcode == 5, asked.opt == nil, asked.qclass == 1 else { return }
    response.add(.additional, asked.qname, type: 16, [40] + [UInt8](repeating: 0x78, count: 40))
  },
]

let zone = "dev.example.com"
/// What the probe takes for a name that exists.
let existing = "192-0-2-1.\(zone)"
