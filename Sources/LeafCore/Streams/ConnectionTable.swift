import DNSWire
import Synchronization

/// How many TCP connections there may be.
package struct ConnectionLimits: Equatable, Sendable {
  /// At a time, of all clients together.
  package var total: Int
  /// At a time, of one client.
  package var perAddress: Int

  package init(total: Int, perAddress: Int) {
    self.total = total
    self.perAddress = perAddress
  }
}

/// Since when a connection waits for a query; told by its own thread, read by whoever looks for one to end.
package final class ConnectionActivity: Sendable {
  /// 0 while it is busy; else one more than the milliseconds at which it became idle.
  private let idle: Atomic<UInt64>

  /// - Parameter now: When the connection was opened.
  package init(at now: Now) { idle = Atomic(now.milliseconds + 1) }

  /// Nothing waits to be answered from here on.
  package func becomeIdle(at now: Now) { idle.store(now.milliseconds + 1, ordering: .relaxed) }

  /// Something has been received.
  package func becomeBusy() { idle.store(0, ordering: .relaxed) }

  var idleSince: UInt64? {
    let idle = idle.load(ordering: .relaxed)
    return idle == 0 ? nil : idle - 1
  }
}

/// The open connections, within their limits.
package struct ConnectionTable<Connection: Sendable>: Sendable {
  /// What becomes of a new connection.
  package enum Admission {
    /// There was room.
    case admitted
    /// There was no room: this connection, the longest idle, has to end.
    case admittedInPlace(of: Connection)
    /// Neither its address has room nor can any be made: it has to end.
    case refused
  }

  private struct Entry: Sendable {
    var connection: Connection
    var address: IPAddress
    var activity: ConnectionActivity
  }

  private var entries: [ObjectIdentifier: Entry] = [:]
  private var perAddress: [IPAddress: Int] = [:]
  /// Those that were idle when all were looked through last, the longest idle at the end. The ones that have not been
  /// busy since have been idle longer than any other, so that hardly ever all have to be looked through again.
  private var idle: [(since: UInt64, activity: ConnectionActivity)] = []

  package init() {}

  /// Those that are open, in no order.
  package var all: [Connection] { entries.values.map(\.connection) }

  /// Takes in a new connection, if its address has room, and all together have or make room.
  ///
  /// - Parameters:
  ///   - activity: The connection's own, which also names it.
  ///   - address: What connections of the same client have in common.
  package mutating func admit(
    _ connection: Connection, _ activity: ConnectionActivity, from address: IPAddress,
    limits: ConnectionLimits
  ) -> Admission {
    guard perAddress[address, default: 0] < limits.perAddress else { return .refused }
    var admission = Admission.admitted
    if entries.count >= limits.total {
      guard let longestIdle = takeLongestIdle(), let ended = remove(longestIdle) else { return .refused }
      admission = .admittedInPlace(of: ended)
    }
    entries[ObjectIdentifier(activity)] = Entry(
      connection: connection, address: address, activity: activity)
    perAddress[address, default: 0] += 1
    return admission
  }

  /// Forgets a connection that has ended, unless it has had to make room before.
  @discardableResult
  package mutating func remove(_ activity: ConnectionActivity) -> Connection? {
    guard let entry = entries.removeValue(forKey: ObjectIdentifier(activity)) else { return nil }
    if let count = perAddress[entry.address] {
      perAddress[entry.address] = count > 1 ? count - 1 : nil
    }
    return entry.connection
  }

  private mutating func takeLongestIdle() -> ConnectionActivity? {
    if let known = takeKnownIdle() { return known }
    idle = entries.values.compactMap { entry in entry.activity.idleSince.map { ($0, entry.activity) } }
    idle.sort { $0.since > $1.since }
    return takeKnownIdle()
  }

  private mutating func takeKnownIdle() -> ConnectionActivity? {
    while let (since, activity) = idle.popLast() {
      // It may have been busy, or have ended.
      if activity.idleSince == since, entries[ObjectIdentifier(activity)] != nil { return activity }
    }
    return nil
  }
}
