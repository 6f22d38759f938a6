import Glibc

/// A line that cannot be written, because nobody reads it any more, is lost.
func writeToStandardError(_ text: String) {
  var text = text
  text.withUTF8 { octets in
    _ = unsafe write(STDERR_FILENO, octets.baseAddress, octets.count)
  }
}

/// Sees to it that no socket takes the place of a standard stream that was closed, and that a reader of
/// standard error who goes away does not end the server.
func prepareStandardStreams() {
  for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
    // Takes the lowest free number, which is this one.
    _ = unsafe open("/dev/null", O_RDWR)
  }
  signal(SIGPIPE, SIG_IGN)
}
