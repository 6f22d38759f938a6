import LeafConfiguration
import ProgramSupport

/// What is in a file; nil when there is none of that name.
package func readFile(_ path: String) throws(FileError) -> [UInt8]? {
  do throws(FileReadingError) {
    return try readRegularFile(path)
  } catch {
    throw FileError(reason: error.description)
  }
}
