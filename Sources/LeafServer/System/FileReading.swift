import Glibc
import LeafConfiguration
import ProgramSupport

/// No configuration is longer, and a device may never end.
private let maximumFileLength = 1 << 26

/// What is in a file; nil when there is none of that name.
package func readFile(_ path: String) throws(FileError) -> [UInt8]? {
  let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else {
    if errno == ENOENT { return nil }
    throw FileError(errno: errno)
  }
  defer { close(descriptor) }
  var octets: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw FileError(errno: errno) }
    guard count > 0 else { return octets }
    octets += chunk[..<count]
    guard octets.count <= maximumFileLength else { throw FileError(errno: EFBIG) }
  }
}

extension FileError {
  init(errno: Int32) { self.init(reason: describe(errno: errno)) }
}
