// What leaf needs of the C library that Swift's Glibc module hides, as that is built without _GNU_SOURCE.
//
// It is declared here under names of our own, and linked to the library's by asm labels: with _GNU_SOURCE other
// types of the same headers, such as fd_set, would differ between this module and Glibc's.
#ifndef CSOCKETS_H
#define CSOCKETS_H

#include <linux/membarrier.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// struct mmsghdr, recvmmsg(2), sendmmsg(2).
struct csockets_message {
  struct msghdr msg_hdr;
  unsigned int msg_len;
};

int csockets_recvmmsg(int descriptor, struct csockets_message *messages, unsigned int count, int flags,
                      struct timespec *timeout) __asm__("recvmmsg");
int csockets_sendmmsg(int descriptor, struct csockets_message *messages, unsigned int count, int flags)
    __asm__("sendmmsg");

// pthread_setname_np(3).
int csockets_set_thread_name(pthread_t thread, const char *name) __asm__("pthread_setname_np");

// malloc_trim(3).
int csockets_malloc_trim(size_t pad) __asm__("malloc_trim");

// struct in6_pktinfo, ipv6(7).
struct csockets_in6_pktinfo {
  struct in6_addr ipi6_addr;
  unsigned int ipi6_ifindex;
};

// Room for the control message that carries the address a datagram was sent to.
enum { csockets_control_length = CMSG_SPACE(sizeof(struct csockets_in6_pktinfo)) };

// Makes a datagram's control message the one for its response: from the address that was asked, by whatever
// interface leads to the client. A link-local IPv6 address means something only with its interface.
static inline void csockets_respond_from_asked_address(struct msghdr *message) {
  for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c != NULL; c = CMSG_NXTHDR(message, c)) {
    if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO) {
      struct in_pktinfo info;
      memcpy(&info, CMSG_DATA(c), sizeof info);
      info.ipi_ifindex = 0;
      memcpy(CMSG_DATA(c), &info, sizeof info);
    } else if (c->cmsg_level == IPPROTO_IPV6 && c->cmsg_type == IPV6_PKTINFO) {
      struct csockets_in6_pktinfo info;
      memcpy(&info, CMSG_DATA(c), sizeof info);
      if (!IN6_IS_ADDR_LINKLOCAL(&info.ipi6_addr)) info.ipi6_ifindex = 0;
      memcpy(CMSG_DATA(c), &info, sizeof info);
    }
  }
}

// How many octets a stream socket has received that have not been read; 0 if it cannot be told.
static inline int csockets_unread(int descriptor) {
  int count = 0;
  return ioctl(descriptor, FIONREAD, &count) == 0 ? count : 0;
}

// Whether something can be read from a descriptor, or accepted.
static inline bool csockets_can_be_read(int descriptor) {
  struct pollfd entry = {.fd = descriptor, .events = POLLIN};
  return poll(&entry, 1, 0) > 0;
}

// Returns when whatever the kernel was doing with what it had looked up before is done, such as putting a datagram into
// the queue of the socket that it had found for it: membarrier(2) waits for an RCU grace period, some milliseconds.
// Where the kernel has no such call, or has processors without ticks (nohz_full), it returns at once.
static inline void csockets_await_kernel_readers(void) { syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0); }

#endif
