import CLdns

/// How a signed zone proves what is not in it.
enum Denial: Sendable {
  case nsec
  /// Without salt or more iterations, as RFC 9276 §3.1 says.
  case nsec3
}

extension PrintedZone {
  /// The same zone, signed with two new ECDSA P-256 keys, which are then forgotten.
  ///
  /// - Parameter now: Seconds since 1970: signatures are valid from an hour before for 30 days.
  /// - Throws: `LDNSError` where ldns cannot read or sign it.
  func signedText(denial: Denial, now: Int64) throws(LDNSError) -> String {
    guard let zone = unsafe try read() else { throw LDNSError(description: "cannot read the zone") }
    defer { unsafe ldns_dnssec_zone_deep_free(zone) }
    guard let keys = unsafe ldns_key_list_new() else { throw LDNSError(description: "out of memory") }
    defer { unsafe ldns_key_list_free(keys) }
    for flags: UInt16 in [.zoneKey | .secureEntryPoint, .zoneKey] {
      let key = unsafe try newKey(flags, now: now)
      unsafe ldns_key_list_push_key(keys, key)
      unsafe try check(ldns_dnssec_zone_add_rr(zone, ldns_key2rr(key)))
    }
    unsafe try sign(zone, keys, denial)
    return unsafe try printed { unsafe ldns_dnssec_zone_print($0, zone) }
  }

  private func read() throws(LDNSError) -> UnsafeMutablePointer<ldns_dnssec_zone>? {
    var text = Array(text.utf8)
    guard let file = unsafe fmemopen(&text, text.count, "r") else {
      throw LDNSError(description: "cannot read the zone")
    }
    defer { unsafe fclose(file) }
    var zone: UnsafeMutablePointer<ldns_dnssec_zone>?
    unsafe try check(ldns_dnssec_zone_new_frm_fp(&zone, file, nil, 0, LDNS_RR_CLASS_IN))
    return unsafe zone
  }

  private func newKey(_ flags: UInt16, now: Int64) throws(LDNSError) -> UnsafeMutablePointer<ldns_key> {
    guard let key = unsafe ldns_key_new_frm_algorithm(LDNS_SIGN_ECDSAP256SHA256, 256) else {
      throw LDNSError(description: "cannot make a key")
    }
    let wire = zone.wire
    unsafe ldns_key_set_pubkey_owner(key, ldns_rdf_new_frm_data(LDNS_RDF_TYPE_DNAME, wire.count, wire))
    unsafe ldns_key_set_flags(key, flags)
    unsafe ldns_key_set_inception(key, UInt32(truncatingIfNeeded: now - 3600))
    unsafe ldns_key_set_expiration(key, UInt32(truncatingIfNeeded: now + 30 * 86_400))
    let record = unsafe ldns_key2rr(key)
    defer { unsafe ldns_rr_free(record) }
    unsafe ldns_key_set_keytag(key, ldns_calc_keytag(record))
    return unsafe key
  }

  private func sign(
    _ zone: UnsafeMutablePointer<ldns_dnssec_zone>, _ keys: UnsafeMutablePointer<ldns_key_list>,
    _ denial: Denial
  ) throws(LDNSError) {
    guard let made = unsafe ldns_rr_list_new() else { throw LDNSError(description: "out of memory") }
    defer { unsafe ldns_rr_list_free(made) }
    switch denial {
    case .nsec:
      unsafe try check(ldns_dnssec_zone_sign(zone, made, keys, ldns_dnssec_default_replace_signatures, nil))
    case .nsec3:
      unsafe try check(
        ldns_dnssec_zone_sign_nsec3(
          zone, made, keys, ldns_dnssec_default_replace_signatures, nil, 1, 0, 0, 0, nil))
    }
  }

  private func check(_ status: ldns_status) throws(LDNSError) {
    guard status != LDNS_STATUS_OK else { return }
    let reason = unsafe ldns_get_errorstr_by_id(status).map { unsafe String(cString: $0) }
    throw LDNSError(description: reason ?? "status \(status.rawValue)")
  }

  /// What is written to a file in memory.
  private func printed(_ write: (UnsafeMutablePointer<FILE>) -> Void) throws(LDNSError) -> String {
    var text: UnsafeMutablePointer<CChar>?
    var length = 0
    guard let file = unsafe open_memstream(&text, &length) else {
      throw LDNSError(description: "out of memory")
    }
    unsafe write(file)
    unsafe fclose(file)
    defer { unsafe free(text) }
    return unsafe text.map { unsafe String(cString: $0) } ?? ""
  }
}

extension UInt16 {
  /// Flags of a DNSKEY RR (RFC 4034 §2.1.1).
  fileprivate static let zoneKey: UInt16 = 256
  fileprivate static let secureEntryPoint: UInt16 = 1
}
