import DNSWire

extension RDATAFormat {
  private init(_ type: String, _ hexadecimal: String, mayEndAfter lengths: Int...) {
    self.init(RRType(presentation: type) ?? RRType(rawValue: 0), octets(hexadecimal: hexadecimal))
    ends = Set(lengths)
  }

  /// RDATA that may end after this length, or any longer one.
  private init(_ type: String, _ hexadecimal: String, mayEndFrom length: Int) {
    self.init(type, hexadecimal)
    ends = Set(length...rdata.count)
  }

  /// RDATA of younger types that one octet less or one more makes wrong.
  static let exactOfYoungerTypes = [
    RDATAFormat("X25", "0C333131303631373030393536"),
    RDATAFormat("NSAP-PTR", "03666F6F00"),
    RDATAFormat("GPOS", "082D33322E36383832083131362E383635320431302E30"),
    RDATAFormat("LOC", "000016138B3CF018810CBCE0009895B8"),
    RDATAFormat("LP", "000A0B6C36342D7375626E657431076578616D706C6503636F6D00"),
    RDATAFormat("TALINK", "0161076578616D706C650000"),
    RDATAFormat("DSYNC", "003B0114EF077363616E6E6572076578616D706C6500"),
    RDATAFormat("DS", "EC4505012BB183AF5F22588179A53B0A98631FAD1A292118"),
    RDATAFormat(
      "ZONEMD",
      "7848B78C0101FEBE3D4CE2EC2FFA4BA99D46CD69D6D29711E55217057BEE7EB1A7B641A47BA7FED2DD5B97AE499FAFA4F22C6BD647DE"
    ),
    RDATAFormat("NSEC3PARAM", "0100000C04AABBCCDD"),
    RDATAFormat("L32", "000A0A010200"),
    RDATAFormat("NID", "000A00144FFFFF20EE64"),
    RDATAFormat("L64", "000A20010DB811401000"),
    RDATAFormat("EUI48", "00005E00532A"),
    RDATAFormat("EUI64", "00005EEF1000002A"),
    RDATAFormat("IPN", "FFFFFFFFFFFFFFFF"),
    RDATAFormat("TA", "EC4505012BB183AF5F22588179A53B0A98631FAD1A292118"),
    RDATAFormat("DLV", "EC4505012BB183AF5F22588179A53B0A98631FAD1A292118"),
    RDATAFormat("CDS", "EC4505012BB183AF5F22588179A53B0A98631FAD1A292118"),
    RDATAFormat("AMTRELAY", "0A01CB00710F"),
  ]

  /// RDATA that goes on to the end, and may end earlier.
  static let open = [
    txt, rrsig,
    RDATAFormat("WKS", "C00002010600000140", mayEndFrom: 5),
    RDATAFormat("ISDN", "043135303803303034", mayEndAfter: 5),
    RDATAFormat("NSAP", "47000580", mayEndFrom: 1),
    RDATAFormat("SIG", "001E050200000E1070DBD8805E0BE100085F03666F6F00AABB", mayEndFrom: 24),
    RDATAFormat("KEY", "0100030501", mayEndFrom: 4),
    RDATAFormat("NXT", "03626967004001", mayEndAfter: 6),
    RDATAFormat("EID", "ABCDEF", mayEndFrom: 1),
    RDATAFormat("NIMLOC", "1234", mayEndFrom: 1),
    RDATAFormat("ATMA", "0136313233", mayEndFrom: 2),
    RDATAFormat("CERT", "0003000000000102", mayEndFrom: 6),
    RDATAFormat("APL", "00011503C0A82000011C83C0A826", mayEndAfter: 0, 7),
    RDATAFormat("SSHFP", "02011234", mayEndFrom: 3),
    RDATAFormat("IPSECKEY", "0A0102C000022601035153", mayEndFrom: 7),
    RDATAFormat("NSEC", "016100000140040102", mayEndAfter: 3, 6),
    RDATAFormat("DNSKEY", "0100030501AABB", mayEndFrom: 5),
    RDATAFormat("DHCID", "000201", mayEndFrom: 1),
    RDATAFormat("NSEC3", "0101000C02AABB02CCDD000140040102", mayEndAfter: 10, 13),
    RDATAFormat("TLSA", "010101AABB", mayEndFrom: 4),
    RDATAFormat("SMIMEA", "000000ABCD", mayEndFrom: 4),
    RDATAFormat("HIP", "02020002AABBCCDD01610000", mayEndAfter: 8, 11),
    RDATAFormat("NINFO", "01610162", mayEndAfter: 2),
    RDATAFormat("RKEY", "00000305AABB", mayEndFrom: 5),
    RDATAFormat("CDNSKEY", "0000030000", mayEndFrom: 5),
    RDATAFormat("OPENPGPKEY", "0103", mayEndFrom: 1),
    RDATAFormat("CSYNC", "000000420003000140", mayEndAfter: 6),
    RDATAFormat("SVCB", "00010000010003026832000300020035", mayEndAfter: 3, 10),
    RDATAFormat("HTTPS", "00010000030002003500080000", mayEndAfter: 3, 9),
    RDATAFormat("HHIT", "0103", mayEndFrom: 1),
    RDATAFormat("BRID", "0103", mayEndFrom: 1),
    RDATAFormat("SPF", "01610162", mayEndAfter: 2),
    RDATAFormat("URI", "000A00016162", mayEndFrom: 4),
    RDATAFormat("CAA", "00026162AABB", mayEndFrom: 4),
    RDATAFormat("AVC", "01610162", mayEndAfter: 2),
    RDATAFormat("DOA", "0000000100000001010161AABB", mayEndFrom: 11),
    RDATAFormat("RESINFO", "01610162", mayEndAfter: 2),
    RDATAFormat("WALLET", "01610162", mayEndAfter: 2),
    RDATAFormat("CLA", "01610162", mayEndAfter: 2),
  ]
}
