/// Finds out what the cases need to know of a target.
struct Discovery {
  let endpoint: Endpoint
  let transport: Transport
  let zone: Name
  let profile: Profile
  let existing: Name?
  let missing: Name?
  var special = SpecialNames()
  let otherZones: [Name]
  /// A label that nobody has thought of.
  var newLabel = "leaf-probe-\(UInt32.random(in: 1_000_000...9_999_999))"

  /// What the server cannot be tested with over this transport.
  struct Unreachable: Error {
    let reason: String
    let exchanges: [Exchange]
  }

  func run(by client: some Exchanging) throws(Unreachable) -> Target {
    var target = Target(endpoint: endpoint, transport: transport, profile: profile, zone: zone)

    guard let soa = ask(client, .query(zone, .soa)) else {
      client.finish()
      throw Unreachable(reason: reason(client), exchanges: client.exchanges)
    }
    target.lameness = soa.reasonForLameness(for: zone)
    if target.lameness != nil {
      client.finish()
      target.exchanges = client.exchanges
      return target
    }
    if let reason = soa.reasonNotToServe(zone) {
      client.finish()
      throw Unreachable(reason: reason, exchanges: client.exchanges)
    }
    if let record = soa.section(.answer).first(where: { $0.type == .soa }) {
      target.soa = SOA(record)
      target.soaTTL = record.ttl
    }
    if let ns = ask(client, .query(zone, .ns)) {
      target.nsTargets = ns.section(.answer).filter { $0.type == .ns }.flatMap(\.data.names)
    }
    findEDNS(client, &target)
    let signed = Message.query(zone, .soa).edited(.add(.additional, TSIG.unknownKey.octets))
    target.implementsTSIG = ask(client, signed)?.hasTSIG ?? false
    findKeys(client, &target)
    if !zone.isRoot, let parent = ask(client, .query(zone.parent, .soa)) {
      target.servesParent = parent.flags.contains(.aa) && parent.rcode == .noError
    }
    target.offersRecursion = soa.flags.contains(.ra)
    target.outside = outsideName(client, zone)
    target.otherZones = otherZones
    target.isPrinted = ask(client, .query(target.printed.marker, .txt)).map(target.printed.isMarked) ?? false
    do throws(WrongName) {
      for test in SpecialNameTest.all { try check(test, client) }
      target.special = special.completed(by: target.isPrinted ? target.printed.names : nil)
      target.existing =
        try existing.map { name throws(WrongName) in try check(existing: name, client) }
        ?? existingName(client, target)
      target.missing =
        try missing.map { name throws(WrongName) in try check(missing: name, client) }
        ?? missingName(client, target)
    } catch {
      client.finish()
      throw Unreachable(reason: error.reason, exchanges: client.exchanges)
    }
    findCompactDenial(client, &target)
    client.finish()
    target.exchanges = client.exchanges
    return target
  }

  private func ask(_ client: some Exchanging, _ message: Message) -> Response? {
    client.perform(Step(message, .response()))
    return client.exchanges.last?.response
  }

  /// A server supports EDNS that has an OPT RR in response to any of these (RFC 8906 §8): some drop certain options.
  private func findEDNS(_ client: some Exchanging, _ target: inout Target) {
    let (plain, cookie, subnet) = (
      ask(client, ednsQuery([])), ask(client, ednsQuery([.cookie(.client)])),
      // What comes back with an option that nobody knows is an echo.
      ask(client, ednsQuery([.clientSubnet(.anyone), .unknown]))
    )
    target.supportsEDNS = [plain, cookie, subnet].contains { $0?.opt != nil }
    target.usesCookies = (cookie?.opt?.option(EDNS.Option.cookieCode)?.count ?? 0) >= 16
    target.usesClientSubnet =
      subnet?.opt?.option(EDNS.Option.clientSubnetCode) != nil
      && subnet?.opt?.option(EDNS.Option.unknown.code) == nil
  }

  private func ednsQuery(_ options: [EDNS.Option]) -> Message {
    .query(zone, .soa, edns: EDNS(options: options))
  }

  private func reason(_ client: some Exchanging) -> String {
    guard let exchange = client.exchanges.last else { return "nothing was sent" }
    if let stray = exchange.strays.first { return "it sends no response that can be used: \(stray)" }
    let tries = exchange.tries == 1 ? "" : ", in \(exchange.tries) tries"
    switch exchange.ending {
    case .failed(let error):
      return "\(error)\(tries); check the address and port, and that the server runs"
    case .closed: return "it closes the connection without a response\(tries)"
    case .silence, .response:
      return
        "no response\(tries); check the address and port, a firewall, or give it more time with --timeout"
    }
  }

  /// The first of some likely names that has an A RRset. A server may name more NS targets than anyone would
  /// ask for.
  private func existingName(_ client: some Exchanging, _ target: Target) -> Name? {
    if target.isPrinted { return target.printed.existing }
    let zone = target.zone
    let encoded = zone.under("192-0-2-1")
    if profile.hasEncodedNames { return encoded }
    let candidates =
      target.nsTargets.filter { $0.isInside(zone) }.prefix(16) + [
        zone.under("www"), zone, zone.under("mail"), encoded,
      ]
    return candidates.first { name in
      let hasAddress =
        ask(client, .query(name, .a))?.section(.answer).contains {
          $0.type == .a && $0.owner.isSame(as: name)
        }
      return hasAddress == true && isOwn(name, client)
    }
  }

  /// Whether the name is not in another zone that the server has: a denial comes with the SOA RR of the zone.
  private func isOwn(_ name: Name, _ client: some Exchanging) -> Bool {
    let denial = ask(client, .query(name, .unassigned))
    return denial?.section(.authority).first { $0.type == .soa }?.owner.isSame(as: zone) ?? true
  }

