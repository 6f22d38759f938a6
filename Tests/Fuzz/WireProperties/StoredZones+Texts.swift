// The records of the zones, but for SOA.

extension StoredZones {
  static let exampleZone = """
    @ NS ns
    @ NS ns.child
    @ MX 10 mail
    @ MX 20 mx.child
    @ MX 30 1-2-3-4.dev
    @ MX 40 mail.other.
    @ MX 50 child
    @ TXT apex
    ns A 192.0.2.1
    ns AAAA 2001:db8::1
    mail A 192.0.2.2
    mail A 192.0.2.3
    mail A 192.0.2.4
    mail AAAA 2001:db8::2
    mail TXT "v=spf1 -all"
    ; Zone cuts: with a name server below them, below another one, above, elsewhere, and at the cut itself.
    cut NS ns.cut
    cut NS ns.sib
    cut NS ns.elsewhere.
    ns.cut A 192.0.2.5
    *.cut TXT occluded
    sib NS ns.sib
    sib NS ns.cut
    ns.sib AAAA 2001:db8::6
    bare NS ns.elsewhere.
    self NS self
    self A 192.0.2.7
    sec NS mail
    sec DS 1 13 2 0000000000000000000000000000000000000000000000000000000000000001
    $GENERATE 0-12 many NS ns$-is-a-name-that-makes-a-referral-long.many
    $GENERATE 0-12 ns$-is-a-name-that-makes-a-referral-long.many A 192.0.2.$
    $GENERATE 0-12 ns$-is-a-name-that-makes-a-referral-long.many AAAA 2001:db8::$
    ; The name servers' own zone is served, and the one between is not.
    $GENERATE 0-12 outer NS ns$-is-a-name-that-makes-a-referral-long.in.outer
    ; Zones that are served too, and one that is not ready.
    child NS ns.child
    child DS 1 13 2 0000000000000000000000000000000000000000000000000000000000000002
    ns.child A 192.0.2.8
    kid NS ns
    late NS ns.late
    ns.late A 192.0.2.9
    ; Wildcards, and names that only exist.
    *.w TXT wild
    *.w A 192.0.2.10
    *.w MX 10 mail
    *.w HTTPS 1 .
    cut.w NS ns.cut.w
    ns.cut.w A 192.0.2.11
    sub.w A 192.0.2.12
    a.b.ent A 192.0.2.13
    a.*.star A 192.0.2.14
    *.c CNAME mail
    *.round CNAME q.round
    *.to-star CNAME *.to-star
    ; Aliases.
    www CNAME mail
    two CNAME www
    to-child CNAME www.child
    to-kid CNAME www.kid
    to-other CNAME www.other.
    to-late CNAME www.late
    out CNAME www.elsewhere.
    gone CNAME nope
    empty CNAME b.ent
    into-cut CNAME www.cut
    to-cut CNAME sec
    l1 CNAME l2
    l2 CNAME l1
    me CNAME me
    via CNAME l1
    to-w CNAME x.w
    to-star CNAME q.to-star
    to-d CNAME x.d
    to-svc CNAME svc3
    $GENERATE 0-20 c$ CNAME c${1}
    ; Names that are replaced.
    d DNAME new
    d TXT d
    x.new A 192.0.2.15
    www.new CNAME x.d
    o DNAME other.
    into DNAME cut
    r1 DNAME r2
    r2 DNAME r1
    to-r CNAME x.r1
    below DNAME b.below
    same DNAME same
    far DNAME far.elsewhere.
    long DNAME aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.new
    to-long CNAME xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy.long
    $GENERATE 0-20 e$ DNAME e${1}
    ; Service bindings and other pointers to addresses.
    svc HTTPS 0 svc2
    svc2 HTTPS 0 svc3
    svc3 HTTPS 1 . alpn=h2
    svc3 HTTPS 2 mail
    svc3 A 192.0.2.16
    ring1 HTTPS 0 ring2
    ring2 HTTPS 0 ring1
    off HTTPS 0 .
    off A 192.0.2.17
    both SVCB 1 mail port=53
    both SVCB 2 svc.child
    both A 192.0.2.18
    _s._tcp SRV 1 2 3 mail
    _s._tcp SRV 1 2 4 .
    naptr NAPTR 1 2 a "" "" mail
    naptr NAPTR 1 2 s "" "" ns
    naptr NAPTR 1 2 u "" "!^.*$!x!" .
    ptr PTR mail
    rp RP mail ns
    minfo MINFO mail ns
    ; Many octets.
    $GENERATE 1-120 fat A 192.0.2.$
    $GENERATE 1-40 mx MX $ fat
    $GENERATE 1-40 mxs MX $ m$.mxs
    $GENERATE 1-40 m$.mxs A 192.0.2.$
    ; Octets that are no letters.
    a\\.b TXT dot
    \\000\\255\\@ A 192.0.2.19
    x\\000\\255 CNAME \\000\\255\\@
    """

