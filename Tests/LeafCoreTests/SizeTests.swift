import DNSWire
import LeafCore
import TestMessages
import Testing

@Suite struct `Size of responses` {
  /// `many` has `count` A records of 16 octets each.
  private func authority(_ count: Int) -> Authority {
    let addresses = (0..<count).map { IPv4Address(rawValue: UInt32($0)) }
    return Authority(hosts: [Host(name: name("many.dev.example.com"), ipv4: addresses)])
  }

  private static let header = 12 + question("many.dev.example.com").count

  @Test(arguments: [(29, 512), (30, 512)])
  func `UDP without EDNS: 512 octets`(count: Int, limit: Int) throws {
    let query = Message.query("many.dev.example.com")
    let response = try ask(query, with: authority(count))
    if Self.header + 16 * count <= limit {
      #expect(response.records.count == count && !response.header.flags.contains(.truncated))
      #expect(response.octets.count == Self.header + 16 * count)
    } else {
      #expect(response.summary == "NOERROR+AT q1")
    }
  }

  @Test func `exactly as many octets as fit are not truncated, one record more is`() throws {
    // Header, question and OPT take 49 octets: with n records the response has 49 + 16 n.
    for size: UInt16 in [512, 513, 700, 1_231, 1_232, 4_096, 65_535] {
      let limit = min(max(512, Int(size)), 1_232)
      let most = (limit - Self.header - 11) / 16
      let query = Message.query("many.dev.example.com", additional: [opt(size: size)])
      let fits = try ask(query, with: authority(most))
      #expect(fits.records.count == most && fits.octets.count <= limit)
      #expect(!fits.header.flags.contains(.truncated))
      #expect(try ask(query, with: authority(most + 1)).summary == "NOERROR+AT q1 OPT")
    }
  }

  @Test(arguments: [0, 1, 511] as [UInt16])
  func `a payload size under 512 counts as 512 (RFC 6891 §6.2.3)`(size: UInt16) throws {
    let query = Message.query("many.dev.example.com", additional: [opt(size: size)])
    #expect(try ask(query, with: authority(28)).records.count == 28)
    #expect(try ask(query, with: authority(30)).summary == "NOERROR+AT q1 OPT")
  }

  @Test func `a response of exactly 512 octets is whole`() throws {
    // 12 + 4 + 1 + (1 + n) + 17 octets before the records; 16 a record.
    let host = String(repeating: "x", count: 14) + ".dev.example.com"
    let before = 12 + question(host).count
    #expect((512 - before) % 16 == 0)
    let count = (512 - before) / 16
    let addresses = (0..<count).map { IPv4Address(rawValue: UInt32($0)) }
    let authority = Authority(hosts: [Host(name: name(host), ipv4: addresses)])
    let response = try ask(.query(host), with: authority)
    #expect(response.octets.count == 512 && response.records.count == count)
  }

  @Test func `TCP has no such limit, whatever OPT says`() throws {
    let query = Message.query("many.dev.example.com", additional: [opt(size: 512)])
    let response = try ask(query, with: authority(2_000), over: .tcp)
    #expect(response.records.count == 2_000 && !response.header.flags.contains(.truncated))
  }

  @Test func `additional records go before TC is set, an RRset at a time (RFC 2181 §9)`() throws {
    let hosts = (0..<8).map { number in
      Host(
        name: name("ns\(number).dev.example.com"), ipv4: [IPv4Address(rawValue: UInt32(number))],
        ipv6: [IPv6Address(high: 1, low: UInt64(number)), IPv6Address(high: 2, low: UInt64(number))])
    }
    let authority = Authority(nameServers: hosts.map { "\($0.name)" }, hosts: hosts)
    let plain = try ask(.query("dev.example.com", .ns), with: authority)
    let additional = plain.records.filter { $0.section == 2 }
    #expect(plain.records.count { $0.section == 0 } == 8)
    #expect(plain.octets.count <= 512 && !plain.header.flags.contains(.truncated))
    #expect(!additional.isEmpty && additional.count < 24)
    #expect(additional.count { $0.type == .aaaa } % 2 == 0, "an RRset is never cut")
    let tcp = try ask(.query("dev.example.com", .ns), with: authority, over: .tcp)
    #expect(tcp.records.count == 8 + 24)
  }

  @Test func `NS records that do not fit set TC`() throws {
    let label = String(repeating: "n", count: 60)
    let targets = (0..<12).map { "\(label)\($0).dev.example.com" }
    let authority = Authority(nameServers: targets, hosts: [])
    #expect(try ask(.query("dev.example.com", .ns), with: authority).summary == "NOERROR+AT q1")
  }

  @Test func `a negative answer that does not fit sets TC and keeps its RCODE`() throws {
    let label = String(repeating: "n", count: 63)
    let authority = Authority(nameServers: ["\(label).\(label).\(label).example.net"], hosts: [])
    let long = "\(label).\(label).\(label)." + String(repeating: "x", count: 44) + ".dev.example.com"
    let response = try ask(.query(long), with: authority)
    #expect(response.summary == "NXDOMAIN+AT q1")
    let whole = try ask(.query(long, additional: [opt()]), with: authority)
    #expect(whole.summary == "NXDOMAIN+A q1 ns:SOA/60 OPT")
  }

  @Test func `the longest question with everything asked for fits 512 octets`() throws {
    let authority = Authority { $0.serverID = [UInt8](repeating: 0x61, count: 128) }
    let label = String(repeating: "n", count: 63)
    let long = "\(label).\(label).\(label).\(String(repeating: "n", count: 61))"
    let options = opt(size: 0, option(3), cookie(8), option(11))
    let response = try ask(.query(long, additional: [options]), with: authority)
    #expect(response.summary == "REFUSED q1 OPT,15(2),3(128),10(24)")
    #expect(response.octets.count <= 512)
  }

  @Test func `the longest response without stored records fits beside a TSIG record`() throws {
    let authority = Authority(hosts: []) {
      $0.serverID = [UInt8](repeating: 0x61, count: 128)
      $0.versionText = [UInt8](repeating: 0x61, count: 255)
    }
    let label = String(repeating: "n", count: 63)
    let long = "\(label).\(label).\(label).\(String(repeating: "n", count: 61))"
    let query = Message.query(
      long, additional: [opt(option(3), cookie(8), option(11)), tsig(key: long, algorithm: long)])
    let response = try ask(query, with: authority, over: .tcp)
    #expect(response.summary == "NOTAUTH q1 ar:TSIG/0 OPT,3(128),10(24),11(2)")
    #expect(response.octets.count == 12 + 259 + 11 + 4 + 128 + 4 + 24 + 4 + 2 + 255 + 10 + 255 + 16)
    let text = try ask(.query("version.bind", .txt, .ch), with: authority, over: .tcp)
    #expect(text.octets.count == 12 + 18 + 12 + 256)
  }
}
