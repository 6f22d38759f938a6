import Glibc
import struct ProgramSupport.SeededGenerator
import WireProperties

// Answers many generated messages and prints a digest of all outcomes and octets, so that two versions of leaf can be
// compared: `scripts/compare-respond`.
// Usage: respond-digest COUNT FILE...    The files are inputs of `forEachExchange`, which the messages are made of.

/// FNV-1a over 64 bits.
struct Digest {
  var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func combine(_ octets: some Sequence<UInt8>) {
    for octet in octets { value = (value ^ UInt64(octet)) &* 0x100_0000_01B3 }
  }
}

func readFile(_ path: String) -> [UInt8] {
  guard let file = unsafe fopen(path, "r") else { fatalError("\(path) cannot be read") }
  defer { unsafe fclose(file) }
  var octets: [UInt8] = []
  while case let octet = unsafe getc(file), octet != EOF { octets.append(UInt8(octet)) }
  return octets
}

/// What decides an outcome, without what only one version says: the rule of a response, or why there is none.
func decision(_ outcome: some Any) -> String {
  let text = "\(outcome)"
  for (start, end) in [("rule: ", ", zone: "), ("response(", ", Optional("), ("response(", ", nil)")] {
    if let from = text.firstRange(of: start)?.upperBound, let to = text[from...].firstRange(of: end) {
      return String(text[from..<to.lowerBound])
    }
  }
  return text.split(separator: "NoResponseReason.").last.map(String.init) ?? text
}

/// A seed with another server, other arrivals and a few octets changed, most of them where questions and flags are.
func mutated(_ seed: [UInt8], _ numbers: inout SeededGenerator) -> [UInt8] {
  var input = seed
  guard input.count > 4 else { return input }
  input[0] = UInt8.random(in: 0...255, using: &numbers)
  input[1] = UInt8.random(in: 0...255, using: &numbers)
  for _ in 0..<Int.random(in: 0...3, using: &numbers) {
    let index = Int.random(
      in: 4..<min(input.count, Bool.random(using: &numbers) ? 60 : .max), using: &numbers)
    switch Int.random(in: 0..<3, using: &numbers) {
    case 0: input[index] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
    case 1: input[index] = UInt8.random(in: 0...255, using: &numbers)
    default: input[index] = [0, 1, 2, 4, 6, 28, 41, 43, 250, 252, 255].randomElement(using: &numbers) ?? 0
    }
  }
  return input
}

let arguments = CommandLine.arguments.dropFirst()
guard let count = arguments.first.flatMap({ Int($0) }), arguments.count > 1 else {
  print("usage: respond-digest COUNT FILE...")
  exit(64)
}
let seeds = arguments.dropFirst().map(readFile)
var numbers = SeededGenerator(seed: 1)
var digest = Digest()
var done = 0
var rules: [String: Int] = [:]
while done < count {
  let input = mutated(seeds[Int.random(in: 0..<seeds.count, using: &numbers)], &numbers)
  try forEachExchange(input) { exchange, _ in
    let decision = decision(exchange.outcome)
    rules[decision, default: 0] += 1
    digest.combine(decision.utf8)
    digest.combine(exchange.response)
    done += 1
    if done.isMultiple(of: 100_000) { print(done, String(digest.value, radix: 16)) }
  }
}
for (rule, number) in rules.sorted(by: { $0.key < $1.key }) { print("\(number)\t\(rule)") }
print("\(done) messages: \(String(digest.value, radix: 16))")
