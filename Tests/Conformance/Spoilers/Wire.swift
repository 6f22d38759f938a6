import TestOctets
import TestPrograms

let wireSpoilers: [Spoiler] = [
  .deliveries("answers from another port too", ["UDP-01"]) { _, delivery in
    guard delivery.transport == .udp else { return [delivery] }
    var other = delivery
    other.source = .otherPort
    return [other, delivery]
  },
  .deliveries("answers twice", ["UDP-02"]) { _, delivery in
    delivery.transport == .udp ? [delivery, delivery] : [delivery]
  },
  .instead("answers half a header", ["UDP-03"]) { _, octets in
    (2..<12).contains(octets.count)
      ? Array(octets.prefix(2)) + [0x80, 1] + [UInt8](repeating: 0, count: 8) : nil
  },
  .response("sends more than it may over UDP", ["TRUNC-06"]) { asked, response in
    guard asked.name == existing, asked.qtype == 1, asked.opt == nil else { return }
    for text in UInt8(0)..<3 {
      response.add(.additional, asked.qname, type: 16, [200] + [UInt8](repeating: 0x61 + text, count: 200))
    }
  },
  .response("points into the header", ["WIRE-01"]) { asked, response in
    guard asked.name == existing, asked.qtype == 1 else { return }
    response.add(.additional, [0xC0, 4], type: 1, [192, 0, 2, 1])
  },
  .octets("points forward", ["WIRE-01"]) { asked, octets in
    guard asked.name == existing, asked.qtype == 1, asked.opt == nil else { return }
    octets[11] += 1
    octets += [0xC0, UInt8(octets.count + 2), 0, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1]
  },
  .response("never compresses", ["WIRE-02"]) { _, response in response.isCompressed = false },
  .response("compresses the target of an SRV RR", ["WIRE-03"]) { asked, response in
    guard asked.name == existing, asked.qtype == 1 else { return }
    response.add(.additional, asked.qname, type: 33, [0, 0, 0, 0, 0, 53, 0xC0, 12])
  },
  .response("has an address of three octets", ["WIRE-03"]) { asked, response in
    guard asked.name == existing, asked.qtype == 1 else { return }
    response.add(.additional, [0], type: 1, [192, 0, 2])
  },
  .response("sets the top bit of a TTL", ["WIRE-04"]) { asked, response in
    guard asked.name == existing, asked.qtype == 1 else { return }
    response.add(.additional, [0], type: 1, ttl: 0x8000_003C, [192, 0, 2, 1])
  },
  .response("sends two OPT RRs", ["LEAF-01", "MAL-28", "SIG-07", "WIRE-05"]) { _, response in
    if let opt = response.opt { response.records.append(opt) }
  },
  .response("gives the OPT RR an owner", ["MAL-28", "WIRE-05"]) { asked, response in
    response.edit(where: { $0.type == 41 }) { $0.owner = wire("opt") }
  },
  .response(
    "sets AA on errors",
    [
      "CH-04", "CLS-03", "HDR-14", "LEAF-02", "LEAF-03", "LEAF-09", "LEAF-10", "LEAF-11", "OOZ-01", "OOZ-03",
      "OOZ-04", "OOZ-06", "WIRE-06", "ZONE-10",
    ]
  ) { asked, response in
    if [1, 4, 5].contains(response.rcode), asked.opcode == 0 { response.flags |= DNSMessage.aa }
  },
  .dying(of: "65535 questions", "CNT-07") { _, octets in octets.octetPair(at: 4) == 65535 },
]

extension Spoiler {
  /// Says nothing more after a message of some kind.
  ///
  /// - Parameter id: The case whose message it is; it and `WIRE-08` alone are run.
  static func dying(
    of name: String, _ id: String, over transport: Transport? = nil,
    _ isDeadly: @escaping @Sendable (Asked, [UInt8]) -> Bool
  ) -> Spoiler {
    let isDead = Locked(false)
    let transports = transport.map { ["+\($0.rawValue)"] } ?? []
    var spoiler = Spoiler.silence("dies of \(name)", [id, "WIRE-08"]) { asked, octets in
      isDead.change { isDead in
        isDead = isDead || octets.count >= 12 && isDeadly(asked, octets)
        return isDead
      }
    }
    spoiler.arguments = [id, "WIRE-08"] + transports
    spoiler.kills = true
    return spoiler
  }
}
