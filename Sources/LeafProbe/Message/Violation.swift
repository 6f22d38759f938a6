/// A rule about a message's form that a response breaks, and where it does so first: `offset` counts octets from the
/// start of the message.
struct Violation: Hashable, Sendable, CustomStringConvertible {
  enum Rule: String, Sendable {
    case shortHeader = "the message ends inside its header"
    case isQuery = "QR is 0"
    case truncated = "the message ends before what its counts and lengths announce"
    case trailingOctets = "octets follow the last record"
    case labelType = "a label is of a type that does not exist"
    case nameTooLong = "a name is longer than 255 octets"
    case pointerChain = "a name is made of more than 127 compression pointers"
    case pointerNotBackward = "a compression pointer does not lead backward"
    case pointerTarget = "a compression pointer does not lead to where a label of an earlier name begins"
    case compressedRDATA = "a name is compressed in RDATA of a type that forbids it"
    case rdata = "RDATA does not have the form that its type has"
    case ttl = "the top bit of a TTL is 1"
    case optSection = "an OPT RR stands outside the additional section"
    case optTwice = "there are two OPT RRs"
    case optOwner = "the OPT RR's owner is not the root"
    case optOptions = "the OPT RR's options do not end where its RDATA ends"
    case tsigNotLast = "a TSIG RR is not the last record"
  }

  let rule: Rule
  let offset: Int

  var description: String { "\(rule.rawValue) (offset \(offset))" }
}
