import DNSSecurity
import FuzzDriver

/// What is read of any key file is written as a text that is read as the same key, which signs what its record verifies;
/// what is no key is told in one line that gives nothing of it away.
///
/// - Parameter octets: A `.private` file or one of PKCS#8; then, behind a NUL, a `.key` file.
package func keyFilesAreWrittenAsTheyAreRead(_ octets: [UInt8]) throws(Violation) {
  let files = octets.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    .map { String(decoding: $0, as: UTF8.self) }
  let key = try read { () throws(KeyProblem) in try SigningKey(privateText: files[0]) }
  if let key { try requireThatItIsWritten(key) }
  let fromPEM = try read { () throws(KeyProblem) in try SigningKey(pem: files[0], rsa: .rsaSHA512) }
  if let fromPEM { try requireThatItIsWritten(fromPEM) }
  guard files.count > 1, let (zone, record) = try? ZoneKey.record(files[1]) else { return }
  try requireThatRDATAIsTheSame(record)
  for key in [key, fromPEM].compactMap(\.self) {
    let ofFiles = try? ZoneKey(key, of: zone, record: record)
    for key in [ofFiles, ZoneKey(key, of: zone, isEntryPoint: true)].compactMap(\.self) {
      try requireThatFilesAreRead(key)
    }
  }
}

/// - Returns: nil where it is no key, and the error says nothing of what is in it.
private func read(_ key: () throws(KeyProblem) -> SigningKey) throws(Violation) -> SigningKey? {
  do throws(KeyProblem) {
    return try key()
  } catch {
    try requireThatItIsQuiet(error)
    return nil
  }
}

/// Every secret is longer than any word of a problem.
func requireThatItIsQuiet(_ problem: some CustomStringConvertible) throws(Violation) {
  let text = problem.description
  try require(
    text.unicodeScalars.allSatisfy { (0x20..<0x7F).contains($0.value) }, "\(text.debugDescription) is no line"
  )
  try require(
    text.split(separator: " ").allSatisfy { $0.utf8.count <= 20 }, "\(text) tells of what is in a key file")
}

private func requireThatItIsWritten(_ key: SigningKey) throws(Violation) {
  let text = key.privateText
  try requireEqual(try? SigningKey(privateText: text).privateText, text, "a key read from its .private file")
  let fromPEM = try? SigningKey(pem: key.pem, rsa: key.algorithm)
  try requireEqual(fromPEM?.privateText, text, "a key read from its PKCS#8 file")
  try requireEqual(fromPEM?.publicKey, key.publicKey, "the public key of a key from its PKCS#8 file")
}

private func requireThatRDATAIsTheSame(_ record: DNSKEY) throws(Violation) {
  let again = DNSKEY(rdata: record.rdata)
  try requireEqual(again, record, "a DNSKEY record read from its RDATA")
  try requireEqual(again?.tag, record.tag, "its key tag")
}

private func requireThatFilesAreRead(_ key: ZoneKey) throws(Violation) {
  let files = KeyFiles(key, at: 0)
  let name = files.name
  try require(!name.contains("/") && !name.hasPrefix("."), "\(name) is no name of a file in a folder")
  let again = try? ZoneKey(publicText: files.publicText, privateText: files.privateText)
  try requireEqual(again?.zone, key.zone, "the zone in \(files.publicText)")
  try requireEqual(again?.record, key.record, "the record in \(files.publicText)")
  try requireEqual(again.map { KeyFiles($0, at: 0).name }, name, "the name of the files, read again")
  guard let signature = try? key.signing.sign([1, 2, 3]) else {
    throw Violation("a key that was read signs nothing")
  }
  let isValid = (try? VerifyingKey(key.record))?.isValid(signature, of: [1, 2, 3])
  try requireEqual(isValid, true, "whether the record verifies what its key has signed, \(files.publicText)")
}
