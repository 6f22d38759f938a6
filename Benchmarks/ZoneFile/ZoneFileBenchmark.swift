import CMallocCount
import DNSWire
import DNSZoneFile
import Glibc
import ProgramSupport

/// Reads a zone file, puts its records in order and checks them, and says what each of these took.
/// `scripts/benchmark-zonefile` makes the files.
@main
enum ZoneFileBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard (3...4).contains(arguments.count), let apex = try? DomainName(presentation: arguments[1]) else {
      print("usage: ZoneFileBenchmark ORIGIN FILE [write]")
      exit(EX_USAGE)
    }
    var zone = try order(arguments[2], apex)
    measured("check") { zone.check() }
    if arguments.count == 4 { measured("write") { zone.write { _ in } } }
    print("records \(zone.zone.records.count)")
    print("errors \(zone.problems.errorCount)")
    print("peak \(peakMemory)")
  }

  /// Reads a file and puts its records in order.
  private static func order(_ file: String, _ apex: DomainName) throws -> OrderedZone {
    let octets = try readRegularFile(file, atMost: 1 << 31) ?? []
    let read = measured("read") { ZoneFile(reading: "zone", apex: apex) { _ in octets } }
    return measured("order") { OrderedZone(read) }
  }

  /// Prints the time on the processor, in nanoseconds, and the mallocs that a step takes.
  private static func measured<Result>(_ step: String, _ body: () -> Result) -> Result {
    let (start, mallocs) = (processorTime, malloc_count())
    defer { print("\(step) \(processorTime - start) \(malloc_count() - mallocs)") }
    return body()
  }

  /// In octets. What `getrusage` says has that of the program before, too.
  private static var peakMemory: Int {
    let status = String(decoding: (try? readRegularFile("/proc/self/status")) ?? [], as: UTF8.self)
    return status.firstMatch(of: /VmHWM:\s+([0-9]+)/).flatMap { Int($0.1) }.map { $0 * 1024 } ?? 0
  }

  /// That of this thread, in nanoseconds.
  private static var processorTime: Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
