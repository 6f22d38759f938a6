import Foundation
import Testing

@testable import LeafProbe

@Suite struct `Delegations are judged` {
  /// A delegation made worse in one way, and the checks that tell so.
  struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let ids: Set<String>
    let apply: @Sendable (inout DelegationPicture) -> Void

    init(
      _ description: String, _ ids: String..., apply: @escaping @Sendable (inout DelegationPicture) -> Void
    ) {
      testDescription = description
      self.ids = Set(ids)
      self.apply = apply
    }
  }

  @Test func `a good one passes everything that applies`() {
    #expect(missed(.good).isEmpty)
    #expect(results(.good).allSatisfy { $0.verdict == .pass || $0.verdict == .info || $0.findings.isEmpty })
  }

  @Test(arguments: changes)
  func `each fault fails its own check alone`(change: Change) {
    var picture = DelegationPicture.good
    change.apply(&picture)
    #expect(missed(picture) == change.ids)
  }

  @Test func `each must and should has a fault that fails it`() {
    let judged = DelegationChecks.all.map(\.test).filter { $0.level == .must || $0.level == .should }
    #expect(Set(judged.map(\.id)) == Set(Self.changes.flatMap(\.ids)))
  }

  @Test func `without a delegation all the rest is skipped`() {
    var picture = DelegationPicture.good
    picture.parentServers[0].referral = exchange(server: "9.9.9.9", rcode: .nxDomain)
    picture.delegation = Delegation()
    picture.servers = []
    picture.lookups = [:]
    #expect(missed(picture) == ["DLG-01"])
    #expect(results(picture).filter { $0.verdict == .pass }.map(\.test.id) == ["DLG-37"])
  }

  @Test func `a digest is the one of RFC 4509 §2·3`() throws {
    let key = try #require(DNSKEY(key))
    let ds = DS("60485,5,2,D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A")
    #expect(ds.map { $0.matches(key, of: child) } == true)
    #expect(DS("60485,5,2,D4B7").map { $0.matches(key, of: child) } == false)
    #expect(DS("60485,5,2") == nil && DS("60485,5,2,D4B") == nil && DS("1,2,3,zz") == nil)
  }

  @Test(arguments: [
    ("10.1.2.3", false), ("192.0.2.1", false), ("172.31.0.1", false), ("172.32.0.1", true), ("9.9.9.9", true),
    ("fe80::1", false), ("fd00::1", false), ("2001:db8::1", false), ("2600::1", true), ("::1", false),
  ])
  func `addresses are global or not`(address: String, isGlobal: Bool) {
    #expect(IPAddress(address)?.isGlobal == isGlobal)
  }

  @Test(arguments: [
    ("ns1.example.net", true), ("n_s.example.net", false), ("-a.example.net", false),
    ("a-.example.net", false),
    ("a.1", false), ("1.example.net", true),
  ])
  func `names are those of hosts or not`(text: String, isHost: Bool) {
    #expect((name(text).hostNameFault == nil) == isHost)
  }

  private static let changes: [Change] = [
    Change("a server of the parent refuses", "DLG-01") {
      $0.parentServers.append($0.parentServers[0])
      $0.parentServers[1].referral = exchange(server: "9.9.9.8", rcode: .refused)
    },
    Change("servers of the parent differ", "DLG-02") {
      $0.parentServers.append($0.parentServers[0])
      $0.parentServers[1].ds = exchange(server: "9.9.9.8")
    },
    Change("the parent names one more", "DLG-03") {
      for index in $0.servers.indices {
        $0.servers[index].ns = nsExchange($0.servers[index].address, ["ns1", "ns3"])
      }
      $0.delegation.nameServers.append(name("ns3.\(zoneText)"))
      $0.delegation.glue[name("ns3.\(zoneText)")] = [address("9.9.9.3")]
      $0.lookups[name("ns3.\(zoneText)")] = lookup("ns3", "9.9.9.3")
    },
    Change("the zone names one more", "DLG-04") {
      for index in $0.servers.indices {
        $0.servers[index].ns = nsExchange($0.servers[index].address, ["ns1", "ns2", "ns3"])
      }
      $0.lookups[name("ns3.\(zoneText)")] = lookup("ns3", "9.9.9.3")
    },
    Change("no glue", "DLG-05") { $0.delegation.glue[name("ns1.\(zoneText)")] = nil },
    Change("wrong glue", "DLG-06") { $0.delegation.glue[name("ns1.\(zoneText)")] = [address("9.9.9.77")] },
    Change("wrong address of a name server outside", "DLG-07") {
      let other = name("ns.example.org")
      $0.delegation.nameServers.append(other)
      $0.delegation.glue[other] = [address("9.9.9.5")]
      for index in $0.servers.indices {
        $0.servers[index].ns = nsExchange($0.servers[index].address, ["ns1", "ns2"], outside: [other])
      }
      $0.lookups[other] = Lookup(
        name: other, exchanges: [exchange(server: "127.0.0.1", [a(other, "9.9.9.6")])])
    },
    Change("a referral that is too large", "DLG-09") {
      let names = (1...13).map { name("a-rather-long-name-of-a-server.of-example-\($0).org") }
      $0.delegation.nameServers += names
      for index in $0.servers.indices {
        $0.servers[index].ns = nsExchange($0.servers[index].address, ["ns1", "ns2"], outside: names)
      }
    },
    Change("one name server", "DLG-10") {
      $0.delegation.nameServers.removeLast()
      $0.servers = ["9.9.9.1", "2600:1::1"].map { server("ns1", $0, targets: ["ns1"]) }
    },
    Change("an address of two", "DLG-11") { $0.servers[0].names.append(name("ns2.\(zoneText)")) },
    Change("an underscore", "DLG-12") {
      let other = name("n_s.example.org")
      $0.delegation.nameServers.append(other)
      for index in $0.servers.indices {
        $0.servers[index].ns = nsExchange($0.servers[index].address, ["ns1", "ns2"], outside: [other])
      }
    },
    Change("no address", "DLG-13") {
      $0.lookups[name("ns1.\(zoneText)")] = Lookup(
        name: name("ns1.\(zoneText)"), exchanges: [exchange(server: "9.9.9.1")])
    },
    Change("an alias", "DLG-14", "DLG-39") {
      let own = name("ns1.\(zoneText)")
      $0.lookups[own] = Lookup(
        name: own, exchanges: [exchange(server: "9.9.9.1", [record(own, .cname, [.name(name("x.org"))])])])
    },
    Change("a private address", "DLG-15") { $0.servers.append(server("ns1", "10.0.0.1")) },
    Change("one network", "DLG-16") { $0.servers = [server("ns1", "9.9.9.1"), server("ns2", "9.9.9.2")] },
    Change("silence", "DLG-18") { $0.servers.append(silent("ns2", "9.9.9.2")) },
    Change("no TCP", "DLG-19") { $0.servers[0].soaOverTCP = noResponse("9.9.9.1", over: .tcp) },
    Change("a lame server", "DLG-20") {
      $0.servers.append(lame("ns2", "9.9.9.2", exchange(server: "9.9.9.2", rcode: .refused)))
    },
    Change("another serial", "DLG-21") { $0.servers[0].soa = soaExchange("9.9.9.1", serial: 2) },
    Change("another MNAME", "DLG-22") {
      $0.servers[1].soa = soaExchange("8.8.4.1", mname: "ns9.\(zoneText)")
    },
    Change("another RNAME", "DLG-23") {
      $0.servers[1].soa = soaExchange("8.8.4.1", rname: "other.\(zoneText)")
    },
    Change("another RETRY", "DLG-24") { $0.servers[1].soa = soaExchange("8.8.4.1", retry: 1) },
    Change("another NS RRset", "DLG-25") { $0.servers[1].ns = nsExchange($0.servers[1].address, ["ns1"]) },
    Change("a DS RR and no key", "DLG-26") {
      for index in $0.servers.indices { $0.servers[index].keys = exchange(server: "9.9.9.1") }
    },
    Change("a DS RR of another key", "DLG-27") {
      $0.delegation.ds = [DS(keyTag: 60485, algorithm: .init(rawValue: 5), digestType: 2, digest: [1])]
      $0.parentServers[0].ds = exchange(server: "9.9.9.9")
    },
    Change("one more DS RR", "DLG-28") {
      $0.delegation.ds.append(DS(keyTag: 60485, algorithm: .init(rawValue: 5), digestType: 2, digest: [1]))
    },
    Change("SHA-1", "DLG-29") {
      $0.delegation.ds = [DS("60485,5,1,2BB183AF5F22588179A53B0A98631FAD1A292118")].compactMap { $0 }
    },
    Change("recursion", "DLG-31") {
      $0.servers[0].outside = exchange(server: "9.9.9.1", flags: [.ra], rcode: .nxDomain)
    },
    Change("an upward referral", "DLG-32") {
      $0.servers[0].root = exchange(
        server: "9.9.9.1", flags: [],
        [record(.root, .ns, [.name(name("a.root-servers.net"))], in: .authority)])
    },
    Change("no EDNS", "DLG-33") {
      $0.servers[0].edns = exchange(server: "9.9.9.1", flags: [], rcode: .formErr)
    },
    Change("silence to EDNS", "DLG-33") { $0.servers[0].edns = noResponse("9.9.9.1") },
    Change("another answer in mixed case", "DLG-34") {
      $0.servers[0].mixedCase = exchange(server: "9.9.9.1", rcode: .nxDomain)
    },
    Change("a question in lower case", "DLG-34") { $0.servers[0].mixedCase = soaExchange("9.9.9.1") },
    Change("an error for AAAA", "DLG-35") {
      $0.lookups[name("ns1.\(zoneText)")]?.exchanges.append(exchange(server: "9.9.9.1", rcode: .nxDomain))
    },
    Change("MNAME with an underscore", "DLG-38") { picture in
      for index in picture.servers.indices {
        picture.servers[index].soa = soaExchange("9.9.9.1", mname: "n_s.\(zoneText)")
      }
    },
    Change("RNAME with an @", "DLG-41") { picture in
      for index in picture.servers.indices {
        picture.servers[index].soa = soaExchange("9.9.9.1", rname: "a@b.\(zoneText)")
      }
    },
    Change("an unusual name", "DLG-37") { $0 = $0.renamed(name("a_b.example.com")) },
  ]
}

