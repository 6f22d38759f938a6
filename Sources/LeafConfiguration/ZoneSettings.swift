import DNSWire
import LeafCore

/// What applies in a zone.
package struct ZoneSettings: Equatable, Sendable {
  /// The primary first; nil for `ns1` in the zone.
  package var nameServers: [DomainName]?
  /// nil for `hostmaster` in the zone.
  package var hostmaster: DomainName?
  /// TTL of positive answers, in seconds.
  package var ttl: UInt32 = 0
  /// Whether names that carry an address may carry an IPv6 address.
  package var hasIPv6 = false
  /// What names get that do not exist.
  package var absent = AbsentPolicy.nxdomain
  /// What type ANY gets; nil for what the kind of zone says.
  package var any: AnyPolicy?
  /// In which order the records of an RRset go out.
  package var order = RRsetOrder.stored
  /// What answers for names that certificates are asked for; nil for nothing.
  package var challenges: ChallengePolicy?
  /// Which names tell something of the client or the server.
  package var informational: [InformationalName] = []
  /// Which addresses of its names are given out.
  package var filter = FilterSettings()
  /// What that comes to; nil for all addresses.
  package internal(set) var nameFilter: NameFilter?
  /// The path of its zone file, as the program opens it; nil where all names are made up.
  package var file: String?
  /// Records of a zone without a file, beside what is made up.
  package var recordTexts: [RecordText] = []
  /// What is made up beside the records of a file; nil for nothing, and in a zone without one for what holds for all.
  package var dialect: Dialect?
  /// What is made up in place of names that carry an address; nil for those.
  package var synthesis: NameSynthesis?
  /// Where the names of addresses lead.
  package var reverseZone: DomainName?
  /// Which problems of its file keep a zone from being served.
  package var check = ZoneFileCheck.default
  /// Whether and how it is signed.
  package var security = SecuritySettings()
  /// SERIAL of the SOA record.
  package var serial: UInt32 = 0
  /// REFRESH, in seconds.
  package var refresh: UInt32 = 0
  /// RETRY, in seconds.
  package var retry: UInt32 = 0
  /// EXPIRE, in seconds.
  package var expire: UInt32 = 0
  /// MINIMUM, in seconds.
  package var minimum: UInt32 = 0

  /// What a query for type ANY gets in this zone.
  package var anyPolicy: AnyPolicy { any ?? (file == nil ? .refused : .one) }

  /// What names that do not exist get in this zone.
  package var absentPolicy: AbsentPolicy { makesNothingUp ? .nxdomain : absent }

  /// When its records are signed; nil for never.
  package var signingMode: SigningMode? {
    security.isEnabled ? security.mode ?? (makesNothingUp ? .load : .online) : nil
  }

  /// Whether its file has all names.
  var makesNothingUp: Bool { file != nil && dialect == nil && synthesis == nil }

  /// Why a setting has no meaning in the table of this zone; nil if it has one.
  func reasonAgainst(_ setting: Setting.ID) -> String? {
    switch setting {
    case "dns.check":
      file == nil && recordTexts.isEmpty ? "there is no file of this zone to check; name it as file" : nil
    case "records": file.map { "a zone with a file has its records there; write them into \($0)" }
    case "dns.ttl":
      makesNothingUp
        ? "the records of a zone's file have their own TTLs; write it into the file, as $TTL" : nil
    case "dialect", "dns.ipv6", "dns.acme", "dns.informational":
      synthesis == .reverse
        ? "the names of a reverse zone stand for addresses, and carry none" : reasonAgainstMadeNames
    case "dns.absent", "dns.allow", "dns.deny", "dns.blocklist_file", "dns.blocked": reasonAgainstMadeNames
    case "reverse_zone":
      synthesis == nil ? "nothing leads there, unless synthesize is \"reverse\"; set that too" : nil
    case "dnssec.mode", "dnssec.denial", "dnssec.algorithm", "dnssec.lifetime", "dnssec.cds",
      "dnssec.zonemd":
      reasonAgainstSigning(setting)
    case "dns.zone_ns": file.map { "a zone with a file has its NS records there; write them into \($0)" }
    case "dns.zone_hostmaster", "soa.serial", "soa.refresh", "soa.retry", "soa.expire", "soa.minimum":
      file.map { "a zone with a file has its SOA record there; write it into \($0)" }
    default: nil
    }
  }

  private func reasonAgainstSigning(_ setting: Setting.ID) -> String? {
    if !security.isEnabled { return "the zone is not signed, unless enabled = true; set that too" }
    return security.mode == .presigned && setting != "dnssec.mode"
      ? "the zone has been signed elsewhere, and is served as it is; leave this out" : nil
  }

  private var reasonAgainstMadeNames: String? {
    makesNothingUp
      ? "no names are made up in a zone with a file, unless dialect says how; set that too" : nil
  }

  /// What makes up the zone's names; nil where nothing does.
  ///
  /// - Parameter dialect: Of names that carry an address, if the zone has any.
  package func synthesizer(of apex: DomainName, _ dialect: Dialect?) -> Synthesizer? {
    switch synthesis {
    case .reverse: AddressSpace(apex).map { .reverse($0, ttl: ttl) }
    case nil: dialect.map { .names($0, ttl: ttl, hasIPv6: hasIPv6) }
    }
  }

  /// The name servers and the SOA record; nil when a default name does not fit below the apex.
  package func records(of apex: DomainName) -> (nameServers: [DomainName], soa: SOA)? {
    guard let nameServers = nameServers ?? (try? [apex.child("ns1")]), let mname = nameServers.first,
      let rname = hostmaster ?? (try? apex.child("hostmaster"))
    else { return nil }
    let soa = SOA(
      mname: mname, rname: rname, serial: serial, refresh: refresh, retry: retry, expire: expire,
      minimum: minimum)
    return (nameServers, soa)
  }
}

