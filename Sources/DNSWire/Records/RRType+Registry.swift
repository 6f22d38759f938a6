// The one place that knows types: how RDATA is checked, compressed and written as text follows from here.

extension RRType {
  /// A host's IPv4 address (RFC 1035 §3.4.1).
  package static let a = RRType(rawValue: 1)
  /// A name server of a zone (RFC 1035 §3.3.11).
  package static let ns = RRType(rawValue: 2)
  /// Obsolete: a mail destination (RFC 1035 §3.3.4).
  package static let md = RRType(rawValue: 3)
  /// Obsolete: a mail forwarder (RFC 1035 §3.3.5).
  package static let mf = RRType(rawValue: 4)
  /// The name that this one is an alias of (RFC 1035 §3.3.1).
  package static let cname = RRType(rawValue: 5)
  /// The start of a zone of authority (RFC 1035 §3.3.13).
  package static let soa = RRType(rawValue: 6)
  /// Experimental: a mailbox's host (RFC 1035 §3.3.3).
  package static let mb = RRType(rawValue: 7)
  /// Experimental: a member of a mail group (RFC 1035 §3.3.6).
  package static let mg = RRType(rawValue: 8)
  /// Experimental: a mailbox's new name (RFC 1035 §3.3.8).
  package static let mr = RRType(rawValue: 9)
  /// A name, mostly that of an address (RFC 1035 §3.3.12).
  package static let ptr = RRType(rawValue: 12)
  /// CPU and operating system (RFC 1035 §3.3.2), or the answer to ANY (RFC 8482 §4.2).
  package static let hinfo = RRType(rawValue: 13)
  /// Experimental: who a mailbox or list belongs to (RFC 1035 §3.3.7).
  package static let minfo = RRType(rawValue: 14)
  /// A mail exchanger (RFC 1035 §3.3.9).
  package static let mx = RRType(rawValue: 15)
  /// Texts (RFC 1035 §3.3.14).
  package static let txt = RRType(rawValue: 16)
  /// A responsible person (RFC 1183 §2.2).
  package static let rp = RRType(rawValue: 17)
  /// A server of an AFS cell (RFC 1183 §1).
  package static let afsdb = RRType(rawValue: 18)
  /// A host to route through (RFC 1183 §3.3).
  package static let rt = RRType(rawValue: 21)
  /// A host's IPv6 address (RFC 3596 §2.1).
  package static let aaaa = RRType(rawValue: 28)
  /// Where a service runs (RFC 2782).
  package static let srv = RRType(rawValue: 33)
  /// A rule that rewrites a name (RFC 3403 §4).
  package static let naptr = RRType(rawValue: 35)
  /// A key exchanger (RFC 2230 §3.1).
  package static let kx = RRType(rawValue: 36)
  /// Where all names below lie (RFC 6672 §2).
  package static let dname = RRType(rawValue: 39)
  /// EDNS, a pseudo-record (RFC 6891 §6.1).
  package static let opt = RRType(rawValue: 41)
  /// The digest of a child's key (RFC 4034 §5).
  package static let ds = RRType(rawValue: 43)
  /// The signature of an RRset (RFC 4034 §3).
  package static let rrsig = RRType(rawValue: 46)
  /// The next name, and the types of this one (RFC 4034 §4).
  package static let nsec = RRType(rawValue: 47)
  /// A key of the zone (RFC 4034 §2).
  package static let dnskey = RRType(rawValue: 48)
  /// The next hashed name, and the types of this one (RFC 5155 §3).
  package static let nsec3 = RRType(rawValue: 50)
  /// How names are hashed (RFC 5155 §4).
  package static let nsec3param = RRType(rawValue: 51)
  /// What the parent's DS is to be (RFC 7344 §3.1).
  package static let cds = RRType(rawValue: 59)
  /// The key that it is to be of (RFC 7344 §3.2).
  package static let cdnskey = RRType(rawValue: 60)
  /// A digest of the zone (RFC 8976 §2).
  package static let zonemd = RRType(rawValue: 63)
  /// How a service is reached (RFC 9460 §2).
  package static let svcb = RRType(rawValue: 64)
  /// How a web server is reached (RFC 9460 §9).
  package static let https = RRType(rawValue: 65)
  /// The making of a key, a meta type (RFC 2930 §2).
  package static let tkey = RRType(rawValue: 249)
  /// The signature of a message, a meta type (RFC 8945 §4.2).
  package static let tsig = RRType(rawValue: 250)