private func results(_ picture: DelegationPicture) -> [CaseResult] {
  DelegationChecks.judge(picture, at: Endpoint(address: "127.0.0.1", port: 53, family: .ipv4))
}

private func missed(_ picture: DelegationPicture) -> Set<String> {
  Set(results(picture).filter { $0.verdict == .fail || $0.verdict == .nonStrict }.map(\.test.id))
}

extension DelegationPicture {
  fileprivate static var good: DelegationPicture {
    var picture = DelegationPicture(zone: child)
    picture.parent = child.parent
    let ns = ["ns1", "ns2"].map { record(child, .ns, [.name(name("\($0).\(zoneText)"))], in: .authority) }
    let addresses = [("ns1", "9.9.9.1"), ("ns1", "2600:1::1"), ("ns2", "8.8.4.1")]
    let glue = addresses.map { a(name("\($0).\(zoneText)"), $1, in: .additional) }
    let ds = record(
      child, .ds, [.octets([])],
      rdata: [0xEC, 0x45, 5, 2]
        + hex("D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A"))
    picture.parentServers = [
      ParentServer(
        name: name("a.gtld.example"), endpoint: address("9.9.9.9").endpoint(port: 53),
        referral: exchange(server: "9.9.9.9", flags: [], ns + glue), ds: exchange(server: "9.9.9.9", [ds]))
    ]
    picture.delegation = picture.parentServers[0].delegation(of: child) ?? Delegation()
    picture.servers = addresses.map { server($0, $1) }
    picture.lookups[name("ns1.\(zoneText)")] = lookup("ns1", "9.9.9.1", "2600:1::1")
    picture.lookups[name("ns2.\(zoneText)")] = lookup("ns2", "8.8.4.1")
    return picture
  }

