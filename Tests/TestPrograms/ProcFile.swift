import Foundation

/// The text of a file below `/proc`.
///
/// Such a file has no length and comes a page a read: `String(contentsOfFile:)` takes the first page for all of it.
package func procText(_ path: String) throws -> String {
  let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
  return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
}
