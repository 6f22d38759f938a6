// What leaf-probe uses of ldns: messages, their wire form and presentation form, and the exchange.
#ifndef CLDNS_H
#define CLDNS_H

#include <stdlib.h>

#include <ldns/ldns.h>

#endif