  /// A planned delegation of another child to nobody.
  fileprivate func renamed(_ zone: Name) -> DelegationPicture { DelegationPicture(zone: zone) }
}

private let zoneText = "dskey.example.com"
private let child = name(zoneText)

private func name(_ text: String) -> Name { Name(text) ?? .root }

private func address(_ text: String) -> IPAddress {
  guard let address = IPAddress(text) else { preconditionFailure("\(text) is no address") }
  return address
}

private func hex(_ text: String) -> [UInt8] {
  stride(from: 0, to: text.count, by: 2).compactMap { UInt8(text.dropFirst($0).prefix(2), radix: 16) }
}

private func record(
  _ owner: Name, _ type: RRType, _ fields: [RecordData.Field], in section: Section = .answer,
  rdata: [UInt8] = []
) -> Record {
  Record(
    section: section, offset: 0, owner: owner, ownerLength: 2, type: type, rrClass: .in, ttl: 3600,
    rdata: rdata, data: RecordData(fields: fields))
}

private func a(_ owner: Name, _ text: String, in section: Section = .answer) -> Record {
  let octets = IPAddress(text)?.octets ?? []
  return record(owner, octets.count == 4 ? .a : .aaaa, [.octets(octets)], in: section, rdata: octets)
}

private func noResponse(_ server: String, over transport: Transport = .udp) -> Exchange {
  Exchange(to: address(server).endpoint(port: 53), over: transport, .query(child, .soa), [])
}

