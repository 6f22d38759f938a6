import DNSWire

/// The zones of a folder, by the names of its files.
struct FolderZones {
  private static let suffix = ".zone"

  /// In the order of their files' names; of each the file.
  private(set) var zones: [ZoneFilePath] = []
  /// Files that look like a zone's and are none.
  private(set) var others: [(file: String, reason: String)] = []

  /// - Parameter files: `NAME.zone` each, where NAME is in presentation form: `\047` stands for a slash. Names that end
  ///   otherwise are none of leaf's business, and so are hidden ones but for that of the root's, `..zone`.
  init(_ files: [String]) {
    var known: [DomainName: String] = [:]
    for file in files.sorted() where file.hasSuffix(Self.suffix) && (!file.hasPrefix(".") || file == "..zone")
    {
      do throws(NameSyntaxError) {
        let apex = try DomainName(presentation: String(file.dropLast(Self.suffix.count)))
        if let earlier = known.updateValue(file, forKey: apex) {
          others.append((file, "\(earlier) is the file of the same zone"))
        } else {
          zones.append(ZoneFilePath(apex: apex, path: file))
        }
      } catch {
        others.append((file, "its name is not that of a zone: \(error.explanation)"))
      }
    }
  }
}
