/// What four other servers were seen to do with each case: NSD 4.6.1, Knot DNS 3.2.6, BIND 9.18.49 and PowerDNS 4.7.3, as
/// Debian 12 has them, in their default configuration with one small zone.
struct ReferenceBehaviour: Sendable {
  let nsd, knot, bind, powerDNS: String

  init(_ nsd: String, _ knot: String, _ bind: String, _ powerDNS: String) {
    self.nsd = nsd
    self.knot = knot
    self.bind = bind
    self.powerDNS = powerDNS
  }

  /// The same of all four.
  init(all behaviour: String) { self.init(behaviour, behaviour, behaviour, behaviour) }

  /// By the case's ID; none for what was not run on them.
  static let ofCases: [String: ReferenceBehaviour] = [
    "HDR-01": .init(all: "NOERROR AA with data"),
    "HDR-02": .init(all: "NOERROR AA with data"),
    "HDR-03": .init(all: "NOERROR AA with data"),
    "HDR-04": .init(all: "NOERROR AA with data"),
    "HDR-05": .init(all: "NOERROR AA with data"),
    "HDR-06": .init(all: "NOERROR AA with data"),
    "HDR-07": .init(all: "NOERROR AA RD with data"),
    "HDR-08": .init(all: "NOERROR AA with data"),
    "HDR-09": .init(all: "NOERROR AA with data, NOERROR AA RD with data, REFUSED, REFUSED RD"),
    "HDR-10": .init(all: "REFUSED RD"),
    "HDR-11": .init(all: "NOERROR AA with data"),
    "HDR-12": .init(all: "NOERROR AA with data"),
    "HDR-13": .init(
      "NOERROR AA with data", "NOERROR AA with data", "NOERROR AA CD with data", "NOERROR AA with data"),
    "HDR-14": .init(all: "NOERROR AA with data, REFUSED"),
    "HDR-15": .init("NOERROR AA with data", "NOERROR AA with data", "NOERROR AA with data", "no response"),
    "HDR-16": .init(all: "NOERROR AA with data"),
    "HDR-17": .init("FORMERR", "NOERROR AA with data", "NOERROR AA with data", "NOERROR AA with data"),
    "HDR-18": .init(
      "NOERROR AA RD with data", "NOERROR AA RD with data", "NOERROR AA RD CD with data", "no response"),
    "HDR-19": .init("Z=1; over TCP passes", "passes", "passes", "passes"),
    "LOOP-01": .init(all: "no response"),
    "LOOP-02": .init(all: "no response"),
    "LOOP-03": .init(all: "no response"),
    "LOOP-04": .init(all: "no response"),
    "LOOP-05": .init(
      "FORMERR, NOTIMP, REFUSED, BADVERS, …", "no response, NOTIMP, REFUSED, BADVERS",
      "FORMERR, NOTIMP, REFUSED, BADVERS, …", "no response, REFUSED, BADVERS AA"),
    "OP-01": .init("NOTIMP; over TCP connection closed", "NOTIMP", "NOTIMP", "no response"),
    "OP-02": .init("NOTIMP AA TC RD RA Z CD", "NOTIMP RD", "NOTIMP", "no response"),
    "OP-03": .init("NOTIMP", "NOTIMP", "NOTIMP", "no response"),
    "OP-04": .init("NOTIMP", "NOTIMP", "NOTIMP", "no response"),
    "OP-05": .init("NOTIMP", "NOTIMP", "NOTIMP", "no response"),
    "OP-06": .init("NOTIMP", "NOTIMP", "NOTIMP", "no response"),
    "OP-07": .init("NOTIMP", "NOTIMP", "NOTIMP", "no response"),
    "OP-09": .init("NOTIMP", "no response", "NOTIMP", "no response"),
    "OP-10": .init("REFUSED AA", "NOTAUTH", "NOERROR AA", "REFUSED AA"),
    "OP-11": .init("NXDOMAIN AA", "NOTAUTH", "NOTAUTH", "REFUSED AA"),
    "OP-12": .init(
      "NOERROR AA with data, NOTIMP", "NOERROR AA with data, NOTAUTH", "NOERROR AA with data, REFUSED",
      "NOERROR AA with data, REFUSED AA"),
    "OP-14": .init("NOTIMP; over TCP connection closed", "FORMERR", "FORMERR", "no response"),
    "OP-15": .init("NOTIMP", "FORMERR", "FORMERR", "REFUSED AA"),
    "CNT-01": .init("FORMERR; over TCP connection closed", "FORMERR", "FORMERR", "no response"),
    "CNT-03": .init("FORMERR", "no response", "FORMERR", "no response"),
    "CNT-04": .init("FORMERR", "no response", "FORMERR", "no response"),
    "CNT-05": .init("FORMERR", "no response", "FORMERR", "no response"),
    "CNT-06": .init("FORMERR", "no response", "FORMERR", "no response"),
    "CNT-07": .init("FORMERR", "no response", "FORMERR", "no response"),
    "CNT-08": .init("FORMERR", "FORMERR", "FORMERR", "no response"),
    "CNT-09": .init("FORMERR", "FORMERR", "FORMERR", "no response"),
    "CNT-10": .init("FORMERR", "FORMERR", "FORMERR", "no response"),
    "CNT-11": .init("FORMERR", "FORMERR", "FORMERR", "no response"),
    "CNT-12": .init("FORMERR", "NOERROR AA with data", "NOERROR AA with data", "NOERROR AA with data"),
    "CNT-13": .init("FORMERR", "NOERROR AA with data", "NOERROR AA with data", "NOERROR AA with data"),
    "CNT-14": .init("FORMERR", "NOERROR AA with data", "NOERROR AA with data", "NOERROR AA with data"),
    "CNT-15": .init("NOERROR AA with data", "FORMERR", "NOERROR AA with data", "NOERROR AA with data"),
    "CNT-16": .init(all: "passes"),
    "ZONE-01": .init(all: "NOERROR AA with data"),
    "ZONE-02": .init(all: "NOERROR AA with data"),
    "ZONE-04": .init(all: "NOERROR AA with data, NOERROR AA"),
    "ZONE-05": .init(all: "NOERROR AA"),
    "ZONE-06": .init(all: "NOERROR AA with data"),
    "ZONE-07": .init(all: "NOERROR AA with data"),
    "ZONE-08": .init(all: "passes"),
    "ZONE-09": .init(all: "NOERROR AA with data, NOERROR AA RD with data"),
    "ZONE-10": .init(all: "REFUSED"),
    "ZONE-11": .init(all: "NOERROR AA with data"),
    "NEG-01": .init(all: "NXDOMAIN AA"),
    "NEG-02": .init(all: "NXDOMAIN AA"),
    "NEG-03": .init(all: "NOERROR AA"),
    "NEG-04": .init(all: "NXDOMAIN AA"),
    "NEG-05": .init(all: "NOERROR AA"),
    "NEG-07": .init(all: "NOERROR AA, NOERROR AA with data"),
    "NEG-08": .init(all: "NXDOMAIN AA"),
    "NEG-09": .init(all: "NOERROR AA, NXDOMAIN AA"),
    "NEG-10": .init(all: "NXDOMAIN AA"),
    "NEG-11": .init(all: "NOERROR AA"),
    "NEG-12": .init(all: "NOERROR AA"),
    "NEG-13": .init(all: "passes"),
    "NEG-14": .init(all: "NXDOMAIN AA"),
    "NEG-15": .init(all: "passes"),
    "OOZ-01": .init(all: "REFUSED"),
    "OOZ-02": .init(all: "REFUSED"),
    "OOZ-03": .init(all: "REFUSED"),
    "OOZ-04": .init(all: "REFUSED"),
    "OOZ-05": .init(all: "REFUSED"),
    "OOZ-06": .init(all: "REFUSED"),
    "TYPE-01": .init(all: "NOERROR AA"),
    "TYPE-02": .init(all: "NOERROR AA"),
    "TYPE-03": .init(all: "NOERROR AA"),
    "TYPE-04": .init(all: "NOERROR AA, NOERROR AA with data"),
    "TYPE-05": .init("NOERROR AA", "NOTIMP", "NOERROR AA", "NOERROR AA"),
    "TYPE-06": .init("NOERROR AA", "NOERROR AA", "FORMERR", "NOERROR AA"),
    "TYPE-07": .init("NOERROR AA", "NOERROR AA", "FORMERR", "NOERROR AA, FORMERR AA"),
    "TYPE-09": .init("NOERROR AA", "NOERROR AA", "FORMERR", "NOERROR AA"),
    "TYPE-10": .init("NOERROR AA", "NOERROR AA", "NOTIMP", "NOERROR AA"),
    "TYPE-11": .init("NOERROR AA", "NOERROR AA", "NOERROR AA", "REFUSED AA"),
    "TYPE-12": .init(all: "NOERROR AA"),
    "ANY-01": .init("NOERROR AA with data", "NOERROR AA with data", "NOERROR AA with data", "NOERROR AA TC"),
    "ANY-02": .init("NOERROR AA with data", "NOERROR AA with data", "NOERROR AA with data", "NOERROR AA TC"),
    "ANY-03": .init("NXDOMAIN AA", "NXDOMAIN AA", "NXDOMAIN AA", "NOERROR AA TC; over TCP NXDOMAIN AA"),
    "ANY-04": .init("NOERROR AA with data", "NOERROR AA with data", "NOERROR AA with data", "NOERROR AA TC"),
    "ANY-05": .init("NOERROR AA with data", "NOERROR AA with data", "NOERROR AA with data", "NOERROR AA TC"),
    "CLS-01": .init("REFUSED", "REFUSED", "REFUSED", "NOTIMP AA"),
    "CLS-02": .init("REFUSED", "REFUSED", "REFUSED", "REFUSED AA"),
    "CLS-03": .init("NOERROR with data", "NOERROR AA with data", "FORMERR", "NOERROR with data"),
    "CLS-04": .init("REFUSED", "REFUSED", "FORMERR", "REFUSED AA"),
    "CLS-05": .init("REFUSED", "REFUSED", "FORMERR", "REFUSED AA"),
    "CLS-06": .init("REFUSED", "REFUSED", "NOTIMP", "REFUSED AA"),
    "CLS-07": .init(all: "passes"),
    "CH-01": .init("NOERROR with data", "NOERROR with data", "NOERROR AA with data", "NOERROR AA with data"),
    "CH-02": .init("NOERROR with data", "NOERROR with data", "REFUSED", "REFUSED AA"),
    "CH-03": .init(
      "NOERROR with data", "NOERROR with data", "NOERROR AA, NOERROR AA with data",
      "NOERROR AA with data, REFUSED AA"),
    "CH-04": .init(all: "REFUSED"),
    "UDP-01": .init(all: "NOERROR AA with data"),
    "UDP-02": .init(all: "NOERROR AA with data"),
    "UDP-03": .init(all: "no response"),
    "TRUNC-06": .init(all: "passes"),
    "WIRE-01": .init(all: "passes"),
    "WIRE-02": .init(all: "passes"),
    "WIRE-03": .init(all: "passes"),
    "WIRE-04": .init(all: "passes"),
    "WIRE-05": .init(all: "passes"),
    "WIRE-06": .init("passes", "passes", "passes", "BADVERS with AA=1"),
    "WIRE-08": .init(all: "passes"),
    "LOOP-06": .init("connection closed", "no response", "connection closed", "connection closed"),
    "OP-08": .init("NOTIMP", "connection closed", "NOTIMP", "connection closed"),
  ]
}

extension Case {
  var referenceBehaviour: ReferenceBehaviour? { ReferenceBehaviour.ofCases[id] }
}

extension ReferenceBehaviour: CustomStringConvertible {
  var description: String {
    Set([nsd, knot, bind, powerDNS]).count == 1
      ? "NSD, Knot, BIND, PowerDNS: \(nsd)"
      : "NSD: \(nsd) | Knot: \(knot) | BIND: \(bind) | PowerDNS: \(powerDNS)"
  }
}
