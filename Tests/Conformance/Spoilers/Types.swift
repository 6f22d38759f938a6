let qtypeSpoilers: [Spoiler] = [
  .response("does not implement type 1000", ["EDNS-24", "TYPE-01", "TYPE-04"]) { asked, response in
    if asked.qtype == 1000, asked.name == zone { response = asked.response(rcode: 4) }
  },
  .response("refuses types above 32768", ["TYPE-02", "TYPE-04"]) { asked, response in
    if let type = asked.qtype, type > 32768, type < 65535, type != 65399 {
      response = asked.response(rcode: 5)
    }
  },
  .response("refuses type 65535", ["TYPE-03"]) { asked, response in
    if asked.qtype == 65535 { response = asked.response(rcode: 5) }
  },
  .response("does not implement HTTPS", ["TYPE-04", "TYPE-12"]) { asked, response in
    if asked.qtype == 65, asked.name == zone { response = asked.response(rcode: 4) }
  },
  .response("refuses type 0", ["TYPE-05"]) { asked, response in
    if asked.qtype == 0 { response = asked.response(rcode: 5) }
  },
  .response("has an OPT RR as data", ["EDNS-02", "LEAF-10", "MAL-28", "TYPE-06", "WIRE-05"]) {
    asked, response in
    guard asked.qtype == 41 else { return }
    response = asked.response(rcode: 0, flags: DNSMessage.aa)
    response.add(.answer, asked.qname, type: 41, class: 1232, ttl: 0, [])
  },
  .response("refuses QTYPE OPT", ["LEAF-10", "TYPE-06"]) { asked, response in
    if asked.qtype == 41 { response = asked.response(rcode: 5) }
  },
  .response("says NXDOMAIN to QTYPE TKEY", ["LEAF-10", "TYPE-07"]) { asked, response in
    if asked.qtype == 249 { response = asked.response(rcode: 3) }
  },
  .response("denies compactly, and answers NXNAME", ["LEAF-10", "TYPE-08", "SEC-12"]) { asked, response in
    if response.rcode == 3, let opt = asked.opt, opt.ttl & 0x8000 != 0 {
      // The next name is the name itself with a label of NUL before it; the types are RRSIG, NSEC and NXNAME.
      let rdata = [1, 0] + asked.qname + [0, 17, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80]
      response.add(.authority, asked.qname, type: 47, rdata)
    } else if asked.qtype == 128 {
      response = asked.response(rcode: 0, flags: DNSMessage.aa)
    }
  },
  .response("refuses type 150", ["TYPE-09"]) { asked, response in
    if asked.qtype == 150 { response = asked.response(rcode: 5) }
  },
  .response("does not implement type 200, and has no data of its like", ["TYPE-09"]) { asked, response in
    if asked.qtype == 200 { response = asked.response(rcode: 4) }
  },
  .response("refuses MAILA", ["TYPE-10"]) { asked, response in
    if asked.qtype == 254 { response = asked.response(rcode: 5) }
  },
  .response("does not implement RRSIG", ["TYPE-11"]) { asked, response in
    if asked.qtype == 46 { response = asked.response(rcode: 4) }
  },
]

let anyClassChaosSpoilers: [Spoiler] = [
  .response("answers ANY with nothing", ["ANY-01", "LEAF-12"]) { asked, response in
    if asked.qtype == 255 { response.remove(.answer, type: 13) }
  },
  .response("refuses ANY", ["ANY-02", "LEAF-12"]) { asked, response in
    guard asked.qtype == 255 else { return }
    response = asked.response(rcode: 5)
  },
  .response("has HINFO for missing names", ["ANY-03"]) { asked, response in
    guard asked.qtype == 255, response.rcode == 3 else { return }
    response = asked.response(rcode: 0, flags: DNSMessage.aa)
    response.add(.answer, asked.qname, type: 13, [7] + Array("RFC8482".utf8) + [0])
  },
  .response("answers ANY at length", ["ANY-04"]) { asked, response in
    guard asked.qtype == 255, asked.name == existing else { return }
    response.add(.answer, asked.qname, type: 16, [100] + [UInt8](repeating: 0x78, count: 100))
  },
  .response("tells its system in the HINFO RR for ANY", ["ANY-05"]) { asked, response in
    response.edit(where: { $0.type == 13 }) {
      $0.rdata = [7] + Array("RFC8482".utf8) + [4] + Array("UNIX".utf8)
    }
  },
  .response("has IN data for class CH", ["CLS-01", "CLS-07"]) { asked, response in
    foreignData(3, asked, &response)
  },
  .response("has IN data for class HS", ["CLS-02", "CLS-07"]) { asked, response in
    foreignData(4, asked, &response)
  },
  .response("has IN data for class 300", ["CLS-06", "CLS-07"]) { asked, response in
    foreignData(300, asked, &response)
  },
  .response("has its data in class CH", ["CLS-07"]) { asked, response in
    if asked.name == existing { response.edit(where: { $0.type == 1 }) { $0.rrClass = 3 } }
  },
  .mistaking("answers QCLASS ANY with authority", ["CLS-03", "LEAF-09"]) { asked in
    if asked.qclass == 255 { asked.questions[0].qclass = 1 }
  },
  .response("says NXDOMAIN to QCLASS NONE", ["CLS-04", "LEAF-09"]) { asked, response in
    if asked.qclass == 254 { response.rcode = 3 }
  },
  .response("says NXDOMAIN to QCLASS 0", ["CLS-05", "LEAF-09"]) { asked, response in
    if asked.qclass == 0 { response.rcode = 3 }
  },
  .response("fails on version.bind", ["CH-01"]) { asked, response in
    if asked.name == "version.bind", asked.qclass == 3 { response.rcode = 1 }
  },
  .response("fails on version.server", ["CH-02"]) { asked, response in
    if asked.name == "version.server" { response.rcode = 1 }
  },
  .response("knows version.bind in class IN", ["CH-04"]) { asked, response in
    guard asked.name == "version.bind", asked.qclass == 1 else { return }
    response = asked.response(rcode: 0, flags: DNSMessage.aa)
    response.add(.answer, asked.qname, type: 16, [4] + Array("leaf".utf8))
  },
]

/// The zone's SOA query answered in a class that has no such zone.
private func foreignData(_ qclass: UInt16, _ asked: DNSMessage, _ response: inout DNSMessage) {
  guard asked.qclass == qclass, asked.name == zone else { return }
  response.add(.additional, asked.qname, type: 1, class: 1, [192, 0, 2, 1])
}
