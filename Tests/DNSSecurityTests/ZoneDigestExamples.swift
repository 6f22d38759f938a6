import DNSWire
import Testing

/// A zone of RFC 8976 appendix A, without what is outside of it.
struct ZoneDigestExample: CustomTestStringConvertible {
  let section: String
  let apex: DomainName
  let text: String

  var testDescription: String { section }
}

extension ZoneDigestExample {
  static let simple = ZoneDigestExample(
    section: "A.1", apex: DomainName(labels: ["example"]),
    text: """
      @ 86400 SOA ns1 admin 2018031900 1800 900 604800 86400
      @ 86400 NS ns1
      @ 86400 NS ns2
      @ 86400 ZONEMD 2018031900 1 1 (
        c68090d90a7aed716bc459f9340e3d7c1370d4d24b7e2fc3a1ddc0b9a87153b9a9713b3c9ae5cc27777f98b8e730
        044c )
      ns1 3600 A 203.0.113.63
      ns2 3600 AAAA 2001:db8::63
      """)

  static let complex = ZoneDigestExample(
    section: "A.2", apex: DomainName(labels: ["example"]),
    text: """
      @ 86400 SOA ns1 admin 2018031900 1800 900 604800 86400
      @ 86400 NS ns1
      @ 86400 NS ns2
      @ 86400 ZONEMD 2018031900 1 1 (
        a3b69bad980a3504e1cffcb0fd6397f93848071c93151f552ae2f6b1711d4bd2d8b39808226d7b9db71e34b72077
        f8fe )
      ns1 3600 A 203.0.113.63
      NS2 3600 AAAA 2001:db8::63
      occluded.sub 7200 TXT "I'm occluded but must be digested"
      sub 7200 NS ns1
      duplicate 300 TXT "I must be digested just once"
      duplicate 300 TXT "I must be digested just once"
      UPPERCASE 3600 TXT "canonicalize uppercase owner names"
      * 777 PTR dont-forget-about-wildcards
      mail 3600 MX 20 MAIL1
      mail 3600 MX 10 Mail2.Example.
      sortme 3600 AAAA 2001:db8::5:61
      sortme 3600 AAAA 2001:db8::3:62
      sortme 3600 AAAA 2001:db8::4:63
      sortme 3600 AAAA 2001:db8::1:65
      sortme 3600 AAAA 2001:db8::2:64
      non-apex 900 ZONEMD 2018031900 1 1 (
        616c6c6f776564206275742069676e6f7265642e20616c6c6f776564206275742069676e6f7265642e20616c6c6f
        7765 )
      """)

  static let severalDigests = ZoneDigestExample(
    section: "A.3", apex: DomainName(labels: ["example"]),
    text: """
      @ 86400 SOA ns1 admin 2018031900 1800 900 604800 86400
      @ 86400 NS ns1
      @ 86400 NS ns2
      @ 86400 ZONEMD 2018031900 1 1 (
        62e6cf51b02e54b9b5f967d547ce43136792901f9f88e637493daaf401c92c279dd10f0edb1c56f8080211f8480e
        e306 )
      @ 86400 ZONEMD 2018031900 1 2 (
        08cfa1115c7b948c4163a901270395ea226a930cd2cbcf2fa9a5e6eb85f37c8a4e114d884e66f176eab121cb02db
        7d652e0cc4827e7a3204f166b47e5613fd27 )
      @ 86400 ZONEMD 2018031900 1 240 e2d523f654b9422a96c5a8f44607bbee
      @ 86400 ZONEMD 2018031900 241 1 e1846540e33a9e4189792d18d5d131f605fc283e
      ns1 3600 A 203.0.113.63
      ns2 86400 TXT "This example has multiple digests"
      ns2 3600 AAAA 2001:db8::63
      """)