private func exchange(
  server: String, flags: Flags = [.aa], rcode: RCODE = .noError, _ records: [Record] = [],
  asked: Name = child
) -> Exchange {
  var exchange = noResponse(server)
  var response = Response(octets: [])
  response.flags = flags.union(.qr)
  response.headerRCODE = UInt8(rcode.rawValue)
  response.questions = [Question(name: asked, type: .soa, qclass: .in)]
  response.records = records
  exchange.ending = .response(response)
  return exchange
}

private func soaExchange(
  _ server: String, mname: String = "ns1.\(zoneText)", rname: String = "hostmaster.\(zoneText)",
  serial: UInt32 = 1, retry: UInt32 = 3600, asked: Name = child, edns: Bool = false
) -> Exchange {
  var numbers: [UInt8] = []
  for number in [serial, 14_400, retry, 1_209_600, 3600] { numbers.append(number) }
  let soa = record(child, .soa, [.name(name(mname)), .name(name(rname)), .octets(numbers)])
  let opt = record(.root, .opt, [], in: .additional)
  return exchange(server: server, edns ? [soa, opt] : [soa], asked: asked)
}

private func nsExchange(_ server: IPAddress, _ labels: [String], outside: [Name] = []) -> Exchange {
  let targets = labels.map { name("\($0).\(zoneText)") } + outside
  return exchange(server: "\(server)", targets.map { record(child, .ns, [.name($0)]) })
}

private func lookup(_ label: String, _ addresses: String...) -> Lookup {
  let own = name("\(label).\(zoneText)")
  return Lookup(name: own, exchanges: [exchange(server: "9.9.9.1", addresses.map { a(own, $0) })])
}

private func lame(_ label: String, _ text: String, _ exchange: Exchange) -> NameServer {
  NameServer(
    names: [name("\(label).\(zoneText)")], address: address(text), soa: exchange, soaOverTCP: exchange)
}

private func silent(_ label: String, _ text: String) -> NameServer { lame(label, text, noResponse(text)) }

private func server(_ label: String, _ text: String, targets: [String] = ["ns1", "ns2"]) -> NameServer {
  var server = lame(label, text, soaExchange(text))
  server.ns = nsExchange(address(text), targets)
  server.edns = soaExchange(text, edns: true)
  server.mixedCase = soaExchange(text, asked: child.mixedCase(seed: 1))
  server.outside = exchange(server: text, flags: [], rcode: .refused)
  server.root = server.outside
  server.keys = exchange(server: text, [key])
  server.transfer = server.outside
  return server
}

/// The key of RFC 4034 §5.4.
private let key = record(
  child, .dnskey, [],
  rdata: [1, 0, 3, 5]
    + (Data(
      base64Encoded:
        "AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw=="
    ) ?? Data()))
