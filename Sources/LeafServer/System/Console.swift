import Glibc

/// A line that cannot be written, because nobody reads it any more, is lost.
func writeToStandardError(_ text: String) {
  var text = text
  text.withUTF8 { octets in
    _ = unsafe write(STDERR_FILENO, octets.baseAddress, octets.count)
  }
}

/// Writes all of a text.
///
/// - Returns: 0, or why not all of it is written.
func writeAll(_ text: String, to descriptor: Int32) -> Int32 {
  var text = text
  return text.withUTF8 { octets in
    var written = 0
    while written < octets.count {
      let rest = unsafe UnsafeBufferPointer(rebasing: octets[written...])
      let count = unsafe write(descriptor, rest.baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return errno }
      written += count
    }
    return 0
  }
}
