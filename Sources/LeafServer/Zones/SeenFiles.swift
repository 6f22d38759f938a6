import DNSZoneFile
import LeafConfiguration

/// The files that a zone was read from, as they were then.
struct SeenFiles: Sendable {
  private struct File: Equatable {
    /// From before it was read; nil if it was not there.
    var stamp: FileStamp?
    /// Of its contents; nil if it could not be read.
    var digest: UInt64?
  }

  private var files: [String: File] = [:]

  /// Reads a file, and remembers it.
  mutating func read(_ path: String) throws(ZoneFileUnreadable) -> [UInt8] {
    // A change that comes while it is read has a later time.
    files[path] = File(stamp: FileStamp(of: path), digest: nil)
    let octets = try readZoneFile(path)
    files[path]?.digest = digest(of: octets)
    return octets
  }

  /// Remembers a folder, whose names count and whose files do not.
  mutating func note(folder path: String) { files[path] = File(stamp: FileStamp(of: path), digest: nil) }

  /// Whether a file is not the one that it was, has another time, or has come or gone.
  var areTouched: Bool { files.contains { FileStamp(of: $0) != $1.stamp } }

  /// The same files as they are now; nil if their contents are others.
  func unchanged() -> SeenFiles? {
    var now = SeenFiles()
    for (path, file) in files {
      _ = try? now.read(path)
      guard let digest = file.digest, now.files[path]?.digest == digest else { return nil }
    }
    return now
  }

  /// Whether both have the same contents.
  func haveContents(of other: SeenFiles) -> Bool {
    files.values.compactMap(\.digest).sorted() == other.files.values.compactMap(\.digest).sorted()
  }
}

/// Another at every start, so that nobody can make two files alike.
private let seed = UInt64.random(in: .min ... .max)

/// A number that two contents have in common once in 2^64 times.
private func digest(of octets: [UInt8]) -> UInt64 {
  unsafe octets.withUnsafeBytes { octets in
    var digest = seed ^ UInt64(octets.count)
    var position = 0
    while position + 8 <= octets.count {
      mix(unsafe octets.loadUnaligned(fromByteOffset: position, as: UInt64.self), into: &digest)
      position += 8
    }
    while position < octets.count {
      mix(unsafe UInt64(octets[position]), into: &digest)
      position += 1
    }
    return digest
  }
}

private func mix(_ word: UInt64, into digest: inout UInt64) {
  let product = (digest ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15 ^ seed | 1)
  digest = product.high ^ product.low
}
