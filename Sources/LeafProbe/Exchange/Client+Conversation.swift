import struct NIOConcurrencyHelpers.NIOLock

extension Client {
  /// Carries a conversation out, and again where it misses something: a busy server may have shed the connection.
  func converse(_ conversation: Conversation) -> Transcript {
    var transcript = Transcript()
    for number in 1...session.options.tries where !session.stop.isSet && session.death == nil {
      // The last one comes in another second: limits are for one.
      let pause = number == session.options.tries ? 1100 : 100
      if number > 1 { session.stop.sleep(until: .now + .milliseconds(pause)) }
      transcript = attempt(conversation)
      if conversation.isHostile { transcript.note(death: deathAfterwards()) }
      if transcript.failure == nil, conversation.grade(of: transcript) == .conformant { break }
      // That a connection stayed open for so long was no accident.
      if transcript.waited > .seconds(30) { break }
    }
    if session.stop.isSet { transcript.doubt(Self.interruption) }
    add(transcript.exchanges)
    return transcript
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
