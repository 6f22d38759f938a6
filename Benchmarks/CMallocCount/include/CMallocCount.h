#ifndef CMALLOCCOUNT_H
#define CMALLOCCOUNT_H

// How often this thread has allocated memory.
unsigned long malloc_count(void);

// How many octets all threads have allocated and not freed, with what the C library keeps beside them.
unsigned long malloc_octets(void);

#endif
