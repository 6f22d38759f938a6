#ifndef CMALLOCCOUNT_H
#define CMALLOCCOUNT_H

// How often this thread has allocated memory.
unsigned long malloc_count(void);

#endif
