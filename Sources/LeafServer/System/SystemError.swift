import Glibc
import NIOCore
import func ProgramSupport.raiseDescriptorLimit

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

/// Requires as many descriptors as it takes to start.
///
/// - Parameters:
///   - sockets: Descriptors of the sockets that serve DNS.
///   - metricsListeners: Those of the metrics, which have an event loop of their own.
func requireDescriptors(
  sockets: Int, metricsListeners: Int
) throws(DescriptorError) {
  guard let allowed = raiseDescriptorLimit() else { return }
  // An event loop has three descriptors.
  let forMetrics = metricsListeners == 0 ? 0 : 4 + 2 * metricsListeners
  let needed = 16 + sockets + 4 * System.coreCount + forMetrics
  guard allowed >= needed else { throw DescriptorError(needed: needed, allowed: allowed) }
}
