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
  /// The making of a key, a meta type (RFC 2930 §2).
  package static let tkey = RRType(rawValue: 249)
  /// The signature of a message, a meta type (RFC 8945 §4.2).
  package static let tsig = RRType(rawValue: 250)

  /// IANA's registry, as far as people ask for its types.
  package static let registry: [Entry] = [
    Entry(.a, "A", [.ipv4]),
    Entry(.ns, "NS", [.compressibleName]),
    Entry(.md, "MD", [.compressibleName]),
    Entry(.mf, "MF", [.compressibleName]),
    Entry(.cname, "CNAME", [.compressibleName]),
    Entry(.soa, "SOA", [.compressibleName, .compressibleName, .uint32, .uint32, .uint32, .uint32, .uint32]),
    Entry(.mb, "MB", [.compressibleName]),
    Entry(.mg, "MG", [.compressibleName]),
    Entry(.mr, "MR", [.compressibleName]),
    Entry(10, "NULL"),
    Entry(11, "WKS"),
    Entry(.ptr, "PTR", [.compressibleName]),
    Entry(.hinfo, "HINFO", [.characterString, .characterString]),
    Entry(.minfo, "MINFO", [.compressibleName, .compressibleName]),
    Entry(.mx, "MX", [.uint16, .compressibleName]),
    Entry(.txt, "TXT", [.characterStrings]),
    // RFC 1183.
    Entry(.rp, "RP", [.name, .name]),
    Entry(.afsdb, "AFSDB", [.uint16, .name]),
    Entry(.rt, "RT", [.uint16, .name]),
    Entry(24, "SIG"),
    Entry(25, "KEY"),
    Entry(26, "PX"),
    // RFC 3596 §2.2.
    Entry(.aaaa, "AAAA", [.ipv6]),
    Entry(29, "LOC"),
    // RFC 2782.
    Entry(.srv, "SRV", [.uint16, .uint16, .uint16, .name]),
    // RFC 3403 §4.1.
    Entry(
      .naptr, "NAPTR", [.uint16, .uint16, .characterString, .characterString, .characterString, .name]),
    // RFC 2230 §3.1.
    Entry(.kx, "KX", [.uint16, .name]),
    Entry(37, "CERT"),
    // RFC 6672 §2.1.
    Entry(.dname, "DNAME", [.name]),
    Entry(.opt, "OPT"),
    Entry(42, "APL"),
    Entry(.ds, "DS"),
    Entry(44, "SSHFP"),
    Entry(45, "IPSECKEY"),
    // RFC 4034 §3.1: the type covered, algorithm, labels, original TTL, expiration, inception, key tag, signer and
    // signature.
    Entry(.rrsig, "RRSIG", [.type, .uint8, .uint8, .uint32, .time, .time, .uint16, .name, .base64]),
    Entry(47, "NSEC"),
    Entry(48, "DNSKEY"),
    Entry(49, "DHCID"),
    Entry(50, "NSEC3"),
    Entry(51, "NSEC3PARAM"),
    Entry(52, "TLSA"),
    Entry(53, "SMIMEA"),
    Entry(55, "HIP"),
    Entry(59, "CDS"),
    Entry(60, "CDNSKEY"),
    Entry(61, "OPENPGPKEY"),
    Entry(62, "CSYNC"),
    Entry(63, "ZONEMD"),
    Entry(64, "SVCB"),
    Entry(65, "HTTPS"),
    Entry(99, "SPF"),
    Entry(108, "EUI48"),
    Entry(109, "EUI64"),
    Entry(128, "NXNAME"),
    Entry(.tkey, "TKEY"),
    Entry(.tsig, "TSIG"),
    Entry(256, "URI"),
    Entry(257, "CAA"),
  ]
}
