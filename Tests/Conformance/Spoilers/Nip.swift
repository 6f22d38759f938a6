import TestOctets

/// Zones in the dialects of others.
let sslipZone = "sslip.dev.example.com"
let nipZone = "nip.dev.example.com"

/// Before a leaf that serves those.
let dialectSpoilers: [Spoiler] = [
  .mistaking("finds no address in the middle of a label", ["NIP-09"]) { asked in
    if asked.name == "www-1-2-3-4-com.\(sslipZone)" { asked.questions[0].name = wire("no." + sslipZone) }
  }.asking(in: sslipZone, "sslip"),
  .mistaking("knows no hexadecimal digits", ["NIP-10"]) { asked in
    if asked.name == "app-7f000001.\(nipZone)" { asked.questions[0].name = wire("no." + nipZone) }
  }.asking(in: nipZone, "nip"),
  .mistaking("carries no IPv6 addresses", ["NIP-11"]) { asked in
    if asked.name.contains("2001-db8--1") { asked.questions[0].name = wire("no." + sslipZone) }
  }.asking(in: sslipZone, "sslip"),
  .response("denies names above those with an address", ["NIP-12"]) { asked, response in
    if asked.name == "c.\(sslipZone)" { response.rcode = 3 }
  }.asking(in: sslipZone, "sslip"),
]

let nipSpoilers: [Spoiler] = [
  .response("reads the last octet wrong", ["NIP-01"]) { asked, response in
    if asked.name == "1-2-3-4.\(zone)" { response.edit(where: { $0.type == 1 }) { $0.rdata[3] += 1 } }
  },
  .mistaking("knows no dotted form", ["NIP-02"]) { asked in
    if asked.name.hasSuffix("1.2.3.4.\(zone)") { asked.questions[0].name = wire("no." + zone) }
  },
  .mistaking("knows an address only in the first label", ["NIP-03", "NIP-08"]) { asked in
    if asked.name.hasSuffix(".1-2-3-4.\(zone)") { asked.questions[0].name = wire("no." + zone) }
  },
  .response("takes 256 for 0", ["NIP-04"]) { asked, response in
    guard asked.name == "256-1-1-1.\(zone)", asked.qtype == 1 else { return }
    response = asked.response(rcode: 0, flags: DNSMessage.aa)
    response.add(.answer, asked.qname, type: 1, [0, 1, 1, 1])
  },
  .response("has MX for encoded names", ["NIP-06"]) { asked, response in
    guard asked.name == "1-2-3-4.\(zone)", asked.qtype == 15 else { return }
    response = asked.response(rcode: 0, flags: DNSMessage.aa)
    response.add(.answer, asked.qname, type: 15, [0, 10] + asked.qname)
  },
  .response("repeats the question in FORMERR", ["LEAF-02", "WIRE-01"]) { asked, response in
    if response.rcode == 1, response.questions.isEmpty {
      response.questions = Array(asked.questions.prefix(1))
    }
  },
  .response("leaves the OPT RR out of FORMERR", ["EDNS-32", "LEAF-03"]) { _, response in
    if response.rcode == 1 { response.remove(.additional, type: 41) }
  },
  .response(
    "says BADVERS with the version that was asked for",
    ["EDNS-03", "EDNS-08", "EDNS-09", "EDNS-11", "LEAF-04"]
  ) { asked, response in
    if let opt = asked.opt, opt.ttl >> 16 & 0xFF == 1 {
      response.edit(where: { $0.type == 41 }) { $0.ttl |= 1 << 16 }
    }
  },
  .response("does not implement class HS", ["LEAF-09"]) { asked, response in
    if asked.qclass == 4 { response.rcode = 4 }
  },
  .response("does not implement AXFR", ["LEAF-10"]) { asked, response in
    if asked.qtype == 252 { response.rcode = 4 }
  },
  .response("does not say why it refuses", ["LEAF-11"]) { asked, response in
    if response.rcode == 5 { response.edit(where: { $0.type == 41 }) { $0.rdata = [] } }
  },
  .mistaking("has the dotted form go before the dashed", ["LEAF-14"]) { asked in
    if asked.name == "1.2.3.4.5-6-7-8.\(zone)" { asked.questions[0].name = wire("1-2-3-4." + zone) }
  },
  .response("offers 4096 octets", ["LEAF-17"]) { _, response in
    response.edit(where: { $0.type == 41 }) { $0.rrClass = 4096 }
  },
]
