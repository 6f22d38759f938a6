import CLibFuzzer
import Glibc
import struct NIOConcurrencyHelpers.NIOLockedValueBox

/// Checks one property of the program on one input.
package typealias Property = @Sendable ([UInt8]) throws(Violation) -> Void

private let current = NIOLockedValueBox<Property?>(nil)

/// Hands inputs to `property`: those that libFuzzer makes up, or each file that the command line names. An
/// input for which it does not hold ends the program by a trap, which either notices.
package func fuzz(arguments: [String] = CommandLine.arguments, _ property: @escaping Property) -> Never {
  current.withLockedValue { $0 = property }
  var count = Int32(arguments.count)
  var list = unsafe arguments.map { unsafe strdup($0) } + [nil]
  let status = unsafe list.withUnsafeMutableBufferPointer { list in
    var start = list.baseAddress
    return unsafe LLVMFuzzerRunDriver(&count, &start) { octets, count in
      let input = unsafe Array(UnsafeBufferPointer(start: octets, count: count))
      do {
        try current.withLockedValue { $0 }?(input)
      } catch {
        fatalError("\(error)")
      }
      return 0
    }
  }
  exit(status)
}
