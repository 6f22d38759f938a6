extension PrintedZone {
  /// How long the zone's name may be, in octets of its wire form, so that all names fit.
  static let longestZone = 64

  /// The zone file (RFC 1035 §5).
  var text: String {
    """
    ; A zone for leaf-probe, printed by leaf-probe --zone-file: load it into the server, then run leaf-probe with it.
    $ORIGIN \(zone)
    $TTL 3600
    \(Self.fixedRecords)
    \(computedRecords)

    """
  }

  /// Each group names what it is for. Owners of A, AAAA and MX RRs are host names, as some servers insist.
  private static let fixedRecords = """
    @ SOA ns1 hostmaster 1 3600 600 1209600 300
    @ NS ns1
    @ NS ns2
    ns1 A 192.0.2.1
    ns1 AAAA 2001:db8::1
    ns2 A 192.0.2.2
    ns2 AAAA 2001:db8::2
    leaf-probe TXT "\(version)"

    ; Names, and empty non-terminals.
    www A 192.0.2.80
    www AAAA 2001:db8::80
    host.below.ent A 192.0.2.81
    MixedCase A 192.0.2.82
    text TXT "of one string"

    ; Aliases.
    alias CNAME www
    chain1 CNAME chain2
    chain2 CNAME chain3
    chain3 CNAME www
    alias-to-missing CNAME missing
    chain-to-missing CNAME alias-to-missing
    alias-to-nodata CNAME text
    alias-to-ent CNAME below.ent
    alias-to-outside CNAME www.leaf-probe.invalid.
    alias-to-wildcard CNAME some.wild
    alias-to-cut CNAME www.cut
    alias-to-dname CNAME www.dname
    loop CNAME loop
    loop1 CNAME loop2
    loop2 CNAME loop1

    ; Wildcards: the zone of RFC 4592, section 2.2.1, and more.
    *.wild A 192.0.2.83
    *.wild TXT "a wildcard"
    *.wild MX 10 www
    sub.*.wild TXT "below an asterisk"
    host1.wild A 192.0.2.84
    _ssh._tcp.host1.wild SRV 0 0 22 www
    _ssh._tcp.host2.wild SRV 0 0 22 www
    cut.wild NS ns.cut.wild
    ns.cut.wild A 192.0.2.85
    *.deeper.wild A 192.0.2.86
    *.wild-alias CNAME www
    *.wild-dangling CNAME missing

    ; DNAME RRs.
    dname DNAME target
    dname A 192.0.2.87
    dname TXT "beside a DNAME"
    target A 192.0.2.88
    www.target A 192.0.2.89
    a.b.target A 192.0.2.90
    alias.target CNAME www
    dname-to-dname DNAME dname
    dname-to-wildcard DNAME wild
    dname-to-cut DNAME cut
    dname-to-outside DNAME leaf-probe.invalid.
    sub.*.beside-dname TXT "below an asterisk"
    dname-short 60 DNAME target
    too-long DNAME \(overlongTarget)

    ; Delegations.
    cut NS ns1.cut
    cut NS ns2.cut
    cut DS 12345 13 2 3f5f8f4b0a1c2d3e4f60718293a4b5c6d7e8f9000112233445566778899aabbc
    ns1.cut A 192.0.2.91
    ns1.cut AAAA 2001:db8::91
    ns2.cut A 192.0.2.92
    cut-unsigned NS ns.cut-unsigned
    ns.cut-unsigned A 192.0.2.93
    cut-sibling NS ns1.cut
    cut-sibling NS ns.cut-unsigned
    cut-at-home NS ns1
    cut-without-glue NS ns.leaf-probe.invalid.
    \(manyGlue)

    ; Types.
    mail MX 10 www
    mail MX 20 mail2
    mail2 A 192.0.2.94
    \(manyMailServers)
    _sip._udp SRV 0 5 5060 www
    service SVCB 1 . alpn=h2 port=8443
    service A 192.0.2.95
    service-elsewhere SVCB 1 www alpn=h2
    service-alias SVCB 0 service
    web HTTPS 1 . alpn=h2,h3
    web A 192.0.2.96
    caa CAA 0 issue "ca.example.net"
    naptr NAPTR 100 10 "S" "SIP+D2U" "" _sip._udp
    hinfo HINFO "PDP-11" "UNIX"
    ptr PTR www
    tlsa TLSA 3 1 1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
    sshfp SSHFP 4 2 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
    unknown TYPE65280 \\# 4 01020304

    ; Names that are hard to write.
    \(hardNames)
    \(label("a", 63)) TXT "63 octets"

    ; Large RRsets.
    \(strings.map(txt).joined(separator: "\n"))
    """

  /// Names and RRsets that are made to measure.
  private var computedRecords: String {
    """
    \(longestName) TXT "255 octets"
    exact TXT \(strings(ofLength: 512 - responseLength(of: "exact")))
    over TXT \(strings(ofLength: 513 - responseLength(of: "over")))
    """
  }

  private static let hardNames = hardLabels.map { label in
    "\(Name(labels: [label, Array("label".utf8)]).description.dropLast()) TXT \"hard to write\""
  }.joined(separator: "\n")

  /// More addresses than 512 octets hold.
  private static let manyGlue = (1...manyServers).map { number in
    """
    cut-many NS ns\(number).cut-many
    ns\(number).cut-many A 192.0.2.\(100 + number)
    ns\(number).cut-many AAAA 2001:db8::1:\(number)
    """
  }.joined(separator: "\n")

  /// An MX RRset that fits into 512 octets, but not with the addresses.
  private static let manyMailServers = (1...5).map { number in
    """
    crowd MX 10 crowd\(number)
    crowd\(number) A 192.0.2.\(120 + number)
    \((1...3).map { "crowd\(number) AAAA 2001:db8::\(number):\($0)" }.joined(separator: "\n"))
    """
  }.joined(separator: "\n")

  private static func label(_ letter: String, _ count: Int) -> String {
    String(repeating: letter, count: count)
  }

  /// So many TXT RRs of one string of 255 octets.
  private static func txt(_ owner: String, strings: Int) -> String {
    (0..<strings).map { number in
      let octet = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(number)))
      return "\(owner) TXT \"\(label(octet, 255))\""
    }.joined(separator: "\n")
  }

  /// As many labels of one octet as make a name of 255 octets.
  var longestName: Name {
    let octets = 255 - zone.wire.count
    let first = octets % 2 == 0 ? "d" : "dd"
    return Name(
      labels: ([first] + Array(repeating: "d", count: octets / 2 - 1)).map { Array($0.utf8) } + zone.labels)
  }

  /// What a response with one RR takes beside its RDATA: header, question, and the answer's owner as a pointer.
  private func responseLength(of label: String) -> Int {
    12 + zone.under(label).wire.count + 4 + 12
  }

  /// RDATA of two strings.
  private func strings(ofLength length: Int) -> String {
    "\"\(Self.label("x", 255))\" \"\(Self.label("y", length - 257))\""
  }
}
