/// What the cases know of the server and zone that they run against.
struct Target: Sendable {
  let endpoint: Endpoint
  let transport: Transport
  let profile: Profile
  let zone: Name
  /// Why the server does not answer with authority for the zone; nil where it does.
  var lameness: String?
  /// A name in the zone with an A RRset; nil where none is known.
  var existing: Name?
  /// A name that does not exist; nil where every name does.
  var missing: Name?
  /// Names for what not every zone has.
  var special = SpecialNames()
  /// The zone is the one that `--zone-file` prints.
  var isPrinted = false
  var soa: SOA?
  /// The TTL of the zone's SOA RR, in seconds.
  var soaTTL: UInt32 = 0
  /// The targets of the zone's NS RRs.
  var nsTargets: [Name] = []
  /// A name outside every zone that the server serves; nil where none is known.
  var outside: Name?
  var supportsEDNS = false
  /// The server returned a server cookie.
  var usesCookies = false
  /// The server returned an ECS option, and none that nobody knows.
  var usesClientSubnet = false
  /// The server has a TSIG RR in the response to a query with one.
  var implementsTSIG = false
  /// The server set RA=1 though nobody had asked for recursion.
  var offersRecursion = false
  /// The server serves the zone's parent too.
  var servesParent = false
  /// NSEC RRs made for each question deny names (RFC 9824).
  var usesCompactDenial = false
  /// Those have the type NXNAME in their bitmaps.
  var usesNXNAME = false
  /// The keys of a signed zone; nil where it has no DNSKEY RR.
  var keys: ZoneKeys?
  /// The DNSKEY RRset did not fit into a response.
  var hasCutKeys = false
  /// The DS RRs that one of the keys must be behind.
  var trustAnchors: [DS] = []
  /// Other zones that the server is said to serve.
  var otherZones: [Name] = []
  /// How long an idle TCP connection is watched.
  var idlePatience: Duration = .seconds(12)
  /// What `--corpus` has given to send.
  var corpus: [Corpus.File] = []
  /// What messages at random are made from.
  var seed: UInt64 = 1
  /// What was learned came by these.
  var exchanges: [Exchange] = []

  var parent: Name { zone.parent }

  /// The names of the zone that `--zone-file` prints.
  var printed: PrintedZone { PrintedZone(zone: zone) }
}

/// Which rules are checked beside those of the RFCs, and how names are read.
enum Profile: String, CaseIterable, Sendable {
  /// Any authoritative server.
  case authoritative
  /// leaf's own rules too.
  case leaf
  /// The public service sslip.io: an address anywhere in a name, and NODATA where leaf says NXDOMAIN.
  case sslip
  /// The public service nip.io: as sslip.
  case nip

  /// Whether names carry addresses.
  var hasEncodedNames: Bool { self != .authoritative }

  /// Whether a name without an address exists all the same.
  var answersEveryName: Bool { self == .sslip || self == .nip }
}
