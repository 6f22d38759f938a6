import DNSSecurity
import DNSWire
import FuzzDriver
import TestMessages
import Testing

@testable import SecurityProperties

/// The properties of fuzz-key and fuzz-dnssec find what they are there for.
@Suite struct `A spoiled signature or key` {
  private static let name = DomainName(labels: ["a", "Example"])

  private static func records(_ type: RRType, _ rdata: [UInt8]) -> UnsortedRecords? {
    let octets = name.wireForm
    var input = Input(
      [UInt8(octets.count)] + octets + [UInt8(type.rawValue >> 8), UInt8(type.rawValue & 0xFF)]
        + [0, UInt8(rdata.count)] + rdata)
    return UnsortedRecords(&input)
  }

  @Test(arguments: FuzzedKeys.all.indices)
  func `is not what ldns verifies`(index: Int) throws {
    let set = try #require(Self.records(.mx, [0, 1] + Self.name.wireForm)?.rrset)
    var fields = Input([1, 0, 0, 0, 14, 16, 0, 0, 0, 1, 0, 0, 1, 0])
    let signed = SignedFields(&fields)
    let key = ZoneKey(FuzzedKeys.all[index], of: signed.signer(of: set), isEntryPoint: true)
    var signature = try signed.signature(of: set, key)
    #expect(set.isSignedByLDNS(signature, key.record) == true)
    #expect(set.couldVerify(signature, key.record))
    let other = try #require(Self.records(.mx, [0, 2] + Self.name.wireForm)?.rrset)
    #expect(other.isSignedByLDNS(signature, key.record) == false)
    signature.signature[20] ^= 1
    #expect(set.isSignedByLDNS(signature, key.record) == false)
    #expect(set.couldVerify(signature, key.record))
    signature.labels = 3
    #expect(!set.couldVerify(signature, key.record))
  }

  @Test func `is not compared where RDATA is in no format`() throws {
    let set = try #require(Self.records(.mx, [0, 1] + Self.name.wireForm + [1])?.rrset)
    var fields = Input([])
    let signed = SignedFields(&fields)
    let key = ZoneKey(FuzzedKeys.all[0], of: signed.signer(of: set), isEntryPoint: true)
    #expect(set.isSignedByLDNS(try signed.signature(of: set, key), key.record) == nil)
  }

  @Test func `has names of RDATA in another case`() throws {
    let mixed = [0, 1] + Self.name.wireForm
    let records = try #require(Self.records(.mx, mixed))
    func found(_ canonical: [[UInt8]]) -> String? {
      violation { () throws(Violation) in try records.requireCanonical(canonical) }
    }
    #expect(found(records.rrset.records) == nil)
    #expect(found([mixed])?.contains("ldns has") == true)
    #expect(found([])?.contains("ldns has") == true)
  }

  @Test func `is told of`() {
    func found(_ text: String) -> String? {
      violation { () throws(Violation) in try requireThatItIsQuiet(text) }
    }
    #expect(found("its PrivateKey is no Base64") == nil)
    #expect(
      found("its PrivateKey is GU6SnQ/Ou+xC5RumuIUIuJZteXT2z0O/ok1s38Et6mQ=")?.contains("tells") == true)
    #expect(found("its PrivateKey\nis no Base64")?.contains("no line") == true)
  }
}
