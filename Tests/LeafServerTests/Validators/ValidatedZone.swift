import LeafConfiguration

/// A zone that validating resolvers are asked about, below a root that leaf has signed.
struct ValidatedZone: Sendable {
  /// Who signs it.
  enum Signer: Sendable {
    /// leaf, as it serves it.
    case server(SigningMode, DenialMethod)
    /// `leaf zone print`, before.
    case leaf(DenialMethod)
    /// ldns-signzone, before, with options.
    case ldns(String)
    case nobody
  }

  /// What its names are like.
  enum Names: Sendable {
    case encoded
    /// Of addresses that begin with some octets.
    case reverse([UInt8])
    /// Of addresses that begin with some nibbles.
    case reverse6([UInt8])
    case stored
  }

  let apex: String
  let names: Names
  let signer: Signer
  /// Of its key.
  var algorithm = "ecdsap256sha256"
  /// Lines of its table in the configuration.
  var settings = ""
  /// Its file.
  var text: String?

  /// With compact denial a name that is not there looks like one without records (RFC 9824 §3.1).
  var isCompact: Bool { if case .server(.online, .compact) = signer { true } else { false } }

  /// Whether NSEC records show what is not there, and those of other names.
  var usesNSEC: Bool {
    switch signer {
    case .server(_, let denial), .leaf(let denial): denial == .nsec
    case .ldns(let options): !options.contains("-n")
    case .nobody: false
    }
  }

  var isSigned: Bool { if case .nobody = signer { false } else { true } }
}

extension ValidatedZone {
  /// Every kind of zone, with every rule of the response policy.
  static let all = signed + unsigned

  static let unsigned = signed.filter(\.hasUnsignedZoneBelow).map(\.unsignedZoneBelow)

  static let signed =
    online(0, .compact, "ecdsap256sha256") + online(1, .compact, "ed25519")
    + (["ecdsap256sha256", "ecdsap384sha384", "ed25519", "rsasha256", "rsasha512"].flatMap { algorithm in
      [DenialMethod.nsec, .nsec3].map { denial in
        stored("load-\(denial)-\(algorithm)", .server(.load, denial), algorithm)
      }
    })
    + (["ecdsap256sha256", "ed25519", "rsasha256"].flatMap { algorithm in
      [DenialMethod.nsec, .nsec3].map { stored("print-\($0)-\(algorithm)", .leaf($0), algorithm) }
        + [("nsec", ""), ("nsec3", "-n"), ("salted", "-n -s abcd -t 5")].map { name, options in
          stored("ldns-\(name)-\(algorithm)", .ldns(options), algorithm)
        }
    })

  private var hasUnsignedZoneBelow: Bool {
    switch names {
    case .encoded, .stored: true
    case .reverse, .reverse6: false
    }
  }

  private var unsignedZoneBelow: ValidatedZone {
    ValidatedZone(
      apex: "sub.\(apex)", names: .stored, signer: .nobody,
      text:
        "$TTL 300\n@ SOA ns.root. host 1 7200 3600 1209600 60\n NS ns.root.\nwww A 192.0.2.9\n* TXT wild\n")
  }

  private static func stored(_ name: String, _ signer: Signer, _ algorithm: String) -> ValidatedZone {
    ValidatedZone(
      apex: "\(name).example.net", names: .stored, signer: signer, algorithm: algorithm,
      settings: "any = 'all'",
      text: ValidatedZone.file)
  }

