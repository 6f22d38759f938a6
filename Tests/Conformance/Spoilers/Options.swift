import TestOctets
import TestPrograms

let optionSpoilers: [Spoiler] = [
  .silence("drops options that it does not know", ["EDNS-05", "EDNS-06", "EDNS-09", "EDNS-30/tcp", "MAL-36"])
  {
    asked, _ in asked.hasUnknownOption
  },
  .response(
    "says FORMERR to options that it does not know",
    ["EDNS-05", "EDNS-06", "EDNS-09", "EDNS-30/tcp", "WIRE-06"]
  ) { asked, response in if asked.hasUnknownOption { response.fail(1) } },
  .response("repeats options that it does not know", ["EDNS-05", "EDNS-06", "EDNS-09"]) { asked, response in
    if asked.hasUnknownOption { response.options += asked.options.filter { $0.code >= 100 } }
  },
  .response("says the same option twice", ["EDNS-18"]) { asked, response in
    guard asked.options.count(where: { $0.code == 3 }) == 2 else { return }
    response.options += [.init(code: 3, data: [1]), .init(code: 3, data: [1])]
  },
  .response("wants options in their order", ["EDNS-26", "NEG-15"]) { asked, response in
    if asked.options.count == 4, asked.options[0].code == 9 { response.fail(2) }
  },
  .silence("drops long OPT RRs", ["EDNS-30/tcp", "MAL-36", "TRUNC-07/tcp"]) { asked, _ in
    (asked.opt?.rdata.count ?? 0) > 2048
  },
  .response("sends an option that nobody asked for", ["EDNS-31"]) { asked, response in
    if asked.isExtended { response.put(20, [1]) }
  },
  .response("repeats an option of Umbrella's", ["MISC-01"]) { asked, response in
    if let data = asked.option(20292) { response.put(20292, data) }
  },
  .silence("drops edns-key-tag options", ["MISC-01"]) { asked, _ in asked.option(14) != nil },
  .response("sends another zone version than the SOA RR's serial", ["MISC-02"]) { asked, response in
    if asked.option(19) != nil, response.rcode == 0 { response.put(19, [3, 0, 0, 0, 0, 99]) }
  },
  .response("sends a zone version for no zone", ["MISC-03"]) { asked, response in
    if asked.option(19) != nil, response.rcode == 5 { response.put(19, [1, 0, 0, 0, 0, 1]) }
  },
  .response("names an agent with half a name", ["MISC-04"]) { asked, response in
    if asked.isExtended { response.put(18, [5, 0x61]) }
  },
  .silence("drops NSID options", ["EDNS-18", "EDNS-25", "EDNS-26", "NSID-02", "NSID-05"]) { asked, _ in
    asked.option(3) != nil && asked.ednsVersion == 0
  },
  .response("repeats NSID options", ["NSID-02"]) { asked, response in
    if let data = asked.option(3), !data.isEmpty { response.put(3, data) }
  },
  .response("sends NSID options to everyone", ["NSID-03"]) { asked, response in
    if asked.isExtended { response.put(3, [1]) }
  },
  .silence("drops EXPIRE options", ["EDNS-25", "EDNS-26", "EXP-02", "EXP-03", "EXP-04"]) { asked, _ in
    asked.option(9) != nil
  },
  .response("sends an EXPIRE option of two octets", ["EXP-02"]) { asked, response in
    if asked.option(9) != nil, response.rcode == 0 { response.put(9, [1, 0]) }
  },
  .response("sends EXPIRE options for no zone", ["EXP-03"]) { asked, response in
    if asked.option(9) != nil, response.rcode == 5 { response.put(9, [0, 0, 1, 0]) }
  },
  .response("never expires", ["EXP-04"]) { asked, response in
    if asked.option(9) != nil, response.rcode == 0 { response.put(9, [0xFF, 0xFF, 0xFF, 0xFF]) }
  },
  .deliveries("sends keepalive options over UDP", ["KA-01/udp"]) { asked, delivery in
    guard delivery.transport == .udp else { return [delivery] }
    return [delivery.with(keepalive: [0, 100], for: asked)]
  },
  .deliveries("sends keepalive options without a timeout", ["KA-04/tcp"]) { asked, delivery in
    guard delivery.transport == .tcp else { return [delivery] }
    return [delivery.with(keepalive: [], for: asked)]
  },
  .silence("drops keepalive options", ["KA-01/udp", "KA-03/tcp", "KA-04/tcp"]) { asked, _ in
    asked.option(11) != nil
  },
  .response("pads what has no EDNS", ["EDNS-02", "PAD-02"]) { asked, response in
    guard asked.isPlain else { return }
    response.addOPT()
    response.put(12, [0, 0])
  },
  .silence("drops padding that is not 0", ["PAD-03"]) { asked, _ in
    asked.option(12)?.contains { $0 != 0 } ?? false
  },
  .response("pads twice", ["PAD-04"]) { asked, response in
    if asked.isExtended { response.options += [.init(code: 12, data: []), .init(code: 12, data: [0])] }
  },
  .response("explains NXDOMAIN to who has no EDNS", ["EDE-01", "EDNS-02"]) { asked, response in
    guard asked.opt == nil, asked.qtype == 1, response.rcode == 3, asked.opcode == 0 else { return }
    response.addOPT()
    response.put(15, [0, 0])
  },
  .response("repeats extended errors", ["EDE-02"]) { asked, response in
    if let error = asked.option(15) { response.put(15, error) }
  },
  .response("makes codes of extended errors up", ["EDE-03"]) { asked, response in
    if asked.isExtended { response.put(15, [3, 0xE7]) }
  },
  .response("explains in Latin-1", ["EDE-04"]) { asked, response in
    if asked.isExtended { response.put(15, [0, 0, 0xFC, 0x62]) }
  },
]

