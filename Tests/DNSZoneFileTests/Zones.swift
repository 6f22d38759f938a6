import DNSWire
import DNSZoneFile

/// The start of every zone here, four lines.
let head = """
  $TTL 300
  @ SOA ns hostmaster 1 7200 3600 1209600 300
  @ NS ns
  ns A 192.0.2.53

  """

/// What is read of a file for the zone `example.`, and of those that it includes.
func read(_ text: String, including files: [String: String] = [:]) -> ZoneFile {
  ZoneFile(reading: "zones/db", apex: DomainName(labels: ["example"])) {
    path throws(ZoneFileUnreadable) in
    if path == "zones/db" { return Array(text.utf8) }
    guard let file = files[path] else { throw ZoneFileUnreadable(reason: "No such file") }
    return Array(file.utf8)
  }
}

/// The lines that are printed for the records, tabs as blanks.
func lines(_ text: String, including files: [String: String] = [:]) -> [String] {
  var printed = ""
  OrderedZone(read(text, including: files)).write { printed += $0 }
  return printed.split(separator: "\n").map { String($0).replacing("\t", with: " ") }
}

/// What is wrong with the entries of a file.
func problems(_ text: String, including files: [String: String] = [:]) -> [String] {
  read(text, including: files).problems.told.map { "\($0)" }
}

/// What is wrong with a zone whose entries are all right.
func checked(_ text: String, isStrict: Bool = false) -> [String] {
  var zone = OrderedZone(read(text))
  zone.check(isStrict: isStrict)
  return zone.problems.told.map { "\($0.severity) \($0)" }
}
