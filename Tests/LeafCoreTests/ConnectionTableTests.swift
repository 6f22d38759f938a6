import DNSWire
import LeafCore
import Testing

@Suite struct `Connections within their limits` {
  /// Connections are named; a busy one has no idle time.
  private struct Table {
    var table = ConnectionTable<String>()
    var activities: [String: ConnectionActivity] = [:]
    var limits = ConnectionLimits(total: 3, perAddress: 2)

    mutating func open(_ name: String, from client: UInt32, at now: UInt64) -> String {
      let activity = ConnectionActivity(at: .milliseconds(now))
      activities[name] = activity
      let address = IPAddress.ipv4(IPv4Address(rawValue: client))
      switch table.admit(name, activity, from: address, limits: limits) {
      case .admitted: return "admitted"
      case .admittedInPlace(let other): return "in place of \(other)"
      case .refused: return "refused"
      }
    }

    mutating func close(_ name: String) {
      if let activity = activities.removeValue(forKey: name) { table.remove(activity) }
    }
  }

  @Test func `an address above its cap is refused, until one of its connections ends`() {
    var table = Table()
    #expect(table.open("a", from: 1, at: 0) == "admitted")
    #expect(table.open("b", from: 1, at: 0) == "admitted")
    #expect(table.open("c", from: 1, at: 0) == "refused")
    #expect(table.open("d", from: 2, at: 0) == "admitted")
    // One that was refused has nothing to give back.
    table.close("c")
    #expect(table.open("e", from: 1, at: 0) == "refused")
    table.close("a")
    #expect(table.open("f", from: 1, at: 0) == "admitted")
  }

  @Test func `at the global cap the longest idle makes room`() {
    var table = Table()
    _ = table.open("a", from: 1, at: 10)
    _ = table.open("b", from: 2, at: 5)
    _ = table.open("c", from: 3, at: 20)
    table.activities["b"]?.becomeIdle(at: .milliseconds(30))
    #expect(table.open("d", from: 4, at: 40) == "in place of a")
    table.activities["c"]?.becomeBusy()
    table.activities["d"]?.becomeBusy()
    #expect(table.open("e", from: 5, at: 50) == "in place of b")
    #expect(table.table.all.sorted() == ["c", "d", "e"])
  }

  @Test func `if none is idle the new one is refused`() {
    var table = Table()
    for (number, name) in ["a", "b", "c"].enumerated() {
      _ = table.open(name, from: UInt32(number), at: 0)
      table.activities[name]?.becomeBusy()
    }
    #expect(table.open("d", from: 9, at: 1) == "refused")
    table.activities["b"]?.becomeIdle(at: .milliseconds(2))
    #expect(table.open("e", from: 9, at: 3) == "in place of b")
  }

  @Test func `one that had to make room gives back nothing when it ends at last`() {
    var table = Table()
    table.limits = ConnectionLimits(total: 2, perAddress: 2)
    _ = table.open("a", from: 1, at: 0)
    _ = table.open("b", from: 1, at: 1)
    #expect(table.open("c", from: 2, at: 2) == "in place of a")
    table.close("a")
    #expect(table.open("d", from: 1, at: 3) == "in place of b")
    #expect(table.table.all.sorted() == ["c", "d"])
  }

  @Test func `whatever becomes busy, idle again or ends meanwhile, it is always the longest idle`() {
    var table = Table()
    table.limits = ConnectionLimits(total: 50, perAddress: 50)
    var idleSince: [String: UInt64] = [:]
    var open: [String] = []
    var random: UInt64 = 1
    for time: UInt64 in 1...5_000 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let name = open.isEmpty ? "" : open[Int(random >> 33) % open.count]
      switch random >> 60 {
      case 0..<4:
        table.activities[name]?.becomeBusy()
        idleSince[name] = nil
      case 4..<8 where !name.isEmpty:
        table.activities[name]?.becomeIdle(at: .milliseconds(time))
        idleSince[name] = time
      case 8:
        table.close(name)
        idleSince[name] = nil
        open.removeAll { $0 == name }
      default:
        let expected = open.count < 50 ? nil : idleSince.min { $0.value < $1.value }?.key
        let admission = table.open("\(time)", from: UInt32(time), at: time)
        #expect(
          admission == (expected.map { "in place of \($0)" } ?? (open.count < 50 ? "admitted" : "refused")))
        if let expected {
          open.removeAll { $0 == expected }
          idleSince[expected] = nil
        }
        if admission != "refused" {
          open.append("\(time)")
          idleSince["\(time)"] = time
        }
      }
    }
  }

  @Test func `a flood of connections at the cap does not have all looked through for each`() {
    var table = ConnectionTable<Int>()
    let limits = ConnectionLimits(total: 50_000, perAddress: 100_000)
    let address = IPAddress.ipv4(IPv4Address(rawValue: 1))
    let start = ContinuousClock.now
    for number in 0..<100_000 {
      let activity = ConnectionActivity(at: .milliseconds(UInt64(number)))
      let admission = table.admit(number, activity, from: address, limits: limits)
      if case .admittedInPlace(let other) = admission { #expect(other == number - 50_000) }
    }
    // Looking through all takes a minute.
    #expect(ContinuousClock.now - start < .seconds(15))
  }
}
