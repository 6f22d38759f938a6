import DNSSecurity
import DNSWire
import Glibc
import LeafConfiguration
import ProgramSupport

/// What is wrong with a folder of keys, or with a key in it.
struct KeyFolderError: Error, CustomStringConvertible {
  /// What, where, and what to do.
  let description: String
}

/// A folder of keys that nobody else may read, with two files for each, as BIND has them.
struct KeyFolder {
  let path: String

  /// A folder that is there.
  ///
  /// - Throws: For one that others may look into.
  init(_ path: String) throws(KeyFolderError) {
    self.path = path
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      let advice = errno == ENOENT ? "; `leaf key generate` makes it" : ""
      throw KeyFolderError(
        description: "the folder of keys \(printable(path)): \(describe(errno: errno))\(advice)")
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw KeyFolderError(description: "\(printable(path)) is no folder; name one for keys alone")
    }
    guard status.st_mode & 0o077 == 0, status.st_uid == geteuid() else {
      throw KeyFolderError(
        description:
          "others may look into the folder of keys \(printable(path)), or own it; make it yours alone: chmod 700 \(printable(path))"
      )
    }
  }

  /// A folder that is made if it is not there, and so is the one above.
  static func made(_ path: String) throws(KeyFolderError) -> KeyFolder {
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex { try make(String(path[..<slash])) }
    try make(path)
    return try KeyFolder(path)
  }

  private static func make(_ path: String) throws(KeyFolderError) {
    guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw KeyFolderError(
        description:
          "the folder \(printable(path)) cannot be made: \(describe(errno: errno)); set state_dir to a folder of your own"
      )
    }
  }

  private func path(of name: String) -> String { "\(path)/\(name)" }
}

extension KeyFolder {
  /// The keys of a zone, or of all, by their names in the folder.
  ///
  /// - Throws: For a key that cannot be read, or has but one of its files.
  func keys(of zone: DomainName? = nil) throws(KeyFolderError) -> [ZoneKey] {
    let start = zone.map(ZoneKey.startOfFileName) ?? "K"
    return try names().filter { $0.hasPrefix(start) }.map { name throws(KeyFolderError) in
      try key(named: name)
    }
  }

  /// Names of keys, without the ends of their files' names.
  private func names() throws(KeyFolderError) -> [String] {
    let files: [String]
    do throws(FileError) {
      files = try listFolder(path)
    } catch {
      throw KeyFolderError(description: "the folder of keys \(printable(path)): \(error.reason)")
    }
    // Drafts have a dot in front.
    return files.filter { $0.hasPrefix("K") && $0.hasSuffix(".private") }.map { String($0.dropLast(8)) }
      .sorted()
  }

  private func key(named name: String) throws(KeyFolderError) -> ZoneKey {
    let (publicText, privateText) = (try text(of: "\(name).key"), try text(of: "\(name).private"))
    try requireOwn("\(name).private")
    let key: ZoneKey
    do throws(KeyProblem) {
      key = try ZoneKey(publicText: publicText, privateText: privateText)
    } catch {
      throw KeyFolderError(description: "the key \(printable(path(of: name))): \(error)")
    }
    let expected = key.fileName
    guard name == expected else {
      throw KeyFolderError(
        description:
          "the key \(printable(path(of: name))) is one of another zone, algorithm or tag; its name would be \(printable(expected))"
      )
    }
    return key
  }

  private func requireOwn(_ file: String) throws(KeyFolderError) {
    var status = stat()
    guard unsafe stat(path(of: file), &status) == 0 else { throw failure("looked at", file) }
    guard status.st_mode & 0o077 == 0 else {
      let file = printable(path(of: file))
      throw KeyFolderError(description: "others may read \(file); take that from them: chmod 600 \(file)")
    }
  }

  private func text(of file: String) throws(KeyFolderError) -> String {
    let octets: [UInt8]?
    do throws(FileReadingError) {
      octets = try readRegularFile(path(of: file), atMost: 1 << 16)
    } catch {
      throw KeyFolderError(description: "\(printable(path(of: file))): \(error)")
    }
    guard let octets else {
      throw KeyFolderError(
        description:
          "\(printable(path(of: file))) is missing, and a key needs both files: bring it back, or remove the other"
      )
    }
    return String(decoding: octets, as: UTF8.self)
  }
}

extension KeyFolder {
  /// Puts a key into the folder: a program that ends meanwhile leaves all of it or nothing that counts.
  ///
  /// - Throws: For a key that is there, too.
  func add(_ key: ZoneKey) throws(KeyFolderError) {
    let files = KeyFiles(key, at: UInt32(truncatingIfNeeded: readClocks().unixTime))
    for other in try keys(of: key.zone) where other.record.tag == key.record.tag {
      throw KeyFolderError(
        description:
          "\(printable(path)) has a key of \(key.zone) with tag \(key.record.tag); two would be mixed up")
    }
    // The key is there once the secret is: what is alone before that counts for nothing, and may be there.
    _ = unsafe unlink(path(of: "\(files.name).key"))
    try write(files.publicText, to: "\(files.name).key")
    do throws(KeyFolderError) {
      try write(files.privateText, to: "\(files.name).private")
    } catch {
      _ = unsafe unlink(path(of: "\(files.name).key"))
      throw error
    }
  }

  /// Makes a key, and puts it into the folder.
  ///
  /// - Parameter bits: Of an RSA key.
  func addNewKey(
    of zone: DomainName, _ algorithm: SecurityAlgorithm, bits: Int = 2048, isEntryPoint: Bool
  ) throws -> ZoneKey {
    func new() throws(KeyProblem) -> ZoneKey {
      ZoneKey(try SigningKey(generating: algorithm, bits: bits), of: zone, isEntryPoint: isEntryPoint)
    }
    // Another key may have the tag by chance.
    let tags = try keys(of: zone).map(\.record.tag)
    var key = try new()
    while tags.contains(key.record.tag) { key = try new() }
    try add(key)
    return key
  }

  /// Takes a key out of the folder, and destroys it.
  func remove(_ key: ZoneKey) throws(KeyFolderError) {
    let name = key.fileName
    // The secret first: what is left behind is of no use then.
    for file in ["\(name).private", "\(name).key"] {
      guard unsafe unlink(path(of: file)) == 0 else { throw failure("removed", file) }
    }
    try synchronize()
  }

  private func failure(_ what: String, _ file: String, _ error: Int32 = errno) -> KeyFolderError {
    KeyFolderError(description: "\(printable(path(of: file))) cannot be \(what): \(describe(errno: error))")
  }

  /// Writes a file that was not there, all of it or nothing.
  private func write(_ text: String, to file: String) throws(KeyFolderError) {
    let draft = ".\(file).\(getpid())"
    let descriptor = unsafe open(path(of: draft), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure("written", file) }
    defer {
      close(descriptor)
      _ = unsafe unlink(path(of: draft))
    }
    let error = writeAll(text, to: descriptor)
    guard error == 0 else { throw failure("written", file, error) }
    // Unlike rename, link takes no other file's place.
    guard fsync(descriptor) == 0, unsafe link(path(of: draft), path(of: file)) == 0 else {
      throw failure("written", file)
    }
    try synchronize()
  }

  /// Has the folder's names reach the disk.
  private func synchronize() throws(KeyFolderError) {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("written", "") }
  }
}
