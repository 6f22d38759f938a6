#define _GNU_SOURCE
#include "CLibFuzzer.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

static const int fatal_signals[] = {SIGABRT, SIGALRM, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP};
enum { fatal_signal_count = sizeof fatal_signals / sizeof *fatal_signals };

// How long one input may take, in seconds: sanitizers and other tests slow it down.
enum { time_limit = 25 };

static struct sigaction earlier_actions[NSIG];
static const char *current_path;

static void write_text(const char *text) {
  // Nothing is left to do where standard error cannot be written.
  if (write(STDERR_FILENO, text, strlen(text)) < 0) return;
}

// Names the input that ends the program, and leaves the rest to whoever handled the signal before.
static void name_input(int signal) {
  write_text(signal == SIGALRM ? "replay: failed: takes too long: " : "replay: failed: ");
  write_text(current_path);
  write_text("\n");
  sigaction(signal, &earlier_actions[signal], NULL);
  // What raised any other is run again.
  if (signal == SIGALRM) raise(signal);
}

static void handle_fatal_signals(void) {
  // A stack that has overflowed holds no handler. The sanitizers, and Swift for its backtraces, bring one.
  static char memory[1 << 16];
  stack_t stack;
  if (sigaltstack(NULL, &stack) == 0 && stack.ss_flags & SS_DISABLE) {
    stack = (stack_t){.ss_sp = memory, .ss_size = sizeof memory};
    sigaltstack(&stack, NULL);
  }
  struct sigaction action = {.sa_handler = name_input, .sa_flags = SA_ONSTACK};
  for (int i = 0; i < fatal_signal_count; i++) {
    sigaction(fatal_signals[i], &action, &earlier_actions[fatal_signals[i]]);
  }
}

static _Noreturn void fail(const char *path) {
  fprintf(stderr, "replay: %s: %s\n", path, strerror(errno));
  exit(EX_NOINPUT);
}

static void *allocated(void *memory) {
  if (memory == NULL) abort();
  return memory;
}

static void replay_file(const char *path, libfuzzer_callback callback) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) fail(path);
  uint8_t *octets = NULL;
  size_t count = 0, capacity = 0;
  do {
    if (count == capacity) octets = allocated(realloc(octets, capacity = 2 * capacity + 4096));
    count += fread(octets + count, 1, capacity - count, file);
    if (ferror(file)) fail(path);
  } while (!feof(file));
  fclose(file);
  current_path = path;
  alarm(time_limit);
  callback(octets, count);
  alarm(0);
  free(octets);
}

static int is_visible(const struct dirent *entry) { return entry->d_name[0] != '.'; }

static size_t replay(const char *path, libfuzzer_callback callback) {
  struct stat status;
  if (stat(path, &status) != 0) fail(path);
  if (!S_ISDIR(status.st_mode)) {
    replay_file(path, callback);
    return 1;
  }
  struct dirent **entries;
  int count = scandir(path, &entries, is_visible, alphasort);
  if (count < 0) fail(path);
  size_t replayed = 0;
  for (int i = 0; i < count; i++) {
    char *child;
    if (asprintf(&child, "%s/%s", path, entries[i]->d_name) < 0) abort();
    replayed += replay(child, callback);
    free(child);
    free(entries[i]);
  }
  free(entries);
  return replayed;
}

// libFuzzer's own goes before it, where there is one.
__attribute__((weak)) int LLVMFuzzerRunDriver(int *argc, char ***argv, libfuzzer_callback callback) {
  const char *program = (*argv)[0];
  for (int i = 1; i < *argc; i++) {
    if ((*argv)[i][0] != '-') continue;
    fprintf(stderr,
            "%s: %s: this build replays inputs and takes no options; libFuzzer's need one with\n"
            "swift build -Xswiftc -sanitize=fuzzer\n",
            program, (*argv)[i]);
    return EX_USAGE;
  }
  if (*argc < 2) {
    fprintf(stderr, "usage: %s FILE|FOLDER...\n", program);
    return EX_USAGE;
  }
  handle_fatal_signals();
  size_t replayed = 0;
  for (int i = 1; i < *argc; i++) {
    const char *path = (*argv)[i];
    size_t count = replay(path, callback);
    if (count == 0) {
      fprintf(stderr, "replay: %s: holds no input\n", path);
      return EX_NOINPUT;
    }
    replayed += count;
  }
  printf("replayed %zu inputs\n", replayed);
  return EX_OK;
}
