import DNSWire
import LeafCore
import TestMessages
import Testing

@Suite struct `RFC 1035 §3.3 character strings to send` {
  /// What goes out for a text of the server's.
  private static func record(of text: [UInt8]) throws -> Response.Record {
    let authority = Authority { $0.versionText = text }
    let response = try ask(.query("version.bind", .txt, .ch), with: authority)
    return try #require(response.records.first)
  }

  @Test func `each character string has its length before it`() throws {
    #expect(try Self.record(of: Array("cpu".utf8)).rdata == label("cpu"))
    let hinfo = try ask(.query("dev.example.com", .any), with: Authority { $0.any = .hinfo })
    #expect(hinfo.records.map(\.rdata) == [label("RFC8482") + [0]])
  }

  @Test func `a character string may have 255 octets`() throws {
    let string = [UInt8](repeating: 7, count: 255)
    #expect(try Self.record(of: string).rdata == [255] + string)
  }

  @Test(arguments: [[1, 2], []] as [[UInt8]])
  func `character strings read back as TXT`(text: [UInt8]) throws {
    let record = try Self.record(of: text)
    #expect(record.type == .txt)
    #expect(record.rdata.count == text.count + 1)
  }
}