  /// Zones that are signed as they are asked for, of each dialect and direction.
  ///
  /// - Parameter number: One for each algorithm and way to deny.
  private static func online(
    _ number: UInt8, _ denial: DenialMethod, _ algorithm: String
  ) -> [ValidatedZone] {
    func zone(_ apex: String, _ names: Names, _ settings: String, _ text: String? = nil) -> ValidatedZone {
      ValidatedZone(
        apex: apex, names: names, signer: .server(.online, denial), algorithm: algorithm,
        settings: (text == nil ? "zone_ns = ['ns.root']\n" : "") + settings, text: text)
    }
    let leaf = "leaf\(number).example.net"
    return [
      zone(
        leaf, .encoded,
        """
        ipv6 = true
        informational = ["ip", "version", "status"]
        acme = "acme.\(leaf)"
        any = "one"
        rrset_order = "rotated"
        deny = ["private"]
        records = [\(records)]
        """),
      zone(
        "nip\(number).example.net", .encoded,
        """
        dialect = "nip"
        ipv6 = true
        absent = "nodata"
        acme = "delegate"
        deny = ["private"]
        blocked = "nxdomain"
        records = [\(records)]
        """),
      zone(
        "lab\(number).example.net", .encoded,
        """
        dialect = "nip"
        any = "hinfo"
        allow = ["192.0.2.0/24", "127.0.0.0/8"]
        blocked = "refused"
        records = ["sub NS ns.root."]
        """),
      zone(
        "sslip\(number).example.net", .encoded,
        """
        dialect = "sslip"
        acme = "delegate"
        any = "all"
        deny = ["private"]
        blocked = ["192.0.2.80", "2001:db8::80"]
        records = ["www A 192.0.2.80", "sub NS ns.root.", "@ CAA 0 issue \\"ca.example\\""]
        """),
      zone("file\(number).example.net", .stored, "any = 'all'", file),
      zone("both\(number).example.net", .encoded, "dialect = 'leaf'\nipv6 = true", file),
      zone(
        "\(number).8.8.in-addr.arpa", .reverse([8, 8, number]),
        "synthesize = 'reverse'\nreverse_zone = '\(leaf)'\ndeny = ['8.8.\(number).64/26']"),
      zone(
        "64/26.\(number).9.8.in-addr.arpa", .reverse([8, 9, number]),
        "synthesize = 'reverse'\nreverse_zone = '\(leaf)'"),
      zone(
        "\(number).0.6.2.ip6.arpa", .reverse6([2, 6, 0, number]),
        "synthesize = 'reverse'\nreverse_zone = '\(leaf)'"),
    ]
  }

  /// Records of zones without a file, as the configuration has them.
  private static let records = file.split(separator: "\n").filter { line in
    !line.hasPrefix("$") && !line.hasPrefix("@ SOA") && !line.hasPrefix("@ NS")
  }.map { "'\($0)'" }.joined(separator: ", ")

  /// Owners and types of the file; an asterisk stands for all labels that a wildcard does.
  static let stored: [(owner: String, type: String)] = file.split(separator: "\n").dropFirst().map { line in
    let fields = line.split(separator: " ")
    return (fields[0].lowercased(), String(fields[1]))
  }

  /// Each line begins with its owner.
  private static let file = """
    $TTL 300
    @ SOA ns.root. host 1 7200 3600 1209600 60
    @ NS ns.root.
    @ MX 10 Mail
    @ CAA 0 issue "ca.example"
    mail A 192.0.2.1
    mail AAAA 2001:db8::1
    www A 192.0.2.80
    www A 192.0.2.81
    www HTTPS 1 . alpn=h2
    Acme TXT token
    big TXT \((0..<8).map { "\"\($0)\(String(repeating: "x", count: 200))\"" }.joined(separator: " "))
    x.y.z A 192.0.2.2
    *.w TXT "wildcard"
    *.w MX 10 mail
    *.ent.star A 192.0.2.3
    *.wc CNAME www
    a.*.odd TXT "below a wildcard"
    alias CNAME Q.w
    two CNAME alias
    gone CNAME nope
    old DNAME z
    older DNAME old
    sub NS ns.root.
    elsewhere NS ns.root.
    elsewhere DS 1 13 2 \(String(repeating: "07", count: 32))
    _sip._udp SRV 0 5 5060 Mail
    svc SVCB 1 mail port=8443
    loc LOC 52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m
    naptr NAPTR 100 50 "s" "z3950+I2L" "" _sip._udp
    \\000.nul TXT "octet"
    a\\.b A 192.0.2.4
    \\200\\255 A 192.0.2.5
    UPPER TYPE65300 \\# 3 010203
    info HINFO PC Linux

    """
}
