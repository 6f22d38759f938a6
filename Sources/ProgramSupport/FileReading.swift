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
  return try readToEnd(descriptor, expecting: try lengthOfRegular(descriptor), atMost: maximum)
}

private func lengthOfRegular(_ descriptor: Int32) throws(FileReadingError) -> Int {
  var status = stat()
  guard unsafe fstat(descriptor, &status) == 0 else { throw .last }
  switch status.st_mode & S_IFMT {
  case S_IFREG: return status.st_size
  case S_IFIFO: throw .irregular("a FIFO")
  case S_IFDIR: throw .irregular("a directory")
  default: throw .irregular("a device")
  }
}

/// - Parameter length: The file's, which may have changed since, and which files of the kernel do not tell.
private func readToEnd(
  _ descriptor: Int32, expecting length: Int, atMost maximum: Int
) throws(FileReadingError) -> [UInt8] {
  var octets: [UInt8] = []
  // One octet more shows the end without more memory.
  octets.reserveCapacity(min(length, maximum) + 1)
  while true {
    var count = 0
    let room = octets.capacity - octets.count
    octets.append(addingCapacity: room > 0 ? room : 65_536) { free in
      count = unsafe free.withUnsafeMutableBufferPointer { buffer, filled in
        let count = unsafe read(descriptor, buffer.baseAddress, buffer.count)
        filled = max(count, 0)
        return count
      }
    }
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw .last }
    guard count > 0 else { return octets }
    guard octets.count <= maximum else { throw FileReadingError(description: describe(errno: EFBIG)) }
  }
}

extension FileReadingError {
  fileprivate static var last: FileReadingError { FileReadingError(description: describe(errno: errno)) }

  fileprivate static func irregular(_ what: String) -> FileReadingError {
    FileReadingError(description: "it is \(what); only a regular file is read: put one in its place")
  }
}
