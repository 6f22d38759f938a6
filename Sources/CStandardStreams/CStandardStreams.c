#include "CStandardStreams.h"

#include <fcntl.h>
#include <unistd.h>

// A program with an asynchronous main has an event descriptor before the first of its statements: it is too late there.
__attribute__((constructor(101))) static void open_standard_streams(void) {
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++) {
    // The lowest free number is what open(2) takes: this one.
    if (fcntl(stream, F_GETFD) < 0) open("/dev/null", O_RDWR);
  }
}
