// A program that this is linked into has its standard streams open before it does anything of its own: no
// descriptor that it or its runtime opens can take the place of one that was closed.
#ifndef CSTANDARDSTREAMS_H
#define CSTANDARDSTREAMS_H
#endif
