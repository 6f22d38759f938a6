import Glibc
import LeafConfiguration
import ProgramSupport

/// The names of what is in a folder.
func listFolder(_ path: String) throws(FileError) -> [String] {
  guard let folder = unsafe opendir(path) else { throw FileError(reason: describe(errno: errno)) }
  defer { unsafe closedir(folder) }
  var names: [String] = []
  while let entry = unsafe readdir(folder) {
    let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe $0.prefix { $0 != 0 } }
    unsafe names.append(String(decoding: name, as: UTF8.self))
  }
  return names
}

/// What is in a file; nil when there is none of that name.
package func readFile(_ path: String) throws(FileError) -> [UInt8]? {
  do throws(FileReadingError) {
    return try readRegularFile(path)
  } catch {
    throw FileError(reason: error.description)
  }
}
