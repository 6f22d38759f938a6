import CLdns

func sha1(_ octets: [UInt8]) -> [UInt8] {
  var digest = [UInt8](repeating: 0, count: 20)
  _ = unsafe ldns_sha1(octets, UInt32(octets.count), &digest)
  return digest
}

func sha256(_ octets: [UInt8]) -> [UInt8] {
  var digest = [UInt8](repeating: 0, count: 32)
  _ = unsafe ldns_sha256(octets, UInt32(octets.count), &digest)
  return digest
}

func sha384(_ octets: [UInt8]) -> [UInt8] {
  var digest = [UInt8](repeating: 0, count: 48)
  _ = unsafe ldns_sha384(octets, UInt32(octets.count), &digest)
  return digest
}