  static let childZone = """
    @ NS ns
    @ A 192.0.2.80
    ns A 192.0.2.88
    www A 192.0.2.81
    mx A 192.0.2.82
    svc SVCB 1 www
    svc AAAA 2001:db8::83
    back CNAME two.example.
    cut NS ns.cut
    ns.cut AAAA 2001:db8::84
    *.w CNAME *.w.example.
    """

  static let innerZone = """
    @ NS ns0-is-a-name-that-makes-a-referral-long
    $GENERATE 0-12 ns$-is-a-name-that-makes-a-referral-long A 192.0.2.$
    $GENERATE 0-12 ns$-is-a-name-that-makes-a-referral-long AAAA 2001:db8::$
    """

  /// A DNAME record at the apex.
  static let kidZone = """
    @ NS ns.example.
    @ DNAME other.
    @ TXT kid
    """

  static let otherZone = """
    @ NS ns
    @ NS ns.example.
    ns A 192.0.2.90
    www A 192.0.2.91
    www A 192.0.2.92
    www A 192.0.2.93
    mail A 192.0.2.94
    * TXT any
    * TXT more
    * AAAA 2001:db8::95
    back CNAME www.example.
    any DNAME refusing.
    none DNAME late.
    under NS ns.under
    ns.under A 192.0.2.96
    ns.under A 192.0.2.97
    """

  static let devZone = """
    @ NS ns
    @ NS 1-2-3-4
    @ NS 8.8.8.8
    @ MX 10 mail
    @ MX 20 1-2-3-4
    @ MX 30 1-2-3-4
    mail A 192.0.2.100
    1-2-3-5 TXT stored
    4 TXT four
    *.5 TXT five
    * TXT wild
    * MX 10 2-3-4-5
    www CNAME 1-2-3-4
    d DNAME @
    cut NS 1-2-3-4.cut
    cut NS 1-2-3-4
    9-9-9-9 NS ns.9-9-9-9
    ns.9-9-9-9 A 192.0.2.101
    """

  static let rootZone = """
    @ NS a.root
    @ HTTPS 0 www.test.
    a.root A 192.0.2.110
    com NS a.com
    com DS 1 13 2 0000000000000000000000000000000000000000000000000000000000000003
    a.com A 192.0.2.111
    test NS ns.test.
    * TXT wild
    up DNAME @
    """

  /// Names of up to 255 octets.
  static let longZone = """
    @ NS ns
    ns A 192.0.2.120
    zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz A 192.0.2.121
    *.w TXT wild
    l CNAME zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
    d DNAME zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
    $GENERATE 1-30 mx MX $ m$
    $GENERATE 1-30 m$ AAAA 2001:db8::$
    """

  /// Names of up to 127 labels.
  static let deepZone = """
    @ NS a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a
    a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a A 192.0.2.130
    b.b.b.b.b.b.b.b TXT b
    *.c.c.c.c TXT c
    d DNAME b.b
    """
}