let clientSubnetSpoilers: [Spoiler] = [
  .silence("drops ECS options", ["ECS-01", "ECS-02", "ECS-06", "EDNS-25", "EDNS-26"]) { asked, _ in
    asked.option(8) != nil
  },
  .response("says another family for 0.0.0.0/0", ["ECS-01"]) { asked, response in
    if asked.option(8) == [0, 1, 0, 0], asked.options.count == 1 { response.put(8, [0, 2, 0, 0]) }
  },
  .response("says another address", ["ECS-02"]) { asked, response in
    if asked.option(8) == [0, 1, 24, 0, 192, 0, 2] { response.put(8, [0, 1, 24, 0, 192, 0, 3]) }
  },
  .response("does not look at the form of ECS options", ["ECS-03", "ECS-05"]) { asked, response in
    if let subnet = asked.option(8) { response.put(8, subnet) }
  },
  .response("leaves ECS out of NXDOMAIN", ["ECS-03", "ECS-05", "ECS-07"]) { asked, response in
    if let subnet = asked.option(8), response.rcode == 0 { response.put(8, subnet) }
  },
  .response("sends ECS options to everyone", ["ECS-04"]) { asked, response in
    if asked.isExtended, asked.option(8) == nil { response.put(8, [0, 1, 0, 0]) }
  },
  .response("says FORMERR to ECS that it does not know", ["ECS-06", "WIRE-06"]) { asked, response in
    if asked.option(8)?.first == 0xFF { response.fail(1) }
  },
]

let cookieSpoilers: [Spoiler] = [
  .silence("drops COOKIE options", ["COOK-01", "COOK-09", "COOK-11", "EDNS-25", "EDNS-26"]) { asked, _ in
    asked.option(10) != nil
  },
  .response("repeats client cookies", ["COOK-01", "COOK-11", "COOK-13"]) { asked, response in
    if let cookie = asked.option(10) { response.put(10, cookie) }
  },
  .response("makes no cookies, but knows their lengths", ["COOK-11"]) { _, response in response.drop(10) },
  .query("ignores cookies of wrong lengths", ["COOK-02"]) { asked, _ in
    guard let count = asked.option(10)?.count, count != 8, !(16...40).contains(count) else { return }
    asked.drop(10)
  },
  .response("has no new cookie for a wrong one", ["COOK-03", "COOK-10/tcp"]) { asked, response in
    if asked.hasForgedCookie, !asked.questions.isEmpty { response.drop(10) }
  },
  .response("does not know its own cookies", ["COOK-04"]) { asked, response in
    guard let cookie = asked.option(10), cookie.count > 8, cookie.count <= 40, !asked.hasForgedCookie,
      !asked.questions.isEmpty, response.rcode == 0
    else { return }
    response.fail(23)
  },
  .response("says FORMERR to two cookies", ["COOK-05", "WIRE-06"]) { asked, response in
    if asked.options.count(where: { $0.code == 10 }) == 2 { response.fail(1) }
  },
  .response("has cookies of version 2", ["COOK-06", "COOK-12"]) { _, response in
    guard var cookie = response.option(10), cookie.count > 8 else { return }
    cookie[8] = 2
    response.put(10, cookie)
  },
  .response("sends cookies to everyone", ["COOK-07"]) { asked, response in
    if asked.isExtended, asked.option(10) == nil { response.put(10, .init(repeating: 1, count: 24)) }
  },
  .response("makes the same hash for everyone", ["COOK-08/udp", "COOK-12"]) { _, response in
    guard let cookie = response.option(10), cookie.count == 24 else { return }
    response.put(10, cookie.prefix(16) + [UInt8](repeating: 7, count: 8))
  },
  .deliveries("wants a server cookie over TCP too", ["COOK-10/tcp"]) { asked, delivery in
    guard delivery.transport == .tcp, asked.option(10)?.count == 8, !asked.questions.isEmpty,
      var message = DNSMessage(reading: delivery.octets), message.rcode == 0
    else { return [delivery] }
    message.fail(23)
    var refusal = delivery
    refusal.octets = message.octets
    return [refusal]
  },
  .response("takes any server cookie where there is no question", ["COOK-12"]) { asked, response in
    if asked.hasForgedCookie, asked.questions.isEmpty { response.fail(0) }
  },
  .response("changes client cookies", ["COOK-13"]) { _, response in
    guard var cookie = response.option(10), !cookie.isEmpty else { return }
    cookie[0] ^= 1
    response.put(10, cookie)
  },
]

extension Spoiler.Delivery {
  fileprivate func with(keepalive data: [UInt8], for asked: DNSMessage) -> Self {
    guard asked.option(11)?.isEmpty == true, var message = DNSMessage(reading: octets) else { return self }
    message.put(11, data)
    var spoiled = self
    spoiled.octets = message.octets
    return spoiled
  }
}

extension DNSMessage {
  fileprivate var hasUnknownOption: Bool { options.contains { $0.code == 100 || $0.code >= 65001 } }

  /// The one that the probe makes.
  fileprivate var hasForgedCookie: Bool { option(10)?.suffix(8) == .init(repeating: 0xA5, count: 8) }
}
