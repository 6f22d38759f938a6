import DNSSecurity
import DNSWire
import Glibc
import LeafConfiguration
import ProgramSupport

/// What a resolver says of the DS records of a zone.
enum ParentAnswer {
  /// RDATA of each; none where the parent has none.
  case records([[UInt8]])
  /// Why it is not known.
  case failed(String)
}

/// A question for the DS records of a zone, as they are at its parent.
struct ParentQuery {
  let zone: DomainName

  /// How long a resolver is waited for, in seconds.
  private static let patience = 5

  func ask(_ resolver: ListenAddress) -> ParentAnswer {
    let id = UInt16.random(in: .min ... .max)
    let descriptor = connect(to: resolver)
    guard descriptor >= 0 else { return .failed(describe(errno: errno)) }
    defer { close(descriptor) }
    let query = message(id)
    guard unsafe send(descriptor, query, query.count, Int32(MSG_NOSIGNAL)) == query.count else {
      return .failed(describe(errno: errno))
    }
    return answer(descriptor, id)
  }

  private func connect(to resolver: ListenAddress) -> Int32 {
    let family = if case .ipv4 = resolver.ip { AF_INET } else { AF_INET6 }
    let descriptor = socket(family, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return -1 }
    var patience = timeval(tv_sec: Self.patience, tv_usec: 0)
    unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    if unsafe withSocketName(of: resolver, { name, length in unsafe Glibc.connect(descriptor, name, length) })
      == 0
    {
      return descriptor
    }
    let error = errno
    close(descriptor)
    errno = error
    return -1
  }

  private func message(_ id: UInt16) -> [UInt8] {
    [UInt8](capacity: 512) { message in
      message.append(
        Header(
          id: id, flags: [Flags(opcode: .query), .recursionDesired], questionCount: 1, additionalCount: 1))
      message.append(zone, qtype: QTYPE(rawValue: RRType.ds.rawValue), qclass: .in)
      message.appendOPT(payloadSize: 1232, rcode: .noError, dnssecOK: false, optionsLength: 0)
    }
  }

  /// The first message that is a response to the query.
  private func answer(_ descriptor: Int32, _ id: UInt16) -> ParentAnswer {
    var octets = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let length = unsafe recv(descriptor, &octets, octets.count, 0)
      if length < 0 { return .failed(errno == EAGAIN ? "no answer" : describe(errno: errno)) }
      let response = Array(octets[..<length])
      if let answer = try? answer(in: response, id) { return answer }
    }
  }

  /// - Returns: nil for what is a response to something else.
  private func answer(in response: [UInt8], _ id: UInt16) throws(WireError) -> ParentAnswer? {
    let header = try Header(of: response.span)
    var offset = Header.length
    guard header.id == id, header.flags.contains(.response), header.questionCount == 1,
      try response.span.readQuestion(at: &offset).qtype.rawValue == RRType.ds.rawValue
    else { return nil }
    guard !header.flags.contains(.truncated) else { return .failed("too long for UDP") }
    guard header.flags.rcode == .noError else {
      return .failed("RCODE \(header.flags.rcode.rawValue)")
    }
    let sets = try [ResponseRRset](of: response)
    return .records(
      sets.filter { $0.section == .answer && $0.owner == zone && $0.type == .ds }.flatMap(\.records))
  }
}

extension ZoneKey {
  /// Whether one of the DS records leads to it.
  func isLed(toBy records: [[UInt8]]) -> Bool {
    DigestType.allCases.contains { records.contains(record.delegationSigner(of: zone, $0)) }
  }
}
