import Glibc

/// A line that cannot be written, because nobody reads it any more, is lost.
func writeToStandardError(_ text: String) {
  var text = text
  text.withUTF8 { octets in
    _ = unsafe write(STDERR_FILENO, octets.baseAddress, octets.count)
  }
}
