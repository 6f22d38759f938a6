extension ResolverProgram {
  /// A resolver that validates all names from the root, as strictly as it can.
  ///
  /// It sends from a loopback address alone, so that nothing leaves the machine wherever a delegation leads.
  ///
  /// - Parameters:
  ///   - leaf: The port of leaf, which serves the root and all zones below.
  ///   - anchor: The RDATA of the root's DS record.
  func validation(
    _ folder: String, port: UInt16, leaf: UInt16, anchor: String, zones: [String]
  ) -> String {
    switch self {
    case .unbound:
      """
      server:
        interface: 127.0.0.1@\(port)
        outgoing-interface: 127.0.0.1
        username: ""
        chroot: ""
        directory: "\(folder)"
        pidfile: "\(folder)/pid"
        use-syslog: no
        do-daemonize: no
        module-config: "validator iterator"
        trust-anchor: ". DS \(anchor)"
        do-not-query-localhost: no
        unblock-lan-zones: yes
        insecure-lan-zones: no
        qname-minimisation: yes
        qname-minimisation-strict: yes
        use-caps-for-id: yes
        harden-glue: yes
        harden-dnssec-stripped: yes
        harden-algo-downgrade: yes
        harden-below-nxdomain: yes
        harden-large-queries: yes
        harden-referral-path: yes
        aggressive-nsec: yes
      remote-control:
        control-enable: no

      """
        + zones.map { "stub-zone:\n  name: \"\($0)\"\n  stub-addr: \(Self.server)@\(leaf)\n" }.joined()
    case .powerDNS:
      """
      local-address=127.0.0.1
      local-port=\(port)
      query-local-address=127.0.0.1
      socket-dir=\(folder)
      dnssec=validate
      aggressive-nsec-cache-size=100000
      lua-config-file=\(folder)/anchor
      security-poll-suffix=
      dont-query=
      qname-minimization=yes
      forward-zones=\(zones.map { "\($0)=\(Self.server):\(leaf)" }.joined(separator: ","))
      """
    case .bind:
      """
      options {
        directory "\(folder)";
        pid-file none;
        session-keyfile "\(folder)/session.key";
        port \(port);
        listen-on { 127.0.0.1; };
        listen-on-v6 { none; };
        query-source address 127.0.0.1;
        recursion yes;
        dnssec-validation yes;
        synth-from-dnssec yes;
        empty-zones-enable no;
        qname-minimization strict;
      };
      controls { };
      trust-anchors { . static-ds \(quotedDigest(anchor)); };
      zone "." { type hint; file "hints"; };
      """
    case .knot:
      """
      net.listen('127.0.0.1', \(port), { kind = 'dns' })
      net.outgoing_v4('127.0.0.1')
      trust_anchors.remove('.')
      trust_anchors.add('. DS \(anchor)')
      cache.open(100 * MB, 'lmdb://\(folder)/cache')
      policy.add(policy.all(policy.FORWARD('\(Self.server)@\(leaf)')))
      """
    }
  }

  /// What it reads besides: each file's name and text.
  func validationFiles(anchor: String) -> [String: String] {
    switch self {
    case .powerDNS: ["anchor": "clearTA()\naddTA('.', \"\(anchor)\")\n"]
    case .bind: ["hints": ". 3600000 NS ns.root.\nns.root. 3600000 A \(Self.server)\n"]
    case .unbound, .knot: [:]
    }
  }

  private func quotedDigest(_ anchor: String) -> String {
    let fields = anchor.split(separator: " ")
    return (fields.prefix(3) + ["\"\(fields.dropFirst(3).joined())\""]).joined(separator: " ")
  }
}
