import Glibc
import struct ProgramSupport.FileReadingError
import func ProgramSupport.readRegularFile

/// The files of a folder, each of which is sent as a message.
struct Corpus: Sendable {
  struct File: Sendable {
    let name: String
    let octets: [UInt8]

    /// QR=1: no server may respond to it.
    var isResponse: Bool { octets.count > 2 && octets[2] & 0x80 != 0 }
  }

  /// In the order of their names.
  var files: [File] = []
  /// Files that no message is as long as: more than 65535 octets.
  var tooLong: [String] = []

  /// Why a folder, or a file in it, cannot be read.
  struct ReadingError: Error, CustomStringConvertible {
    let description: String
  }
}

extension Corpus {
  /// Reads the regular files of a folder; those whose names begin with a dot, and folders in it, are passed over.
  init(reading folder: String) throws(ReadingError) {
    for name in try Self.names(in: folder) {
      let path = "\(folder)/\(name)"
      do throws(FileReadingError) {
        guard let octets = try readRegularFile(path) else { continue }
        if octets.count > 65_535 {
          tooLong.append(name)
        } else {
          files.append(File(name: name, octets: octets))
        }
      } catch {
        throw ReadingError(description: "cannot read \(path): \(error)")
      }
    }
    guard !files.isEmpty else { throw ReadingError(description: "\(folder) has no files to send") }
  }

  private static func names(in folder: String) throws(ReadingError) -> [String] {
    guard let stream = unsafe opendir(folder) else {
      throw ReadingError(description: "cannot read the folder \(folder): \(SystemError.last)")
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      // A file system that does not tell what it is leaves it to be found out.
      guard unsafe [DT_REG, DT_LNK, DT_UNKNOWN].contains(Int(entry.pointee.d_type)) else { continue }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
