#ifndef CMALLOCCOUNT_H
#define CMALLOCCOUNT_H

// How often this thread has allocated memory; 0 for ever where a sanitizer has taken malloc over.
unsigned long malloc_count(void);

// Swift Testing has each error that is thrown reported to it, which allocates. Switches that off, in all threads,
// and back on.
void malloc_count_without_error_reports(int off);

#endif
