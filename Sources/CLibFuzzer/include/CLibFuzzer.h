// The driver of libFuzzer, which clang's runtime defines in a build with -sanitize=fuzzer.
//
// Every other build gets the one of replay.c: the same program then runs each input that it is given once.
#ifndef CLIBFUZZER_H
#define CLIBFUZZER_H

#include <stddef.h>
#include <stdint.h>

// Runs one input; 0 keeps it if it is of interest. A finding ends the program instead.
typedef int (*libfuzzer_callback)(const uint8_t *octets, size_t count);

// Takes the program's arguments: files to run, folders of them, and the options of libFuzzer.
// Returns the program's exit status.
int LLVMFuzzerRunDriver(int *argc, char ***argv, libfuzzer_callback callback);

#endif
