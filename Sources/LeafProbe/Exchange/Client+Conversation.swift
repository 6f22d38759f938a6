import struct NIOConcurrencyHelpers.NIOLock

extension Client {
  /// Carries a conversation out, and again where it misses something: a busy server may have shed the connection. It
  /// is held against the server only where as many plain queries are answered right before and after each of several attempts.
  func converse(_ conversation: Conversation) -> Transcript {
    var transcript = Transcript()
    var (telling, number) = (0, 0)
    while telling < session.options.tries, number < session.options.mostTries, !session.stop.isSet,
      session.death == nil
    {
      // The last one comes in another second: limits are for one.
      let pause = telling < number || telling == session.options.tries - 1 ? 1100 : 100
      if number > 0 { session.stop.sleep(until: .now + .milliseconds(pause)) }
      let isServed = number == 0 || answersPlainQueries(transcript.exchanges.count)
      number += 1
      transcript = attempt(conversation)
      if conversation.isHostile { transcript.note(death: deathAfterwards()) }
      if transcript.failure == nil, conversation.grade(of: transcript) == .conformant {
        telling = number; break
      }
      // That a connection stayed open for so long was no accident.
      if transcript.waited > .seconds(30) { telling = number; break }
      if transcript.failure != nil || isServed && answersPlainQueries(transcript.exchanges.count) {
        telling += 1
      }
    }
    if session.stop.isSet { transcript.doubt(Self.interruption) }
    if telling < min(number, session.options.tries), session.death == nil {
      transcript.doubt(
        "plain queries over TCP are not answered either, \(number - telling) times of \(number)")
    }
    add(transcript.exchanges)
    return transcript
  }

  /// Whether that many connections with a query each get a response: a server that limits this client may have none
  /// for anything.
  private func answersPlainQueries(_ count: Int) -> Bool {
    let plain = Conversation([.send([.query(session.zone, .soa)]), .receive], .allAnswered)
    return (0..<max(1, count)).allSatisfy { _ in plain.grade(of: attempt(plain)) == .conformant }
  }

  private func attempt(_ conversation: Conversation) -> Transcript {
    do throws(SystemError) {
      var conversing = try Conversing(session)
      try conversing.perform(conversation.acts)
      return conversing.transcript
    } catch {
      return Transcript(failure: error)
    }
  }

  /// Why the server counts as dead after what was sent; nil while it answers.
  private func deathAfterwards() -> String? {
    session.hostility.withLock {
      _ = isAnswered()
      return session.death
    }
  }
}

extension Transcript {
  fileprivate mutating func note(death: String?) {
    guard let death, !exchanges.isEmpty else { return }
    exchanges[exchanges.count - 1].death = death
  }

  fileprivate mutating func doubt(_ reason: String) {
    for index in exchanges.indices { exchanges[index].doubt = reason }
  }
}