  /// A name that does not exist may have an NSEC RR of its own.
  private func findCompactDenial(_ client: some Exchanging, _ target: inout Target) {
    guard target.supportsEDNS, let missing = target.missing,
      let response = ask(client, .query(missing, .a, edns: EDNS(dnssecOK: true)))
    else { return }
    let nsecs = response.section(.authority).filter { $0.type == .nsec && $0.owner.isSame(as: missing) }
    target.usesCompactDenial = !nsecs.isEmpty
    target.usesNXNAME = nsecs.compactMap(NSEC.init).contains { $0.bitmap.contains(.nxname) }
  }

  /// The DNSKEY RRset; from what a response that was cut short has of it, too, where there is no other.
  private func findKeys(_ client: some Exchanging, _ target: inout Target) {
    guard target.supportsEDNS,
      let response = ask(client, .query(zone, .dnskey, edns: EDNS(payload: 4096, dnssecOK: true)))
    else { return }
    let keys = response.section(.answer).filter { $0.owner.isSame(as: zone) }.compactMap(DNSKEY.init)
    target.keys = keys.isEmpty ? nil : ZoneKeys(zone: zone, keys: keys)
    target.hasCutKeys = keys.isEmpty && response.flags.contains(.tc)
  }

  /// A name under the new label; nil where a wildcard makes even that one exist.
  private func missingName(_ client: some Exchanging, _ target: Target) -> Name? {
    let name = target.zone.under(newLabel)
    return data(of: name, client) == nil ? name : nil
  }

  /// A type that the name has, of those that wildcards are made for. The RCODE tells nothing here: a server that has
  /// the wrong one is to be found out.
  private func data(of name: Name, _ client: some Exchanging) -> RRType? {
    [RRType.a, .aaaa, .cname, .mx, .txt, .srv, .https].first { type in
      ask(client, .query(name, type))?.section(.answer).isEmpty == false
    }
  }

  /// A name that was given on the command line is not what it was said to be.
  private struct WrongName: Error {
    let reason: String
  }

  private func check(existing name: Name, _ client: some Exchanging) throws(WrongName) -> Name {
    let response = ask(client, .query(name, .a))
    if let response, response.section(.answer).contains(where: { $0.type == .a && $0.owner.isSame(as: name) })
    {
      return name
    }
    let found = response.map { "\($0.rcode) without an A RR" } ?? "no response"
    throw WrongName(reason: "--existing: \(name) A gets \(found); name one that has an A RR of its own")
  }

  private func check(missing name: Name, _ client: some Exchanging) throws(WrongName) -> Name {
    guard let type = data(of: name, client) else { return name }
    throw WrongName(reason: "--missing: \(name) has data of type \(type); name one that does not exist")
  }

  private func check(_ test: SpecialNameTest, _ client: some Exchanging) throws(WrongName) {
    guard let name = test.name(special) else { return }
    let response = ask(client, test.query(name))
    if let response, test.holds(response, name) { return }
    let found = response?.summary ?? "no response"
    throw WrongName(
      reason: "\(test.option): what is asked for \(name) gets \(found); name one that \(test.requirement)")
  }

  /// The first of some reserved names (RFC 2606 §2 and §3, RFC 6761 §6) that is in no zone of this server; nil where
  /// all are, as for one that serves the root.
  private func outsideName(_ client: some Exchanging, _ zone: Name) -> Name? {
    [["leaf-probe", "invalid"], ["leaf-probe", "test"], ["example", "org"]].lazy
      .map { labels in Name(labels: labels.map { Array($0.utf8) }) }
      .filter { !zone.isInside($0) && !$0.isInside(zone) }
      .first { name in ask(client, .query(name, .soa)).map { !serves(name, $0) } ?? true }
  }

  /// Whether the response shows a zone that the name is in, if only by a referral from it. AA alone shows none: there
  /// are servers that always set it.
  private func serves(_ name: Name, _ response: Response) -> Bool {
    if let cut = response.referral(for: name) { return !cut.isRoot }
    return response.flags.contains(.aa)
      && (response.section(.answer) + response.section(.authority)).contains {
        $0.type == .soa && name.isInside($0.owner)
      }
  }
}

extension Response {
  /// The owner of the NS RRs that send a client elsewhere for the name (RFC 1034 §4.3.2); nil where this is no referral.
  func referral(for name: Name) -> Name? {
    guard rcode == .noError, !flags.contains(.aa), section(.answer).isEmpty else { return nil }
    let authority = section(.authority)
    guard !authority.contains(where: { $0.type == .soa }) else { return nil }
    return authority.first { $0.type == .ns && name.isInside($0.owner) }?.owner
  }

  /// Of the response to a query for the zone's SOA RR: what shows that the server has no such zone.
  fileprivate func reasonNotToServe(_ zone: Name) -> String? {
    guard rcode == .noError else {
      return "it answers \(rcode) to SOA \(zone): it does not serve this zone, or not to this client"
    }
    let other = section(.authority).first { $0.type == .soa && !$0.owner.isSame(as: zone) }?.owner
    guard section(.answer).isEmpty, let other, zone.isInside(other) else { return nil }
    return "\(zone) is a name in the zone \(other), and no zone"
  }

  /// Of the response to a query for the zone's SOA RR: why the server is lame for the zone (RFC 9499 §7), that it does
  /// not answer with authority for it; nil where it does, or knows no such zone.
  fileprivate func reasonForLameness(for zone: Name) -> String? {
    if let cut = referral(for: zone) { return "lame: a referral to \(cut)" }
    if flags.contains(.ra), !flags.contains(.aa), rcode == .noError || rcode == .nxDomain {
      return "lame: a resolver answers, with RA=1 and AA=0"
    }
    return nil
  }
}
