import DNSWire
import TestMessages

/// RDATA as text and on the wire.
struct RDATAExample: Sendable {
  var type: RRType
  /// As it may be read.
  var text: String
  var rdata: [UInt8]
  /// As it is written.
  var written: String

  /// - Parameter written: Nil where it is the text that is read.
  init(_ type: String, _ text: String, _ rdata: String, written: String? = nil) {
    self.type = RRType(presentation: type) ?? RRType(rawValue: 0)
    self.text = text
    self.rdata = octets(hexadecimal: rdata)
    self.written = written ?? text
  }

  /// Examples of the RFCs that describe the types, or like theirs where they have none.
  static let all: [RDATAExample] = [
    RDATAExample(
      "A", "192.0.2.1",
      "C0000201"
    ),
    RDATAExample(
      "NS", "ns1.example.",
      "036E7331076578616D706C6500"
    ),
    RDATAExample(
      "MD", "a.example.",
      "0161076578616D706C6500"
    ),
    RDATAExample(
      "MF", "a.example.",
      "0161076578616D706C6500"
    ),
    RDATAExample(
      "CNAME", "a.example.",
      "0161076578616D706C6500"
    ),
    RDATAExample(
      "SOA", "ns1.example. hostmaster.example. 1 3600 1800 604800 300",
      "036E7331076578616D706C65000A686F73746D6173746572076578616D706C65000000000100000E1000"
        + "00070800093A800000012C"
    ),
    RDATAExample(
      "SOA", "ns1.example. hostmaster.example. 4294967295 1h 30m 1w 1d2h3m4s",
      "036E7331076578616D706C65000A686F73746D6173746572076578616D706C6500FFFFFFFF00000E1000"
        + "00070800093A8000016E58",
      written: "ns1.example. hostmaster.example. 4294967295 3600 1800 604800 93784"
    ),
    RDATAExample(
      "MB", "a.example.",
      "0161076578616D706C6500"
    ),
    RDATAExample(
      "MG", "a.example.",
      "0161076578616D706C6500"
    ),
    RDATAExample(
      "MR", "a.example.",
      "0161076578616D706C6500"
    ),
    RDATAExample(
      "WKS", "192.0.2.1 TCP 23 25",
      "C00002010600000140",
      written: "192.0.2.1 6 23 25"
    ),
    RDATAExample(
      "WKS", "192.0.2.1 17",
      "C000020111"
    ),
    RDATAExample(
      "PTR", "a.example.",
      "0161076578616D706C6500"
    ),
    RDATAExample(
      "HINFO", #"PC-Intel-700mhz "Red Hat 7.1""#,
      "0F50432D496E74656C2D3730306D687A0B5265642048617420372E31",
      written: #""PC-Intel-700mhz" "Red Hat 7.1""#
    ),
    RDATAExample(
      "MINFO", "a.example. errors.example.",
      "0161076578616D706C6500066572726F7273076578616D706C6500"
    ),
    RDATAExample(
      "MX", "10 mail.example.",
      "000A046D61696C076578616D706C6500"
    ),
    RDATAExample(
      "TXT", #""first" second "" "\"a\\b\" \195\169;""#,
      "056669727374067365636F6E64000922615C622220C3A93B",
      written: #""first" "second" "" "\"a\\b\" \195\169;""#
    ),
    RDATAExample(
      "RP", "admin.example. .",
      "0561646D696E076578616D706C650000"
    ),
    RDATAExample(
      "AFSDB", "1 afs.example.",
      "000103616673076578616D706C6500"
    ),
    RDATAExample(
      "X25", "311061700956",
      "0C333131303631373030393536",
      written: #""311061700956""#
    ),
    RDATAExample(
      "ISDN", "150862028003217 004",
      "0F31353038363230323830303332313703303034",
      written: #""150862028003217" "004""#
    ),
    RDATAExample(
      "ISDN", "150862028003217",
      "0F313530383632303238303033323137",
      written: #""150862028003217""#
    ),
    RDATAExample(
      "RT", "10 relay.example.",
      "000A0572656C6179076578616D706C6500"
    ),
    RDATAExample(
      "NSAP", "0x47.0005.80.005a00.0000.0001.e133.ffffff000161.00",
      "47000580005A0000000001E133FFFFFF00016100",
      written: "0x47000580005a0000000001e133ffffff00016100"
    ),
    RDATAExample(
      "NSAP-PTR", "foo.",
      "03666F6F00"
    ),
    RDATAExample(
      "SIG",
      "NXT 5 2 3600 20300101000000 20200101000000 2143 foo.nil. MxFcby9k/yvedMfQgKzhH5er0Mu"
        + "/vILz45IkskceFGgiWCn/GxHhai6VAuHAoNUz",
      "001E050200000E1070DBD8805E0BE100085F03666F6F036E696C0033115C6F2F64FF2BDE74C7D080ACE1"
        + "1F97ABD0CBBFBC82F3E39224B2471E1468225829FF1B11E16A2E9502E1C0A0D533"
    ),
    RDATAExample(
      "KEY", "256 3 RSASHA1 AQPSKmynfzW4kyBv015MUG2DeIQ3",
      "010003050103D22A6CA77F35B893206FD35E4C506D83788437",
      written: "256 3 5 AQPSKmynfzW4kyBv015MUG2DeIQ3"
    ),
    RDATAExample(
      "KEY", "49152 3 5",
      "C0000305"
    ),
    RDATAExample(
      "PX", "10 net2.it. PRMD-net2.ADMD-p400.C-it.",
      "000A046E657432026974000950524D442D6E6574320941444D442D7034303004432D697400"
    ),
    RDATAExample(
      "GPOS", "-32.6882 116.8652 10.0",
      "082D33322E36383832083131362E383635320431302E30",
      written: #""-32.6882" "116.8652" "10.0""#
    ),
    RDATAExample(
      "AAAA", "2001:db8::1",
      "20010DB8000000000000000000000001"
    ),
    RDATAExample(
      "LOC", "52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m",
      "000016138B3CF018810CBCE0009895B8"
    ),
    RDATAExample(
      "LOC", "1 N 1 W 42849672.95m 90000000.00m 0 1m", "009900128036EE807FC91180FFFFFFFF",
      written: "1 0 0.000 N 1 0 0.000 W 42849672.95m 90000000m 0.00m 1m"
    ),
    RDATAExample(
      "LOC", "42 21 54 N 71 06 18 W -24m 30m",
      "0033161389172DD070BE15F000988D20",
      written: "42 21 54.000 N 71 6 18.000 W -24.00m 30m 10000m 10m"
    ),
    RDATAExample(
      "LOC", "32 S 116 E 10",
      "001216137922300098E4120000989A68",
      written: "32 0 0.000 S 116 0 0.000 E 10.00m 1m 10000m 10m"
    ),
    RDATAExample(
      "NXT", "big.foo.nil. A MX SIG NXT",
      "0362696703666F6F036E696C0040010082"
    ),
    RDATAExample(
      "EID", "ab cdef",
      "ABCDEF",
      written: "ABCDEF"
    ),
    RDATAExample(
      "NIMLOC", "1234",
      "1234"
    ),
    RDATAExample(
      "SRV", "1 2 53 ns1.example.",
      "000100020035036E7331076578616D706C6500"
    ),
    RDATAExample(
      "ATMA", "+61200000000",
      "013631323030303030303030"
    ),
    RDATAExample(
      "ATMA", "39.246f000e7c9c031200010001.000012345678.00",
      "0039246F000E7C9C03120001000100001234567800",
      written: "39246f000e7c9c03120001000100001234567800"
    ),
    RDATAExample(
      "NAPTR", #"100 50 "s" "z3950+I2L+I2C" "!^.*$!sip:a@b!" _z3950._tcp.gatech.edu."#,
      "0064003201730D7A333935302B49324C2B4932430E215E2E2A24217369703A61406221065F7A33393530"
        + "045F746370066761746563680365647500"
    ),
    RDATAExample(
      "KX", "10 kx.example.",
      "000A026B78076578616D706C6500"
    ),
    RDATAExample(
      "CERT", "PGP 0 0 AAEC",
      "0003000000000102"
    ),
    RDATAExample(
      "CERT", "65534 1 RSASHA256 AAEC",
      "FFFE000108000102"
    ),
    RDATAExample(
      "CERT", "9 1 200 AAEC",
      "00090001C8000102"
    ),
    RDATAExample(
      "DNAME", "a.example.",
      "0161076578616D706C6500"
    ),
    RDATAExample(
      "APL", "1:192.168.32.0/21 !1:192.168.38.0/28",
      "00011503C0A82000011C83C0A826"
    ),
    RDATAExample(
      "APL", "1:224.0.0.0/4 2:ff00::/8",
      "00010401E000020801FF"
    ),
    RDATAExample(
      "APL", "",
      ""
    ),
    RDATAExample(
      "DS", "60485 5 1 2BB183AF5F22588179A53B0A 98631FAD1A292118",
      "EC4505012BB183AF5F22588179A53B0A98631FAD1A292118",
      written: "60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118"
    ),
    RDATAExample(
      "DS", "60485 RSASHA1 1 2BB183AF5F22588179A53B0A98631FAD1A292118",
      "EC4505012BB183AF5F22588179A53B0A98631FAD1A292118",
      written: "60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118"
    ),
    RDATAExample(
      "DS", "1 13 9 AB",
      "00010D09AB"
    ),
    RDATAExample(
      "SSHFP", "2 1 123456789abcdef67890123456789abcdef67890",
      "0201123456789ABCDEF67890123456789ABCDEF67890",
      written: "2 1 123456789ABCDEF67890123456789ABCDEF67890"
    ),
    RDATAExample(
      "IPSECKEY", "10 1 2 192.0.2.38 AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==",
      "0A0102C0000226010351537986ED35533B6064478EEEB27B5BD74DAE149B6E81BA3A0521AF82AB7801"
    ),
    RDATAExample(
      "IPSECKEY", "10 0 2 . AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==",
      "0A0002010351537986ED35533B6064478EEEB27B5BD74DAE149B6E81BA3A0521AF82AB7801"
    ),
    RDATAExample(
      "IPSECKEY", "10 3 2 mygateway.example.com. AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==",
      "0A0302096D7967617465776179076578616D706C6503636F6D00010351537986ED35533B6064478EEEB2"
        + "7B5BD74DAE149B6E81BA3A0521AF82AB7801"
    ),
    RDATAExample(
      "IPSECKEY", "10 2 2 2001:db8:0:8002::2000:1 AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==",
      "0A020220010DB8000080020000000020000001010351537986ED35533B6064478EEEB27B5BD74DAE149B"
        + "6E81BA3A0521AF82AB7801"
    ),
    RDATAExample(
      "IPSECKEY", "10 1 0 192.0.2.38",
      "0A0100C0000226"
    ),
    RDATAExample(
      "RRSIG",
      "A 5 3 86400 20030322173103 20030220173103 2642 example.com. oJB1W6WNGv+ldvQ3WDG0MQkg"
        + "5IEhjRip8WTrPYGv07h108dUKGMeDPKijVCHX3DD Kdfb+v6oB9wfuh3DTJXUAfI=",
      "00010503000151803E7C9DD73E5510D70A52076578616D706C6503636F6D00A090755BA58D1AFFA576F4"
        + "375831B4310920E481218D18A9F164EB3D81AFD3B875D3C75428631E0CF2A28D50875F70C329D7DBFAFE"
        + "A807DC1FBA1DC34C95D401F2",
      written: "A 5 3 86400 20030322173103 20030220173103 2642 example.com. oJB1W6WNGv+ldvQ3WDG0MQkg"
        + "5IEhjRip8WTrPYGv07h108dUKGMeDPKijVCHX3DDKdfb+v6oB9wfuh3DTJXUAfI="
    ),
    RDATAExample(
      "RRSIG", "A ECDSAP256SHA256 3 86400 1048354263 20030220173103 2642 . AAAA",
      "00010D03000151803E7C9DD73E5510D70A5200000000",
      written: "A 13 3 86400 20030322173103 20030220173103 2642 . AAAA"
    ),
    RDATAExample(
      "NSEC", "host.example.com. A MX RRSIG NSEC TYPE1234",
      "04686F7374076578616D706C6503636F6D000006400100000003041B0000000000000000000000000000"
        + "00000000000000000000000020"
    ),
    RDATAExample(
      "DNSKEY", "256 3 RSASHA1 AQPSKmynfzW4kyBv015MUG2DeIQ3",
      "010003050103D22A6CA77F35B893206FD35E4C506D83788437",
      written: "256 3 5 AQPSKmynfzW4kyBv015MUG2DeIQ3"
    ),
    RDATAExample(
      "DHCID", "AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2kjEA=",
      "000201636FC0B8271C82825BB1AC5C41CF5351AA69B4FEBD94E8F17CDB95000DA48C40"
    ),
    RDATAExample(
      "NSEC3", "1 1 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr MX DNSKEY NS SOA NSEC3PARAM RRSIG",
      "0101000C04AABBCCDD14174EB2409FE28BCB4887A1836F957F0A8425E27B000722010000000290",
      written: "1 1 12 AABBCCDD 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR NS SOA MX RRSIG DNSKEY NSEC3PARAM"
    ),
    RDATAExample(
      "NSEC3", "1 0 0 - 2t7b4g4vsa5smi47k61mv5bv1a22bojr",
      "010000000014174EB2409FE28BCB4887A1836F957F0A8425E27B",
      written: "1 0 0 - 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR"
    ),
    RDATAExample(
      "NSEC3PARAM", "1 0 12 aabbccdd",
      "0100000C04AABBCCDD",
      written: "1 0 12 AABBCCDD"
    ),
    RDATAExample(
      "NSEC3PARAM", "1 0 0 -",
      "0100000000"
    ),
    RDATAExample(
      "TLSA", "1 1 2 92003ba34942dc74152e2f2c408d29eca5a520e7f2e06bb944f4dca346baf63c",
      "01010292003BA34942DC74152E2F2C408D29ECA5A520E7F2E06BB944F4DCA346BAF63C",
      written: "1 1 2 92003BA34942DC74152E2F2C408D29ECA5A520E7F2E06BB944F4DCA346BAF63C"
    ),
    RDATAExample(
      "SMIMEA", "0 0 0 ab cd",
      "000000ABCD",
      written: "0 0 0 ABCD"
    ),
    RDATAExample(
      "HIP",
      "2 200100107B1A74DF365639CC39F1D578 AwEAAbdxyhNuSutc5EMzxTs9LBPCIkOFH8cIvM4p9+LrV4e19"
        + "WzK00+CI6zBCQTdtWsuxKbWIy87UOoJTwkUs7lBu+Upr1gsNrut79ryra+bSRGQb1slImA8YVJyuIDsj7kwz"
        + "G7jnERNqnWxZ48AWkskmdHaVDP4BcelrTI3rMXdXF5D",
      "10020084200100107B1A74DF365639CC39F1D57803010001B771CA136E4AEB5CE44333C53B3D2C13C222"
        + "43851FC708BCCE29F7E2EB5787B5F56CCAD34F8223ACC10904DDB56B2EC4A6D6232F3B50EA094F0914B3"
        + "B941BBE529AF582C36BBADEFDAF2ADAF9B4911906F5B2522603C615272B880EC8FB930CC6EE39C444DAA"
        + "75B1678F005A4B2499D1DA5433F805C7A5AD3237ACC5DD5C5E43"
    ),
    RDATAExample(
      "HIP", "2 200100107B1A74DF365639CC39F1D578 AwEAAbdx rvs1.example.com. rvs2.example.com.",
      "10020006200100107B1A74DF365639CC39F1D57803010001B7710472767331076578616D706C6503636F"
        + "6D000472767332076578616D706C6503636F6D00"
    ),
    RDATAExample(
      "NINFO", #""zone status""#,
      "0B7A6F6E6520737461747573"
    ),
    RDATAExample(
      "RKEY", "0 3 5 AQPS",
      "000003050103D2"
    ),
    RDATAExample(
      "TALINK", "a.example. .",
      "0161076578616D706C650000"
    ),
    RDATAExample(
      "CDS", "60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118",
      "EC4505012BB183AF5F22588179A53B0A98631FAD1A292118"
    ),
    RDATAExample(
      "CDS", "0 0 0 00",
      "0000000000"
    ),
    RDATAExample(
      "CDNSKEY", "0 3 0 AA==",
      "0000030000"
    ),
    RDATAExample(
      "OPENPGPKEY", "AQPS KmynfzW4",
      "0103D22A6CA77F35B8",
      written: "AQPSKmynfzW4"
    ),
    RDATAExample(
      "CSYNC", "66 3 A NS AAAA",
      "000000420003000460000008"
    ),
    RDATAExample(
      "CSYNC", "66 3",
      "000000420003"
    ),
    RDATAExample(
      "ZONEMD",
      "2018031500 1 1 FEBE3D4CE2EC2FFA4BA99D46CD69D6D29711E55217057BEE7EB1A7B641A47BA7FED2D"
        + "D5B97AE499FAFA4F22C6BD647DE",
      "7848B78C0101FEBE3D4CE2EC2FFA4BA99D46CD69D6D29711E55217057BEE7EB1A7B641A47BA7FED2DD5B"
        + "97AE499FAFA4F22C6BD647DE"
    ),
    RDATAExample(
      "ZONEMD", "1 1 241 E2D523F654B9422A96C5A8F4",
      "0000000101F1E2D523F654B9422A96C5A8F4"
    ),
    RDATAExample(
      "SVCB", "0 foo.example.com.",
      "000003666F6F076578616D706C6503636F6D00"
    ),
    RDATAExample(
      "SVCB", "1 .",
      "000100"
    ),
    RDATAExample(
      "SVCB", "16 foo.example.com. port=53",
      "001003666F6F076578616D706C6503636F6D00000300020035"
    ),
    RDATAExample(
      "SVCB", "1 foo.example.com. key667=hello",
      "000103666F6F076578616D706C6503636F6D00029B000568656C6C6F",
      written: #"1 foo.example.com. key667="hello""#
    ),
    RDATAExample(
      "SVCB", #"1 foo.example.com. key667="hello\210qoo""#,
      "000103666F6F076578616D706C6503636F6D00029B000968656C6C6FD2716F6F"
    ),
    RDATAExample(
      "SVCB", #"1 foo.example.com. ipv6hint="2001:db8::1,2001:db8::53:1""#,
      "000103666F6F076578616D706C6503636F6D000006002020010DB800000000000000000000000120010D"
        + "B8000000000000000000530001",
      written: "1 foo.example.com. ipv6hint=2001:db8::1,2001:db8::53:1"
    ),
    RDATAExample(
      "SVCB", #"1 example.com. ipv6hint="2001:db8:122:344::192.0.2.33""#,
      "0001076578616D706C6503636F6D000006001020010DB80122034400000000C0000221",
      written: "1 example.com. ipv6hint=2001:db8:122:344::c000:221"
    ),
    RDATAExample(
      "SVCB", "16 foo.example.org. alpn=h2,h3-19 mandatory=ipv4hint,alpn ipv4hint=192.0.2.1",
      "001003666F6F076578616D706C65036F7267000000000400010004000100090268320568332D31390004"
        + "0004C0000201",
      written: #"16 foo.example.org. mandatory=alpn,ipv4hint alpn="h2,h3-19" ipv4hint=192.0.2.1"#
    ),
    RDATAExample(
      "SVCB", #"16 foo.example.org. alpn="f\\\\oo\\,bar,h2""#,
      "001003666F6F076578616D706C65036F7267000001000C08665C6F6F2C626172026832"
    ),
    RDATAExample(
      "SVCB", #"16 foo.example.org. alpn=f\\\092oo\092,bar,h2"#,
      "001003666F6F076578616D706C65036F7267000001000C08665C6F6F2C626172026832",
      written: #"16 foo.example.org. alpn="f\\\\oo\\,bar,h2""#
    ),
    RDATAExample(
      "SVCB", "1 . alpn=h2 no-default-alpn ech=AAECAw== key65000",
      "00010000010003026832000200000005000400010203FDE80000",
      written: #"1 . alpn="h2" no-default-alpn ech=AAECAw== key65000"#
    ),
    RDATAExample(
      "SVCB", "1 dns.example. alpn=h2 dohpath=/dns-query{?dns}",
      "000103646E73076578616D706C650000010003026832000700102F646E732D71756572797B3F646E737D",
      written: #"1 dns.example. alpn="h2" dohpath="/dns-query{?dns}""#
    ),
    RDATAExample(
      "HTTPS", "1 . alpn=h2 ohttp",
      "0001000001000302683200080000",
      written: #"1 . alpn="h2" key8"#
    ),
    RDATAExample(
      "HTTPS", "0 a.example.",
      "00000161076578616D706C6500"
    ),
    RDATAExample(
      "DSYNC", "CDS NOTIFY 5359 scanner.example.",
      "003B0114EF077363616E6E6572076578616D706C6500"
    ),
    RDATAExample(
      "DSYNC", "CSYNC 129 53 a.",
      "003E810035016100"
    ),
    RDATAExample("HHIT", "gxJpM2ZmOCAwMDBh", "831269336666382030303061"),
    RDATAExample("BRID", "AQID", "010203"),
    RDATAExample(
      "WKS", "192.0.2.1 tcp tcpmux smtp", "C00002010640000040", written: "192.0.2.1 6 1 25"
    ),
    RDATAExample("ATMA", "+1.908.555.1212", "013139303835353531323132", written: "+19085551212"),
    RDATAExample("NSEC", "a.example.", "0161076578616D706C6500"),
    RDATAExample("URI", #"10 1 """#, "000A0001"),
    RDATAExample("ZONEMD", "0 0 0 00", "00000000000000"),
    RDATAExample(
      "SOA", "a. b. 1 30m1h 5s1w 1 1", "016100016200000000010000151800093A850000000100000001",
      written: "a. b. 1 5400 604805 1 1"
    ),
    RDATAExample(
      "SPF", #""v=spf1 -all""#,
      "0B763D73706631202D616C6C"
    ),
    RDATAExample(
      "NID", "10 0014:4fff:ff20:ee64",
      "000A00144FFFFF20EE64"
    ),
    RDATAExample(
      "L32", "10 10.1.2.0",
      "000A0A010200"
    ),
    RDATAExample(
      "L64", "10 2001:0DB8:1140:1000",
      "000A20010DB811401000",
      written: "10 2001:0db8:1140:1000"
    ),
    RDATAExample(
      "LP", "10 l64-subnet1.example.com.",
      "000A0B6C36342D7375626E657431076578616D706C6503636F6D00"
    ),
    RDATAExample(
      "EUI48", "00-00-5e-00-53-2a",
      "00005E00532A"
    ),
    RDATAExample(
      "EUI64", "00-00-5e-ef-10-00-00-2a",
      "00005EEF1000002A"
    ),
    RDATAExample(
      "URI", #"10 1 "ftp://ftp1.example.com/public""#,
      "000A00016674703A2F2F667470312E6578616D706C652E636F6D2F7075626C6963"
    ),
    RDATAExample(
      "CAA", #"0 issue "ca1.example.net; account=230123""#,
      "000569737375656361312E6578616D706C652E6E65743B206163636F756E743D323330313233"
    ),
    RDATAExample(
      "CAA", #"128 tbs """#,
      "8003746273"
    ),
    RDATAExample(
      "AVC", #""app-name:WOLFGANG|app-class:OAM""#,
      "1F6170702D6E616D653A574F4C4647414E477C6170702D636C6173733A4F414D"
    ),
    RDATAExample(
      "DOA", #"1234567890 1234567890 1 "image/gif" R0lGODlhKAAZ"#,
      "499602D2499602D20109696D6167652F676966474946383961280019"
    ),
    RDATAExample(
      "DOA", #"0 1 2 "" -"#,
      "00000000000000010200"
    ),
    RDATAExample(
      "AMTRELAY", "10 0 1 203.0.113.15",
      "0A01CB00710F"
    ),
    RDATAExample(
      "AMTRELAY", "10 0 2 2001:db8::15",
      "0A0220010DB8000000000000000000000015"
    ),
    RDATAExample(
      "AMTRELAY", "128 1 3 amtrelays.example.com.",
      "808309616D7472656C617973076578616D706C6503636F6D00"
    ),
    RDATAExample(
      "AMTRELAY", "10 1 0 .",
      "0A80"
    ),
    RDATAExample(
      "RESINFO", "qnamemin exterr=15-17 infourl=https://resolver.example.com/guide",
      "08716E616D656D696E0C6578746572723D31352D31372A696E666F75726C3D68747470733A2F2F726573"
        + "6F6C7665722E6578616D706C652E636F6D2F6775696465",
      written: #""qnamemin" "exterr=15-17" "infourl=https://resolver.example.com/guide""#
    ),
    RDATAExample(
      "WALLET", #""BTC" "bc1q""#,
      "034254430462633171"
    ),
    RDATAExample(
      "CLA", #""TCP-v4-v6""#,
      "095443502D76342D7636"
    ),
    RDATAExample(
      "IPN", "18446744073709551615",
      "FFFFFFFFFFFFFFFF"
    ),
    RDATAExample(
      "TA", "60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118",
      "EC4505012BB183AF5F22588179A53B0A98631FAD1A292118"
    ),
    RDATAExample(
      "DLV", "60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118",
      "EC4505012BB183AF5F22588179A53B0A98631FAD1A292118"
    ),
    RDATAExample(
      "NULL", "\\# 2 abcd",
      "ABCD"
    ),
    RDATAExample(
      "A", "\\# 4 c0000201",
      "C0000201",
      written: "192.0.2.1"
    ),
    RDATAExample(
      "TYPE65280", "\\# 0",
      ""
    ),
    RDATAExample(
      "TYPE65280", "\\# 3 ab cdef",
      "ABCDEF",
      written: "\\# 3 abcdef"
    ),
  ]
}

/// Octets from pairs of digits.
func octets(hexadecimal text: String) -> [UInt8] {
  let digits = text.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}
