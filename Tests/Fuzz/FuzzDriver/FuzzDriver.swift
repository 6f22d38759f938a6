import CLibFuzzer
import Glibc
import Synchronization

/// Checks one property of the program on one input.
package typealias Property = @Sendable ([UInt8]) throws(Violation) -> Void

private let current = Mutex<Property?>(nil)

/// Hands inputs to `property`: those that libFuzzer makes up, or each file that the command line names. An
/// input for which it does not hold ends the program by a trap, which either notices.
package func fuzz(_ property: @escaping Property) -> Never {
  current.withLock { $0 = property }
  var count = CommandLine.argc
  var arguments = unsafe Optional(CommandLine.unsafeArgv)
  let status = unsafe LLVMFuzzerRunDriver(&count, &arguments) { octets, count in
    let input = unsafe Array(UnsafeBufferPointer(start: octets, count: count))
    do {
      try current.withLock { $0 }?(input)
    } catch {
      fatalError("\(error)")
    }
    return 0
  }
  exit(status)
}
