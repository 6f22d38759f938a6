import DNSWire
import TestMessages

/// Asks a server many questions over UDP, some at a time, and over TCP what does not fit.
struct QuestionLine {
  let address: String
  let port: UInt16
  /// RD and DO, as clients of resolvers have them.
  let isForResolver: Bool

  private static let width = 16

  private func message(_ question: AskedQuestion, _ id: Int) -> [UInt8] {
    Message(
      id: UInt16(id), flags: isForResolver ? Flags.recursionDesired.rawValue : 0,
      questions: [question.name.wireForm + octetPair(question.type.rawValue) + octetPair(1)],
      additional: isForResolver ? [opt(flags: 0x8000)] : []
    ).octets
  }

  /// - Returns: The answers in the questions' order; nil for none.
  func ask(_ questions: [AskedQuestion]) throws -> [ResolvedAnswer?] {
    let client = try Client(.udp, port, at: address)
    var answers: [ResolvedAnswer?] = []
    for start in stride(from: 0, to: questions.count, by: Self.width) {
      answers += try ask(questions[start..<min(start + Self.width, questions.count)], over: client, start)
    }
    return answers
  }

  private func ask(
    _ questions: ArraySlice<AskedQuestion>, over client: Client, _ start: Int
  ) throws -> [ResolvedAnswer?] {
    var answers = [ResolvedAnswer?](repeating: nil, count: questions.count)
    for (index, question) in questions.enumerated() {
      try client.send(message(question, (start + index) & 0xFFFF))
    }
    while answers.contains(where: { $0 == nil }) {
      guard case .octets(let octets) = client.receive(within: 10_000) else { break }
      let answer = try ResolvedAnswer(octets)
      // One that has come too late for the questions before is none.
      let index = Int(answer.id &- UInt16(start & 0xFFFF))
      if answers.indices.contains(index) { answers[index] = answer }
    }
    for (index, question) in questions.enumerated()
    where answers[index]?.flags.contains(.truncated) ?? false {
      answers[index] = try askOverTCP(question)
    }
    return answers
  }

  private func askOverTCP(_ question: AskedQuestion) throws -> ResolvedAnswer? {
    let client = try Client(.tcp, port, at: address)
    try client.send(frame(message(question, 0)))
    return try client.messages(1).first.map(ResolvedAnswer.init)
  }
}