  static let signed = ZoneDigestExample(
    section: "A.4", apex: DomainName(labels: ["uri", "arpa"]),
    text: #"""
      @ 3600 SOA sns.dns.icann.org. noc.dns.icann.org. 2018100702 10800 3600 1209600 3600
      @ 3600 RRSIG NSEC 8 2 3600 20181028142623 20181007205525 47155 uri.arpa. (
        eEC4w/oXLR1Epwgv4MBiDtSBsXhqrJVvJWUpbX8XpetAvD35bxwNCUTi/pAJVUXefegWeiriD2rkTgCBCMmn7YQIm3gd
        R+HjY/+o3BXNQnz97f+eHAE9EDDzoNVfL1PyV/2fde9tDeUuAGVVwmD399NGq9jWYMRpyri2kysrq/g= )
      @ 86400 RRSIG NS 8 2 86400 20181028172020 20181007175821 47155 uri.arpa. (
        ATyV2A2A8ZoggC+68u4GuP5MOUuR+2rr3eWOkEU55zAHld/7FiBxl4ln4byJYy7NudUwlMOEXajqFZE7DVl8PpcvrP3H
        eeGaVzKqaWj+aus0jbKFBsvs2b1qDZemBfkz/IfAhUTJKnto0vSUicJKfItu0GjyYNJCz2CqEuGDWxc= )
      @ 600 RRSIG MX 8 2 600 20181028170556 20181007175821 47155 uri.arpa. (
        e7/r3KXDohX1lyVavetFFObp8fB8aXT76HnN9KCQDxSnSghNM83UQV0tlTtD8JVeN1mCvcNFZpagwIgB7XhTtm6Beur/
        m5ES+4uSnVeS6Q66HBZKA3mR95IpevuVIZvvJ+GcCAQpBo6KRODYvJ/c/ZG6sfYWkZ7qg/Em5/+34UI= )
      @ 3600 RRSIG DNSKEY 8 2 3600 20181028152832 20181007175821 15796 uri.arpa. (
        nzpbnh0OqsgBBP8St28pLvPEQ3wZAUdEBuUwil+rtjjWlYYiqjPxZ286XF4Rq1usfV5x71jZz5IqswOaQgia91ylodFp
        LuXD6FTGs2nXGhNKkg1VchHgtwj70mXU72GefVgo8TxrFYzxuEFP5ZTP92t97FVWVVyyFd86sbbR6DZj3uA2wEvqBVLE
        CgJLrMQ9Yy7MueJl3UA4h4E6zO2JY9Yp0W9woq0BdqkkwYTwzogyYffPmGAJG91RJ2h6cHtFjEZe2MnaY2glqniZ0WT9
        vXXduFPm0KD9U77Ac+ZtctAF9tsZwSdAoL365E2L1usZbA+K0BnPPqGFJRJk5R0A1w== )
      @ 3600 RRSIG DNSKEY 8 2 3600 20181028152832 20181007175821 55480 uri.arpa. (
        lWtQV/5szQjkXmbcD47/+rOW8kJPksRFHlzxxmzt906+DBYyfrH6uq5XnHvrUlQO6M12uhqDeL+bDFVgqSpNy+42/OaZ
        vaK3J8EzPZVBHPJykKMV63T83aAiJrAyHzOaEdmzLCpalqcEE2ImzlLHSafManRfJL8Yuv+JDZFj2WDWfEcUuwkmIZWX
        11zxp+DxwzyUlRl7x4+ok5iKZWIg5UnBAf6B8T75WnXzlhCw3F2pXI0a5LYg71L3Tp/xhjN6Yy9jGlIRf5BjB59X2zra
        3a2RPkI09SSnuEwHyF1mDaV5BmQrLGRnCjvwXA7ho2m+vv4SP5dUdXf+GTeA1HeBfw== )
      @ 3600 RRSIG SOA 8 2 3600 20181029114753 20181008222815 47155 uri.arpa. (
        qn8yBNoHDjGdT79U2Wu9IIahoS0YPOgYP8lG+qwPcrZ1BwGiHywuoUa2Mx6BWZlg+HDyaxj2iOmox+IIqoUHhXUbO7IU
        kJFlgrOKCgAR2twDHrXu9BUQHy9SoV16wYm3kBTEPyxW5FFm8vcdnKAF7sxSY8BbaYNpRIEjDx4AJUc= )
      @ 3600 NSEC ftp.uri.arpa. NS SOA MX RRSIG NSEC DNSKEY
      @ 86400 NS a.iana-servers.net.
      @ 86400 NS b.iana-servers.net.
      @ 86400 NS c.iana-servers.net.
      @ 86400 NS ns2.lacnic.net.
      @ 86400 NS sec3.apnic.net.
      @ 600 MX 10 pechora.icann.org.
      @ 3600 DNSKEY 256 3 8 (
        AwEAAcBi7tSart2J599zbYWspMNGN70IBWb4ziqyQYH9MTB/VCz6WyUKuXunwiJJbbQ3bcLqTLWEw134B6cTMHrZpjTA
        b5WAwg4XcWUu8mdcPTiLBl6qVRlRD0WiFCTzuYUfkwsh1Rbr7rvrxSQhF5rh71zSpwV5jjjp65WxSdJjlH0B )
      @ 3600 DNSKEY 257 3 8 (
        AwEAAbNVv6ulgRdO31MtAehz7j3ALRjwZglWesnzvllQl/+hBRZr9QoYcO2I+DkO4Q1NKxox4DUIxj8SxPO3GwDuOFR9
        q2/CFi2O0mZjafbdYtWc3zSdBbi3q0cwCIx7GuG9eqlL+pg7mdk9dgdNZfHwB0LnqTD8ebLPsrO/Id7kBaiqYOfMlZnh
        2fp+2h6OOJZHtY0DK1UlssyB5PKsE0tVzo5s6zo9iXKe5u+8WTMaGDY49vG80JPAKE7ezMiH/NZcUMiE0PRZ8D3foq2d
        YuS5ym+vA83Z7v8A+Rwh4UGnjxKB8zmr803V0ASAmHz/gwH5Vb0nH+LObwFtl3wpbp+Wpm8= )
      @ 3600 DNSKEY 257 3 8 (
        AwEAAbwnFTakCvaUKsXji4mgmxZUJi1IygbnGahbkmFEa0L16J+TchKRwcgzVfsxUGa2MmeA4hgkAooC3uy+tTmoMsgy
        8uq/JAj24DjiHzd46LfDFK/qMidVqFpYSHeq2Vv5ojkuIsx4oe4KsafGWYNOczKZgH5loGjN2aJGmrIm++XCphOskgCs
        QYl65MIzuXffzJyxlAuts+ecAIiVeqRaqQfr8LRU7wIsLxinXirprtQrbor+EtvlHp9qXE6ARTZDzf4jvsNpKvLFZtmx
        zFf3e/UJz5eHjpwDSiZL7xE8aE1o1nGfPtJx9ZnB3bapltaJ5wY+5XOCKgY0xmJVvNQlwdE= )
      ftp 3600 RRSIG NSEC 8 3 3600 20181028080856 20181007175821 47155 uri.arpa. (
        HClGAqPxzkYkAT7Q/QNtQeB6YrkP6EPOef+9Qo5/2zngwAewXEAQiyF9jD1USJiroM11QqBS3v3aIdW/LXORs4Ez3hLc
        KNO1cKHsOuWAqzmE+BPPArfh8N95jqh/q6vpaB9UtMkQ53tM2fYU1GszOLN0knxbHgDHAh2axMGHlqM= )
      ftp 604800 RRSIG NAPTR 8 3 604800 20181028103644 20181007205525 47155 uri.arpa. (
        WoLi+vZzkxaoLr2IGZnwkRvcDf6KxiWQd1WZP/U+AWnV+7MiqsWPZaf09toRErerGoFOiOASNxZjBGJrRgjmavOM9U+L
        ZSconP9zrNFd4dIu6kp5YxlQJ0uHOvx1ZHFCj6lAt1ACUIw04ZhMydTmi27c8MzEOMepvn7iH7r7k7k= )
      ftp 3600 NSEC http.uri.arpa. NAPTR RRSIG NSEC
      ftp 604800 NAPTR 0 0 "" "" "!^ftp://([^:/?#]*).*$!\\1!i" .
      http 3600 RRSIG NSEC 8 3 3600 20181029010647 20181007175821 47155 uri.arpa. (
        U03NntQ73LHWpfLmUK8nMsqkwVsOGW2KdsyuHYAjqQSZvKbtmbv7HBmEH1+Ii3Z+wtfdMZBy5aC/6sHdx69BfZJs16xu
        mycMlAy6325DKTQbIMN+ift9GrKBC7cgCd2msF/uzSrYxxg4MJQzBPvlkwXnY3b7eJSlIXisBIn73b8= )
      http 604800 RRSIG NAPTR 8 3 604800 20181029011815 20181007205525 47155 uri.arpa. (
        T7mRrdag+WSmG+n22mtBSQ/0Y3v+rdDnfQV90LN5Fq32N5K2iYFajF7FTp56oOznytfcL4fHrqOE0wRc9NWOCCUec9C7
        Wa1gJQcllEvgoAM+L6f0RsEjWq6+9jvlLKMXQv0xQuMX17338uoD/xiAFQSnDbiQKxwWMqVAimv57Zs= )
      http 3600 NSEC mailto.uri.arpa. NAPTR RRSIG NSEC
      http 604800 NAPTR 0 0 "" "" "!^http://([^:/?#]*).*$!\\1!i" .
      mailto 3600 RRSIG NSEC 8 3 3600 20181028110727 20181007175821 47155 uri.arpa. (
        GvxzVL85rEukwGqtuLxek9ipwjBMfTOFIEyJ7afC8HxVMs6mfFa/nEM/IdFvvFg+lcYoJSQYuSAVYFl3xPbgrxVSLK12
        5QutCFMdC/YjuZEnq5clfQciMRD7R3+znZfm8d8u/snLV9w4D+lTBZrJJUBe1Efc8vum5vvV7819ZoY= )
      mailto 604800 RRSIG NAPTR 8 3 604800 20181028141825 20181007205525 47155 uri.arpa. (
        MaADUgc3fc5v++M0YmqjGk3jBdfIA5RuP62hUSlPsFZO4k37erjIGCfFj+g84yc+QgbSde0PQHszl9fE/+SU5ZXiS9Yd
        cbzSZxp2erFpZOTchrpg916T4vx6i59scodjb0l6bDyZ+mtIPrc1w6b4hUyOUTsDQoAJYxdfEuMgVy4= )
      mailto 3600 NSEC urn.uri.arpa. NAPTR RRSIG NSEC
      mailto 604800 NAPTR 0 0 "" "" "!^mailto:(.*)@(.*)$!\\2!i" .
      urn 3600 RRSIG NSEC 8 3 3600 20181028123243 20181007175821 47155 uri.arpa. (
        Hgsw4Deops1O8uWyELGe6hpR/OEqCnTHvahlwiQkHhO5CSEQrbhmFAWeUOkmGAdTEYrSz+skLRQuITRMwzyFf4oUkZih
        GyhZyzHbcxWfuDc/Pd/9DSl56gdeBwy1evn5wBTms8yWQVkNtphbJH395gRqZuaJs3LD/qTyJ5DpLvA= )
      urn 604800 RRSIG NAPTR 8 3 604800 20181029071816 20181007205525 47155 uri.arpa. (
        ALIZD0vBqAQQt40GQ0Efaj8OCyE9xSRJRdyvyn/H/wZVXFRFKrQYrLASD/K7q6CMTOxTRCu2J8yes63WJiaJEdnh+dsc
        XzZkmOg4n5PsgZbkvUSWBiGtxvz5jNncM0xVbkjbtByrvJQAO1cU1mnlDKe1FmVB1uLpVdA9Ib4JhMU= )
      urn 3600 NSEC uri.arpa. NAPTR RRSIG NSEC
      urn 604800 NAPTR 0 0 "" "" "/urn:([^:]+)/\\1/i" .
      @ 3600 ZONEMD 2018100702 1 1 (
        1291b78ddf7669b1a39d014d87626b709b55774c5d7d58fadc556439889a10eaf6f11d615900a4f996bd46279514
        e473 )
      """#)

  static let rootServers = ZoneDigestExample(
    section: "A.5", apex: DomainName(labels: ["root-servers", "net"]),
    text: """
      $TTL 3600000
      @ SOA a nstld.verisign-grs.com. 2018091100 14400 7200 1209600 3600000
      @ NS a
      a AAAA 2001:503:ba3e::2:30
      a A 198.41.0.4
      @ NS b
      b AAAA 2001:500:200::b
      b A 199.9.14.201
      b MX 20 mail.isi.edu.
      @ NS c
      c AAAA 2001:500:2::c
      c A 192.33.4.12
      @ NS d
      d AAAA 2001:500:2d::d
      d A 199.7.91.13
      @ NS e
      e AAAA 2001:500:a8::e
      e A 192.203.230.10
      @ NS f
      f AAAA 2001:500:2f::f
      f A 192.5.5.241
      @ NS g
      g AAAA 2001:500:12::d0d
      g A 192.112.36.4
      @ NS h
      h AAAA 2001:500:1::53
      h A 198.97.190.53
      @ NS i
      i AAAA 2001:7fe::53
      i A 192.36.148.17
      i MX 10 mx.i.root-servers.org.
      @ NS j
      j AAAA 2001:503:c27::2:30
      j A 192.58.128.30
      @ NS k
      k AAAA 2001:7fd::1
      k A 193.0.14.129
      @ NS l
      l AAAA 2001:500:9f::42
      l A 199.7.83.42
      @ NS m
      m AAAA 2001:dc3::35
      m A 202.12.27.33
      @ ZONEMD 2018091100 1 1 (
        f1ca0ccd91bd5573d9f431c00ee0101b2545c97602be0a978a3b11dbfc1c776d5b3e86ae3d973d6b5349ba7f0434
        0f79 )
      """)

  static let all = [simple, complex, severalDigests, signed, rootServers]
}
