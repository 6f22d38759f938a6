import Testing

/// One thing that a wrong server does, and the cases that tell.
struct Spoiler: Sendable, CustomTestStringConvertible {
  /// What the server does wrong, as in "it …".
  let name: String
  /// The cases that must fail, or come out non-strict where they are a should: `NEG-01`, or `UDP-01/udp` where only
  /// that transport is spoiled. Nothing else may.
  let fails: Set<String>
  /// The cases of level must that come out non-strict.
  var tolerated: Set<String> = []
  /// What the client gets without leaf being asked; nil to ask it.
  var instead: (@Sendable (DNSMessage, [UInt8]) -> [UInt8]?)?
  /// What leaf is asked in the place of what the client asks; nil for no response at all.
  var query: (@Sendable (DNSMessage, [UInt8]) -> [UInt8]?)?
  /// What the client gets in the place of leaf's response.
  var responses: (@Sendable (DNSMessage, Delivery) -> [Delivery])?
  /// What is probed.
  var target = Target()
  /// What the probe is told beside the defaults.
  var arguments: [String] = []
  /// Whether it ends the server: then what comes after tells nothing.
  var kills = false
  /// What it does wrong with TCP connections.
  var stream = StreamFault.none

  var testDescription: String { name }

  /// A zone, and the profile that it is probed with; the zones of leaf's dialect unless given.
  struct Target: Sendable {
    var zone = "dev.example.com"
    var profile = "leaf"

    /// What the probe is told besides.
    var arguments: [String] {
      ["--profile", profile] + (profile == "leaf" ? ["--zone", "deep.dev.example.com"] : [])
    }
  }

  enum Transport: String, Sendable { case udp, tcp }

  /// One thing sent to the client.
  struct Delivery: Sendable {
    var octets: [UInt8]
    let transport: Transport
    var source = Source.asAsked
    /// The TCP connection is closed in place of a message.
    var isClose = false
    /// How long it is held back, in microseconds.
    var delay: UInt32 = 0
    /// How it is written to a TCP connection.
    var framing = Framing.whole

    enum Framing: Sendable {
      case whole
      /// The length first, and the message some time later.
      case apart
      /// An octet at a time.
      case trickle
      /// Behind a length that is wrong by so much.
      case lying(by: Int)
      /// Only the first octets, and then RST.
      case cutOff
    }

    /// Where a datagram comes from: what was asked, another port of it, or the same port of another address.
    enum Source: Sendable { case asAsked, otherPort, otherAddress }
  }
}

/// What a server may do wrong with TCP connections, beside what it writes to them.
enum StreamFault: Sendable {
  case none
  /// It takes what one read brings for whole messages.
  case readsOnce
  /// It says nothing any more on a connection that has brought less than a header.
  case fallsSilent
  /// It serves no connection while one of them waits for the rest of a large message.
  case waitsForOne
  /// It answers messages that a FIN has cut short.
  case answersCutShort
  /// It has no response for those who have sent FIN.
  case needsOpenClients
  /// It closes all connections beyond fifty.
  case servesFew
  /// It serves nobody any more, once a thousand octets of a connection wait to be read.
  case diesOfPlenty
  /// It serves nobody any more, once clients have closed without reading.
  case diesOfRudeness
  /// It keeps connections open whatever happens.
  case neverCloses
  /// It does not listen.
  case refuses
}

extension Spoiler {
  typealias Asked = DNSMessage

  /// Handles connections in a wrong way.
  static func stream(_ name: String, _ fails: Set<String>, _ fault: StreamFault, kills: Bool = false)
    -> Spoiler
  {
    Spoiler(name: name, fails: fails, kills: kills, stream: fault)
  }

  /// Writes its responses over TCP in a wrong way.
  static func framing(
    _ name: String, _ fails: Set<String>, _ framing: Delivery.Framing,
    where isMet: @escaping @Sendable (Asked) -> Bool = { _ in true }
  ) -> Spoiler {
    .deliveries(name, fails) { asked, delivery in
      var spoiled = delivery
      if delivery.transport == .tcp, isMet(asked) { spoiled.framing = framing }
      return [spoiled]
    }
  }

  /// Spoils what the client gets over TCP.
  static func overTCP(
    _ name: String, _ fails: Set<String>, tolerated: Set<String> = [],
    _ spoil: @escaping @Sendable (Asked, inout DNSMessage) -> Void
  ) -> Spoiler {
    over(.tcp, .response(name, fails, tolerated: tolerated, spoil))
  }

  /// Spoils what the client gets over UDP.
  static func overUDP(
    _ name: String, _ fails: Set<String>, tolerated: Set<String> = [],
    _ spoil: @escaping @Sendable (Asked, inout DNSMessage) -> Void
  ) -> Spoiler {
    over(.udp, .response(name, fails, tolerated: tolerated, spoil))
  }

