// Words of a few types: bitmaps, tags and keys.

extension Span where Element == UInt8 {
  /// Types to the end, in any order.
  func readTypes(from words: inout PresentationWords, into rdata: inout [UInt8]) -> Bool {
    var types: [RRType] = []
    while !words.isAtEnd {
      guard let type = readType(from: &words) else { return false }
      types.append(type)
    }
    rdata.append(types: types)
    return true
  }

  /// Types under 128, one or more (RFC 2535 §5.3).
  func readOldTypes(from words: inout PresentationWords, into rdata: inout [UInt8]) -> Bool {
    var types: [Int] = []
    repeat {
      guard let type = readType(from: &words), (1...127).contains(type.rawValue) else { return false }
      types.append(Int(type.rawValue))
    } while !words.isAtEnd
    rdata += [UInt8].bitmap(of: types)
    return true
  }

  /// A protocol and ports, by their numbers or names (RFC 1035 §3.4.2).
  func readServices(from words: inout PresentationWords, into rdata: inout [UInt8]) -> Bool {
    guard let number = readNumber(from: &words, to: 255, or: .protocols) else { return false }
    var ports: [Int] = []
    while !words.isAtEnd {
      guard let port = readNumber(from: &words, to: UInt64(UInt16.max), or: .services) else { return false }
      ports.append(Int(port))
    }
    rdata += [UInt8(number)] + [UInt8].bitmap(of: ports)
    return true
  }

  /// A length octet, and letters and digits (RFC 8659 §4.1.1).
  func readTag(from words: inout PresentationWords, into rdata: inout [UInt8]) -> Bool {
    guard let word = words.next(), (1...255).contains(word.range.count),
      word.range.allSatisfy({ self[$0].isLetterOrDigit })
    else { return false }
    rdata += [UInt8(word.range.count)] + octets(word.range)
    return true
  }

  /// An algorithm, a tag and a key, whose lengths come first (RFC 8005 §5, §6).
  func readHostIdentity(from words: inout PresentationWords, into rdata: inout [UInt8]) -> Bool {
    var (tag, key): ([UInt8], [UInt8]) = ([], [])
    guard let algorithm = readNumber(from: &words, to: 255),
      let tagWord = words.next(), appendHexadecimal(tagWord.range, to: &tag), tag.count <= 255,
      let keyWord = words.next(), append(base64: keyWord.range, to: &key), key.count <= Int(UInt16.max)
    else { return false }
    rdata += [UInt8(tag.count), UInt8(algorithm)]
    rdata.append(UInt64(key.count), 2)
    rdata += tag + key
    return true
  }
}
