// SvcParams of SVCB and HTTPS records (RFC 9460 §2.2, §7).

/// One parameter and where its value is.
struct ServiceParameter {
  var key: ServiceParameterKey
  var value: Range<Int>
}

extension Span where Element == UInt8 {
  /// Whether these octets are parameters in the order of their keys, each with a value of its key's format, and none
  /// without another that it asks for (RFC 9460 §7.1.1, §8).
  func areServiceParameters(_ range: Range<Int>) -> Bool {
    var offset = range.lowerBound
    var lastKey = -1
    while offset < range.upperBound {
      guard let parameter = serviceParameter(in: offset..<range.upperBound),
        Int(parameter.key.rawValue) > lastKey, isValid(parameter, of: range)
      else { return false }
      lastKey = Int(parameter.key.rawValue)
      offset = parameter.value.upperBound
    }
    return true
  }

  /// The first parameter; nil if there is none that ends.
  private func serviceParameter(in rest: Range<Int>) -> ServiceParameter? {
    var offset = rest.lowerBound
    guard rest.count >= 4, let key = try? readUInt16(at: &offset), let length = try? readUInt16(at: &offset),
      Int(length) <= rest.upperBound - offset
    else { return nil }
    return ServiceParameter(key: ServiceParameterKey(rawValue: key), value: offset..<offset + Int(length))
  }

  private func isValid(_ parameter: ServiceParameter, of all: Range<Int>) -> Bool {
    let value = parameter.value
    var all = all
    switch parameter.key {
    case .mandatory: return areMandatory(value, of: all)
    case .alpn: return areProtocols(value)
    case .noDefaultALPN: return value.isEmpty && has(.alpn, &all)
    case .port: return value.count == 2
    case .ipv4Hint: return !value.isEmpty && value.count % 4 == 0
    case .ipv6Hint: return !value.isEmpty && value.count % 16 == 0
    case .ech, .dohPath: return !value.isEmpty
    case .ohttp: return value.isEmpty
    default: return parameter.key != .invalid
    }
  }

  /// Keys in their order, which are all there, and not `mandatory` itself (RFC 9460 §8).
  private func areMandatory(_ value: Range<Int>, of all: Range<Int>) -> Bool {
    guard !value.isEmpty, value.count % 2 == 0 else { return false }
    var lastKey: UInt16 = 0
    // Both are in order, so one walk is enough, however many there are.
    var rest = all
    for offset in stride(from: value.lowerBound, to: value.upperBound, by: 2) {
      let key = UInt16(self[offset]) << 8 | UInt16(self[offset + 1])
      guard key > lastKey, has(ServiceParameterKey(rawValue: key), &rest) else { return false }
      lastKey = key
    }
    return true
  }

  /// Whether one of the parameters has this key.
  ///
  /// - Parameter rest: Parameters in order; left where the key is, or would be.
  private func has(_ key: ServiceParameterKey, _ rest: inout Range<Int>) -> Bool {
    while let parameter = serviceParameter(in: rest) {
      if parameter.key.rawValue >= key.rawValue { return parameter.key == key }
      rest = parameter.value.upperBound..<rest.upperBound
    }
    return false
  }

  /// Whether these are strings, one or more, none of them empty (RFC 9460 §7.1.1).
  private func areProtocols(_ value: Range<Int>) -> Bool {
    var offset = value.lowerBound
    while offset < value.upperBound {
      guard self[offset] > 0 else { return false }
      offset += 1 + Int(self[offset])
    }
    return offset == value.upperBound && !value.isEmpty
  }

  /// The parameters that `areServiceParameters` has found to be some.
  func serviceParameters(_ range: Range<Int>) -> String {
    var texts: [String] = []
    var offset = range.lowerBound
    while let parameter = serviceParameter(in: offset..<range.upperBound) {
      let text = text(of: parameter)
      texts.append(text.isEmpty ? "\(parameter.key)" : "\(parameter.key)=\(text)")
      offset = parameter.value.upperBound
    }
    return texts.joined(separator: " ")
  }

  private func text(of parameter: ServiceParameter) -> String {
    let value = parameter.value
    switch parameter.key {
    case .mandatory:
      return list(value, by: 2) { ServiceParameterKey(rawValue: UInt16(number($0))).description }
    case .alpn: return protocols(value)
    case .port: return number(value).description
    case .ipv4Hint: return list(value, by: 4) { IPv4Address(rawValue: number($0)).description }
    case .ech: return base64(value)
    case .ipv6Hint: return list(value, by: 16) { ipv6Address(at: $0.lowerBound).description }
    default: return value.isEmpty ? "" : quoted(value)
    }
  }

  private func list(_ value: Range<Int>, by length: Int, _ text: (Range<Int>) -> String) -> String {
    stride(from: value.lowerBound, to: value.upperBound, by: length).map { text($0..<$0 + length) }
      .joined(separator: ",")
  }

  /// A comma and a backslash of a string are escaped for the list, and once more for the character string that it
  /// stands in (RFC 9460 §A.1).
  private func protocols(_ value: Range<Int>) -> String {
    var list: [UInt8] = []
    var offset = value.lowerBound
    while offset < value.upperBound {
      let string = offset + 1..<offset + 1 + Int(self[offset])
      if !list.isEmpty { list.append(UInt8(ascii: ",")) }
      for index in string {
        if [UInt8(ascii: ","), UInt8(ascii: "\\")].contains(self[index]) { list.append(UInt8(ascii: "\\")) }
        list.append(self[index])
      }
      offset = string.upperBound
    }
    return list.span.quoted(list.indices)
  }
}