  private static func over(_ transport: Transport, _ spoiler: Spoiler) -> Spoiler {
    var limited = spoiler
    limited.responses = { asked, delivery in
      delivery.transport == transport ? spoiler.responses?(asked, delivery) ?? [delivery] : [delivery]
    }
    return limited
  }

  /// Spoils what the client gets.
  static func response(
    _ name: String, _ fails: Set<String>, tolerated: Set<String> = [],
    _ spoil: @escaping @Sendable (Asked, inout DNSMessage) -> Void
  ) -> Spoiler {
    Spoiler(
      name: name, fails: fails, tolerated: tolerated,
      responses: { asked, delivery in
        guard var message = DNSMessage(reading: delivery.octets) else { return [delivery] }
        let before = message
        spoil(asked, &message)
        // What is not spoiled stays as it is, octet for octet.
        guard message != before else { return [delivery] }
        var spoiled = delivery
        spoiled.octets = message.octets
        return [spoiled]
      })
  }

  /// Spoils the octets of what the client gets.
  static func octets(
    _ name: String, _ fails: Set<String>, tolerated: Set<String> = [],
    _ spoil: @escaping @Sendable (Asked, inout [UInt8]) -> Void
  ) -> Spoiler {
    Spoiler(
      name: name, fails: fails, tolerated: tolerated,
      responses: { asked, delivery in
        var spoiled = delivery
        spoil(asked, &spoiled.octets)
        return [spoiled]
      })
  }

  /// Sends something else, or more, or less.
  static func deliveries(
    _ name: String, _ fails: Set<String>, tolerated: Set<String> = [],
    _ deliver: @escaping @Sendable (Asked, Delivery) -> [Delivery]
  ) -> Spoiler {
    Spoiler(name: name, fails: fails, tolerated: tolerated, responses: deliver)
  }

  /// Reads what the client asks as if it were something else.
  static func query(
    _ name: String, _ fails: Set<String>, tolerated: Set<String> = [],
    _ misread: @escaping @Sendable (inout DNSMessage, [UInt8]) -> Void
  ) -> Spoiler {
    Spoiler(
      name: name, fails: fails, tolerated: tolerated,
      query: { asked, octets in
        var message = asked
        misread(&message, octets)
        return message == asked ? octets : message.octets
      })
  }

  /// Takes a broken query for what of it can be read.
  static func overlooking(
    _ name: String, _ fails: Set<String>, tolerated: Set<String> = [],
    _ isMet: @escaping @Sendable (Asked, [UInt8]) -> Bool
  ) -> Spoiler {
    replacing(name, fails, tolerated, by: { $0.octets }, where: { $1.count >= 12 && isMet($0, $1) })
  }

  /// Says nothing.
  static func silence(
    _ name: String, _ fails: Set<String>, tolerated: Set<String> = [],
    _ isMet: @escaping @Sendable (Asked, [UInt8]) -> Bool
  ) -> Spoiler {
    replacing(name, fails, tolerated, by: { _ in nil }, where: isMet)
  }

  private static func replacing(
    _ name: String, _ fails: Set<String>, _ tolerated: Set<String>,
    by replacement: @escaping @Sendable (Asked) -> [UInt8]?,
    where isMet: @escaping @Sendable (Asked, [UInt8]) -> Bool
  ) -> Spoiler {
    Spoiler(
      name: name, fails: fails, tolerated: tolerated,
      query: { asked, octets in isMet(asked, octets) ? replacement(asked) : octets })
  }

  /// Answers by itself.
  static func instead(
    _ name: String, _ fails: Set<String>, tolerated: Set<String> = [],
    _ answer: @escaping @Sendable (Asked, [UInt8]) -> [UInt8]?
  ) -> Spoiler {
    Spoiler(name: name, fails: fails, tolerated: tolerated, instead: answer)
  }

  /// Takes one question for another, and tells the answer to that as if it were one to what was asked.
  static func mistaking(
    _ name: String, _ fails: Set<String>, tolerated: Set<String> = [],
    _ mistake: @escaping @Sendable (inout DNSMessage) -> Void
  ) -> Spoiler {
    Spoiler(
      name: name, fails: fails, tolerated: tolerated,
      query: { asked, octets in
        var message = asked
        mistake(&message)
        return message == asked ? octets : message.octets
      },
      responses: { asked, delivery in
        var mistaken = asked
        mistake(&mistaken)
        guard mistaken != asked, var message = DNSMessage(reading: delivery.octets) else { return [delivery] }
        message.edit(where: { $0.owner == mistaken.qname }) { $0.owner = asked.qname }
        if message.questions == mistaken.questions { message.questions = asked.questions }
        var spoiled = delivery
        spoiled.octets = message.octets
        return [spoiled]
      })
  }

  /// The same, for a probe of one zone with another profile.
  func asking(in zone: String, _ profile: String) -> Spoiler {
    var spoiler = self
    spoiler.target = Target(zone: zone, profile: profile)
    return spoiler
  }

  func asking(_ arguments: String...) -> Spoiler {
    var spoiler = self
    spoiler.arguments = arguments
    return spoiler
  }
}
