import TestOctets

let tsigSpoilers: [Spoiler] = [
  .response("says BADSIG to keys that it does not have", ["SIG-01"]) { asked, response in
    if asked.isSigned(by: "hmac-sha256"), asked.opt == nil {
      response.edit(where: \.isTSIG) { $0.error = 16 }
    }
  },
  .response("signs that it does not know the key", ["SIG-01", "SIG-05", "SIG-07"]) { _, response in
    response.edit(where: \.isTSIG) { $0.sign() }
  },
  .response("says NOTAUTH without a TSIG RR", ["SIG-01", "SIG-05", "SIG-07"]) { _, response in
    response.records.removeAll(where: \.isTSIG)
  },
  .response("has TSIG RRs of class IN", ["SIG-01", "SIG-05", "SIG-07"]) { _, response in
    response.edit(where: \.isTSIG) { $0.rrClass = 1 }
  },
  .query("passes over a TSIG RR that is not last", ["SIG-02"]) { asked, _ in
    guard asked.records.last?.isTSIG == false else { return }
    asked.records.removeAll(where: \.isTSIG)
  },
  .query("takes the last of two TSIG RRs", ["SIG-03"]) { asked, _ in
    if asked.records.count(where: \.isTSIG) == 2 { asked.records.removeFirst() }
  },
  .query("takes TSIG RRs of class IN", ["SIG-04"]) { asked, _ in
    asked.edit(where: \.isTSIG) { $0.rrClass = 255 }
  },
  .response("says BADALG to algorithms that it does not know", ["SIG-05"]) { asked, response in
    if asked.isSigned(by: "leaf-probe-hash") { response.edit(where: \.isTSIG) { $0.error = 21 } }
  },
  .query("passes over TSIG RRs of one octet", ["SIG-06"]) { asked, _ in
    asked.records.removeAll { $0.isTSIG && $0.rdata.count == 1 }
  },
  .response("leaves the OPT RR out of NOTAUTH", ["SIG-07"]) { asked, response in
    if asked.records.contains(where: \.isTSIG) { response.remove(.additional, type: 41) }
  },
  .response("fails on SIG(0)", ["SIG-08", "NEG-15"]) { asked, response in
    if asked.records.contains(where: { $0.type == 24 }) { response.fail(2) }
  },
  .response("fails on TKEY RRs", ["SIG-09"]) { asked, response in
    if asked.records.contains(where: { $0.type == 249 }) { response.fail(2) }
  },
  .instead("copies TSIG RRs of any length", ["SIG-10/udp", "TRUNC-06/udp"]) { asked, _ in
    guard let tsig = asked.records.first(where: \.isTSIG), tsig.owner.count == 255 else { return nil }
    var answer = asked.response(rcode: 9)
    answer.records = [tsig]
    return answer.octets
  },
  .dying(of: "TSIG RRs of one octet", "SIG-06") { asked, _ in
    asked.records.contains { $0.isTSIG && $0.rdata.count == 1 }
  },
]

extension DNSMessage {
  fileprivate func isSigned(by algorithm: String) -> Bool {
    let first = [UInt8(algorithm.utf8.count)] + Array(algorithm.utf8)
    return records.count(where: \.isTSIG) == 1
      && records.contains { $0.isTSIG && $0.rdata.starts(with: first) }
  }
}

extension DNSMessage.Record {
  fileprivate var isTSIG: Bool { type == 250 }

  /// Of a TSIG RR without a MAC and other data: the two octets before the last two (RFC 8945 §4.2).
  fileprivate var error: UInt16 {
    get { rdata.octetPair(at: rdata.count - 4) }
    set { rdata.replaceSubrange((rdata.count - 4)..<(rdata.count - 2), with: octetPair(newValue)) }
  }

  /// Puts a MAC of four octets where there was none.
  fileprivate mutating func sign() {
    let size = rdata.count - 8
    rdata.replaceSubrange(size..<(size + 2), with: octetPair(4) + [1, 2, 3, 4])
  }
}
