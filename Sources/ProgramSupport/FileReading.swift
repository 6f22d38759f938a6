import Glibc

/// Why a file is not read.
package struct FileReadingError: Error, Equatable, CustomStringConvertible {
  package let description: String
}

/// What is in a regular file; nil when there is none of that name.
///
/// Nothing else is read, or waited for: a FIFO that nobody writes to and a device may give nothing for ever. A file on
/// a mount that hangs is waited for all the same.
///
/// - Parameter maximum: The most octets that it may have.
package func readRegularFile(
  _ path: String, atMost maximum: Int = 1 << 26
) throws(FileReadingError) -> [UInt8]? {
  // Without O_NONBLOCK a FIFO is waited for before it can be asked what it is.
  let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
  guard descriptor >= 0 else {
    if errno == ENOENT { return nil }
    throw errno == ENXIO ? .irregular("a socket, or a device that is not there") : .last
  }
  defer { close(descriptor) }
  return try readToEnd(descriptor, length: try regularLength(descriptor), atMost: maximum)
}

/// How long a regular file is.
private func regularLength(_ descriptor: Int32) throws(FileReadingError) -> Int {
  var status = stat()
  guard unsafe fstat(descriptor, &status) == 0 else { throw .last }
  switch status.st_mode & S_IFMT {
  case S_IFREG: return Int(status.st_size)
  case S_IFIFO: throw .irregular("a FIFO")
  case S_IFDIR: throw .irregular("a directory")
  default: throw .irregular("a device")
  }
}

/// - Parameter length: How long the file seems to be.
private func readToEnd(
  _ descriptor: Int32, length: Int, atMost maximum: Int
) throws(FileReadingError) -> [UInt8] {
  var octets: [UInt8] = []
  octets.reserveCapacity(min(length, maximum))
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw .last }
    guard count > 0 else { return octets }
    octets += chunk[..<count]
    guard octets.count <= maximum else { throw FileReadingError(description: describe(errno: EFBIG)) }
  }
}

extension FileReadingError {
  fileprivate static var last: FileReadingError { FileReadingError(description: describe(errno: errno)) }

  fileprivate static func irregular(_ what: String) -> FileReadingError {
    FileReadingError(description: "it is \(what); only a regular file is read: put one in its place")
  }
}
