import Foundation
import TestOctets
import TestPrograms

/// The name of the zone that the probe prints, where leaf serves it behind wrong servers.
let probeZone = "probe.example"

/// The zone file that `leaf-probe --zone-file` prints.
func printedZone(_ name: String, _ options: [String] = []) async throws -> String {
  let run = try await ProbeRun.start(["--zone-file"] + options + [name])
  guard run.status == 0 else { throw NotReady(log: run.errors) }
  return run.output
}

extension Spoiler {
  /// Spoils what is said of one name in the zone that the probe prints.
  ///
  /// - Parameters:
  ///   - label: The name without the zone's.
  ///   - type: The QTYPE; nil for all.
  static func probeZone(
    _ name: String, _ fails: Set<String>, tolerated: Set<String> = [], at label: String,
    _ type: UInt16? = nil,
    _ spoil: @escaping @Sendable (Asked, inout DNSMessage) -> Void
  ) -> Spoiler {
    inProbeZone(name, fails, tolerated: tolerated) { asked, response in
      if asked.name == "\(label).\(Conformance.probeZone)", type == nil || asked.qtype == type {
        spoil(asked, &response)
      }
    }
  }

  /// Spoils what is said of names in the zone that the probe prints.
  static func inProbeZone(
    _ name: String, _ fails: Set<String>, tolerated: Set<String> = [],
    _ spoil: @escaping @Sendable (Asked, inout DNSMessage) -> Void
  ) -> Spoiler {
    response(name, fails, tolerated: tolerated, spoil).asking(in: Conformance.probeZone, "authoritative")
  }
}

extension DNSMessage {
  /// Says with authority that there is no such name.
  mutating func deny(_ asked: DNSMessage) { self = asked.response(rcode: 3, flags: Self.aa) }

  /// Answers with authority, by an address.
  mutating func answer(_ asked: DNSMessage) {
    self = asked.response(rcode: 0, flags: Self.aa)
    add(.answer, asked.qname, type: 1, [192, 0, 2, 99])
  }
}

func inProbeZone(_ label: String) -> [UInt8] { wire("\(label).\(probeZone)") }