/// What is made up in a zone in place of names that carry an address.
package enum NameSynthesis: String, Sendable, CaseIterable {
  /// Names of addresses, below `in-addr.arpa` or `ip6.arpa`.
  case reverse
}

/// A name right below a zone's that tells something.
package enum InformationalName: String, Sendable, CaseIterable {
  /// The client's address.
  case ip
  /// leaf's version.
  case version
  /// The zone's serial.
  case status
}

/// How strictly a zone file is looked at.
package enum ZoneFileCheck: String, Sendable, CaseIterable {
  /// A name server inside the zone needs an address, too.
  case strict
  /// What records mean together has to be right.
  case `default`
  /// Each record has to be right by itself, and there has to be an SOA.
  case off
}

extension ZoneSettings {
  @Rows<ZoneSettings> static var fileRows: [Row<ZoneSettings>] {
    Row(
      "file", nil, .path, \.file, for: .zone,
      "The zone's file (RFC 1035 §5), relative to the configuration file.")
    Row(
      "records", nil, .records, \.recordTexts, for: .zone,
      "Records of a zone without a file, as a zone file has them, beside what is made up.")
    Row(
      "dialect", nil, .dialect, \.dialect, for: .zone,
      "How names of the zone carry an address; in a zone with a file they do beside those of the file.")
    Row(
      "synthesize", nil, .synthesis, \.synthesis, for: .zone,
      "With reverse the zone has a PTR record for each of its addresses; it lies below in-addr.arpa or ip6.arpa."
    )
    Row(
      "reverse_zone", nil, .name, \.reverseZone, for: .zone,
      "The zone that those lead into, where each address has its name with dashes.")
    Row(
      "dns.check", "LEAF_CHECK", .choice, \.check, for: .both, default: "default",
      "Which problems of a zone file keep the zone from being served: with strict also a name server without an"
        + " address, with off only what cannot be served at all.")
  }

  @Rows<ZoneSettings> static var nameRows: [Row<ZoneSettings>] {
    Row(
      "dns.zone_ns", "LEAF_ZONE_NS", .names(atMost: 16), \.nameServers, for: .both,
      "The name servers of every zone, the primary first; ns1.ZONE unless given.")
    Row(
      "dns.zone_hostmaster", "LEAF_ZONE_HOSTMASTER", .mailbox, \.hostmaster, for: .both,
      "The mailbox of who runs the zones, as a name; hostmaster.ZONE unless given.")
  }

  @Rows<ZoneSettings> static var answerRows: [Row<ZoneSettings>] {
    Row(
      "dns.ttl", "LEAF_TTL", .number(1...2_147_483_647), \.ttl, for: .both, default: 60,
      "TTL of positive answers, in seconds.")
    Row(
      "dns.ipv6", "LEAF_IPV6", .flag, \.hasIPv6, for: .both, default: false,
      "Whether names carry IPv6 addresses too: 2001-db8--1.ZONE; in the dialect of sslip.io they always do.")
    Row(
      "dns.absent", "LEAF_ABSENT", .choice, \.absent, for: .both, default: "nxdomain",
      "What names get that carry no address and are none of the zone's: NXDOMAIN, or NOERROR without data.")
    Row(
      "dns.acme", "LEAF_ACME", .challenges, \.challenges, for: .both,
      "What _acme-challenge.NAME is for a name that carries an address: with delegate a zone, served at that address; else"
        + " an alias of the name that is given, and so is _acme-challenge.ZONE.")
    Row(
      "dns.informational", "LEAF_INFORMATIONAL", .choices, \.informational, for: .both,
      "Names that tell something: ip.ZONE the client's address, version.ZONE leaf's version, status.ZONE the serial; none"
        + " unless given.")
    Row(
      "dns.any", "LEAF_ANY", .any, \.any, for: .both,
      "What a query for type ANY gets: REFUSED, the HINFO record of RFC 8482, one RRset, or all; refused in zones of"
        + " encoded names, one in those with a file, unless given.")
    Row(
      "dns.rrset_order", "LEAF_RRSET_ORDER", .choice, \.order, for: .both, default: "stored",
      "In which order the records of an answer's RRset go out: as the zone has them, or another one first each time."
    )
  }

  static var filterRows: [Row<ZoneSettings>] { FilterSettings.rows.map { $0.within(\.filter) } }

  static var securityRows: [Row<ZoneSettings>] { SecuritySettings.rows.map { $0.within(\.security) } }

  @Rows<ZoneSettings> static var soaRows: [Row<ZoneSettings>] {
    Row(
      "soa.serial", "LEAF_SOA_SERIAL", .number(0...UInt32.max), \.serial, for: .both, default: 1,
      "Serial number.")
    Row(
      "soa.refresh", "LEAF_SOA_REFRESH", .number(0...2_147_483_647), \.refresh, for: .both, default: 300,
      "Refresh, in seconds.")
    Row(
      "soa.retry", "LEAF_SOA_RETRY", .number(0...2_147_483_647), \.retry, for: .both, default: 60,
      "Retry, in seconds.")
    Row(
      "soa.expire", "LEAF_SOA_EXPIRE", .number(0...2_147_483_647), \.expire, for: .both, default: 86_400,
      "Expire, in seconds.")
    Row(
      "soa.minimum", "LEAF_SOA_MINIMUM", .number(1...2_147_483_647), \.minimum, for: .both, default: 60,
      "Minimum, in seconds: the most that a negative answer is kept for.")
  }
}