  /// IANA's registry, but for what nobody has described (UINFO, GID and the like have a number and a name).
  package static let registry: [Entry] = [
    Entry(.a, "A", [.ipv4]),
    Entry(.ns, "NS", [.compressibleName]),
    Entry(.md, "MD", [.compressibleName]),
    Entry(.mf, "MF", [.compressibleName]),
    Entry(.cname, "CNAME", [.compressibleName]),
    Entry(
      .soa, "SOA", [.compressibleName, .compressibleName, .uint32, .seconds, .seconds, .seconds, .seconds]),
    Entry(.mb, "MB", [.compressibleName]),
    Entry(.mg, "MG", [.compressibleName]),
    Entry(.mr, "MR", [.compressibleName]),
    Entry(10, "NULL"),
    // RFC 1035 §3.4.2.
    Entry(11, "WKS", [.ipv4, .services]),
    Entry(.ptr, "PTR", [.compressibleName]),
    Entry(.hinfo, "HINFO", [.characterString, .characterString]),
    Entry(.minfo, "MINFO", [.compressibleName, .compressibleName]),
    Entry(.mx, "MX", [.uint16, .compressibleName]),
    Entry(.txt, "TXT", [.characterStrings]),
    // RFC 1183.
    Entry(.rp, "RP", [.name, .name]),
    Entry(.afsdb, "AFSDB", [.uint16, .name]),
    Entry(19, "X25", [.characterString]),
    Entry(20, "ISDN", [.characterString, .characterStringOrNone]),
    Entry(.rt, "RT", [.uint16, .name]),
    // RFC 1706 §5, RFC 1348.
    Entry(22, "NSAP", [.nsap]),
    Entry(23, "NSAP-PTR", [.wholeName]),
    // RFC 2535 §4.1, §3.1.
    Entry(
      24, "SIG", [.type, .algorithm, .uint8, .uint32, .time, .time, .uint16, .signer, .base64]),
    Entry(25, "KEY", [.uint16, .uint8, .algorithm, .keyOrNone]),
    // RFC 2163 §4.
    Entry(26, "PX", [.uint16, .name, .name]),
    // RFC 1712 §3.
    Entry(27, "GPOS", [.characterString, .characterString, .characterString]),
    // RFC 3596 §2.2.
    Entry(.aaaa, "AAAA", [.ipv6]),
    // RFC 1876 §2.
    Entry(29, "LOC", [.location]),
    // RFC 2535 §5.2.
    Entry(30, "NXT", [.name, .oldTypes]),
    // Nimrod, draft-ietf-nimrod-dns.
    Entry(31, "EID", [.hexadecimal]),
    Entry(32, "NIMLOC", [.hexadecimal]),
    // RFC 2782.
    Entry(.srv, "SRV", [.uint16, .uint16, .uint16, .name]),
    Entry(34, "ATMA", [.atmAddress]),
    // RFC 3403 §4.1.
    Entry(
      .naptr, "NAPTR", [.uint16, .uint16, .characterString, .characterString, .characterString, .name]),
    // RFC 2230 §3.1.
    Entry(.kx, "KX", [.uint16, .name]),
    // RFC 4398 §2.
    Entry(37, "CERT", [.certificateType, .uint16, .namedAlgorithm, .base64]),
    // Historic (RFC 6563); nobody needs its text.
    Entry(38, "A6"),
    // RFC 6672 §2.1.
    Entry(.dname, "DNAME", [.name]),
    Entry(40, "SINK"),
    Entry(.opt, "OPT"),
    // RFC 3123 §4.
    Entry(42, "APL", [.addressRanges]),
    // RFC 4034 §5.1.
    Entry(.ds, "DS", [.uint16, .algorithm, .uint8, .digest]),
    // RFC 4255 §3.1.
    Entry(44, "SSHFP", [.uint8, .uint8, .hexadecimal]),
    // RFC 4025 §2.1.
    Entry(45, "IPSECKEY", [.uint8, .uint8, .uint8, .gateway, .base64OrNone]),
    // RFC 4034 §3.1: the type covered, algorithm, labels, original TTL, expiration, inception, key tag, signer and
    // signature.
    Entry(.rrsig, "RRSIG", [.type, .algorithm, .uint8, .uint32, .time, .time, .uint16, .signer, .base64]),
    // RFC 4034 §4.1, §2.1.
    Entry(.nsec, "NSEC", [.wholeName, .types]),
    Entry(.dnskey, "DNSKEY", [.uint16, .uint8, .algorithm, .base64]),
    // RFC 4701 §3.1.
    Entry(49, "DHCID", [.base64]),
    // RFC 5155 §3.2, §4.2.
    Entry(.nsec3, "NSEC3", [.uint8, .uint8, .uint16, .salt, .hashedName, .types]),
    Entry(.nsec3param, "NSEC3PARAM", [.uint8, .uint8, .uint16, .salt]),
    // RFC 6698 §2.1, RFC 8162 §2.
    Entry(52, "TLSA", [.uint8, .uint8, .uint8, .hexadecimal]),
    Entry(53, "SMIMEA", [.uint8, .uint8, .uint8, .hexadecimal]),
    // RFC 8005 §5.
    Entry(55, "HIP", [.hostIdentity, .wholeNames]),
    // draft-reid-dnsext-zs, draft-reid-dnsext-rkey, draft-wijngaards-dnsop-trust-history.
    Entry(56, "NINFO", [.characterStrings]),
    Entry(57, "RKEY", [.uint16, .uint8, .algorithm, .base64]),
    Entry(58, "TALINK", [.wholeName, .wholeName]),
    // RFC 7344 §3.
    Entry(.cds, "CDS", [.uint16, .algorithm, .uint8, .digest]),
    Entry(.cdnskey, "CDNSKEY", [.uint16, .uint8, .algorithm, .base64]),
    // RFC 7929 §2.1.
    Entry(61, "OPENPGPKEY", [.base64]),
    // RFC 7477 §2.1.
    Entry(62, "CSYNC", [.uint32, .uint16, .types]),
    // RFC 8976 §2.2.
    Entry(.zonemd, "ZONEMD", [.uint32, .uint8, .uint8, .zoneDigest]),
    // RFC 9460 §2.2.
    Entry(.svcb, "SVCB", [.uint16, .wholeName, .serviceParameters]),
    Entry(.https, "HTTPS", [.uint16, .wholeName, .serviceParameters]),
    // RFC 9859 §2.1.
    Entry(66, "DSYNC", [.type, .scheme, .uint16, .wholeName]),
    // RFC 9886.
    Entry(67, "HHIT", [.base64]),
    Entry(68, "BRID", [.base64]),
    // RFC 4408 §3.1.1.
    Entry(99, "SPF", [.characterStrings]),
    Entry(100, "UINFO"),
    Entry(101, "UID"),
    Entry(102, "GID"),
    Entry(103, "UNSPEC"),
    // RFC 6742 §2.
    Entry(104, "NID", [.uint16, .nodeIdentifier]),
    Entry(105, "L32", [.uint16, .ipv4]),
    Entry(106, "L64", [.uint16, .nodeIdentifier]),
    Entry(107, "LP", [.uint16, .wholeName]),
    // RFC 7043.
    Entry(108, "EUI48", [.eui48]),
    Entry(109, "EUI64", [.eui64]),
    Entry(128, "NXNAME"),
    Entry(.tkey, "TKEY"),
    Entry(.tsig, "TSIG"),
    // RFC 7553 §4.5.
    Entry(256, "URI", [.uint16, .uint16, .text]),
    // RFC 8659 §4.1.
    Entry(257, "CAA", [.uint8, .tag, .text]),
    Entry(258, "AVC", [.characterStrings]),
    // draft-durand-doa-over-dns §3.
    Entry(259, "DOA", [.uint32, .uint32, .uint8, .characterString, .base64OrHyphen]),
    // RFC 8777 §4.1.
    Entry(260, "AMTRELAY", [.uint8, .relayType, .relay]),
    // RFC 9606 §3.
    Entry(261, "RESINFO", [.characterStrings]),
    Entry(262, "WALLET", [.characterStrings]),
    // draft-johnson-dns-ipn-cla.
    Entry(263, "CLA", [.characterStrings]),
    Entry(264, "IPN", [.uint64]),
    // Like DS: draft-weiler-dnssec-dlv-iana, RFC 4431.
    Entry(32768, "TA", [.uint16, .algorithm, .uint8, .digest]),
    Entry(32769, "DLV", [.uint16, .algorithm, .uint8, .digest]),
  ]
}
