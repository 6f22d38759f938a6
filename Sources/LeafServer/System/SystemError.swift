import Glibc
import NIOCore

/// The system does not give what leaf needs to start.
package protocol SystemError: Error, CustomStringConvertible {}

/// There may not be as many descriptors as the listeners need.
struct DescriptorError: SystemError {
  let needed: Int
  let allowed: Int

  var description: String {
    "\(needed) descriptors are needed to start, and \(allowed) are allowed; raise the limit (ulimit -n)"
  }
}

/// Raises the limit on descriptors as far as it goes: each TCP connection takes one.
///
/// - Parameters:
///   - sockets: Descriptors of the sockets that serve DNS.
///   - metricsListeners: Those of the metrics, which have an event loop of their own.
func raiseDescriptorLimit(
  sockets: Int, metricsListeners: Int
) throws(DescriptorError) {
  var limit = rlimit()
  guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
  limit.rlim_cur = limit.rlim_max
  _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  // An event loop has three descriptors.
  let forMetrics = metricsListeners == 0 ? 0 : 4 + 2 * metricsListeners
  let needed = 16 + sockets + 4 * System.coreCount + forMetrics
  guard limit.rlim_cur >= needed else {
    throw DescriptorError(needed: needed, allowed: Int(clamping: limit.rlim_cur))
  }
}
