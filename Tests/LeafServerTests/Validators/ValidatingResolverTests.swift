import DNSWire
import Foundation
import ProgramSupport
import TestPrograms
import Testing

/// Resolvers of others that trust a root zone of leaf's alone, and believe nothing that is not signed rightly.
///
/// `LEAF_VALIDATED_QUESTIONS` in the environment says how many questions are asked in all, other ones each time.
@Suite(.alone) struct `Validating resolvers` {
  private static let given = ProcessInfo.processInfo.environment["LEAF_VALIDATED_QUESTIONS"].flatMap {
    Int($0)
  }
  private static let programs = ResolverProgram.allCases.filter(\.isInstalled)

  @Test func `find every answer of every kind of zone secure, and the same as leaf's`() async throws {
    let tree = try await ValidatedTree(ValidatedZone.all)
    let seed = Self.given == nil ? 17 : UInt64.random(in: 0...UInt64.max)
    let count = (Self.given ?? 4_000) / max(1, Self.programs.count)
    let results = try await withThrowingTaskGroup { group in
      for (index, program) in Self.programs.enumerated() {
        group.addTask { try await Self.ask(program, count, seed &+ UInt64(index), tree) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for result in results {
      #expect(result.problems == [], "\(result.program), seed \(seed): \(result.problems.count) problems")
      print(result.summary)
    }
    #expect(await tree.server.stop() == 0)
  }

  private struct Result: Sendable {
    let program: ResolverProgram
    var secure = 0
    var insecure = 0
    var refused = 0
    var explained: [KnownFault: Int] = [:]
    var negative = 0
    var problems: [String] = []

    mutating func count(_ verdict: Verdict) {
      switch verdict {
      case .secure(let isNegative):
        secure += 1
        if isNegative { negative += 1 }
      case .insecure: insecure += 1
      case .refused: refused += 1
      case .explained(let fault): explained[fault, default: 0] += 1
      case .wrong(let problem): problems.append(problem)
      }
    }

    var summary: String {
      "\(program): \(secure) secure, \(negative) of them negative, \(insecure) insecure, \(refused) refused, \(explained.values.reduce(0, +)) explained, \(problems.count) wrong"
    }
  }

  private static func ask(
    _ program: ResolverProgram, _ count: Int, _ seed: UInt64, _ tree: ValidatedTree
  ) async throws -> Result {
    // BIND asks all servers at its own port.
    let port = program == .bind ? tree.server.port : try unusedPort()
    let resolver = try await ResolverProcess(
      program, port: port, first: ".", program.validationFiles(anchor: tree.anchor)
    ) {
      program.validation(
        $0, port: port, leaf: tree.server.port, anchor: tree.anchor, zones: ["."] + tree.zones.map(\.apex))
    }
    var questions = RandomQuestions(random: SeededGenerator(seed: seed))
    let asked = (0..<count).map { _ in questions.next() }.filter { program.answers($0.type) }
    let plain = try QuestionLine(
      address: ResolverProgram.server, port: tree.server.port, isForResolver: false
    )
    .ask(asked)
    let answers = try QuestionLine(address: "127.0.0.1", port: resolver.port, isForResolver: true).ask(asked)
    var result = Result(program: program)
    for (index, question) in asked.enumerated() {
      result.count(Verdict(program, question, plain[index], answers[index], tree))
    }
    return result
  }
}

extension ResolverProgram {
  /// Knot Resolver answers no ANY.
  fileprivate func answers(_ type: QTYPE) -> Bool { self != .knot || type != .any }
}
