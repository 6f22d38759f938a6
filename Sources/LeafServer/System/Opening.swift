import Glibc
import LeafConfiguration

/// The sockets of some addresses, as far as they could be opened: first where nobody else has the address; then, if that
/// may be, where another leaf has it too.
struct Opening<Socket> {
  typealias Open = (ListenAddress, _ shared: Bool) throws(SocketError) -> Socket

  private let addresses: [ListenAddress]
  private let open: Open
  private var slots: [Socket?]
  /// Why those that are missing could not be opened, when that was tried last.
  private(set) var problems: [SocketError] = []

  /// - Parameter open: Opens the socket of one address, or several, or nothing.
  init(_ addresses: [ListenAddress], _ open: @escaping Open) {
    self.addresses = addresses
    self.open = open
    slots = addresses.map { _ in nil }
  }

  /// In the order of the addresses.
  var sockets: [Socket] { slots.compactMap { $0 } }

  /// Whether nothing keeps those that are missing but that others have their addresses.
  var missesOnlyWhatOthersHave: Bool { problems.allSatisfy { $0.errno == EADDRINUSE } }

  /// - Parameter shared: Whether another leaf may have the address too.
  mutating func openMissing(shared: Bool) {
    problems = []
    for index in addresses.indices where slots[index] == nil {
      do throws(SocketError) {
        slots[index] = try open(addresses[index], shared)
      } catch {
        problems.append(error)
      }
    }
  }
}
