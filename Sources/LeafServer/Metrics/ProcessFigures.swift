import Glibc
import LeafMetrics

/// What the system says about this process, under the names that Prometheus' own clients use.
struct ProcessFigures {
  private let ticksPerSecond = Double(sysconf(Int32(_SC_CLK_TCK)))
  private let pageSize = Double(sysconf(Int32(_SC_PAGESIZE)))
  /// Behind the program's name in proc_pid_stat(5), from the third field on.
  private let stat: [Substring]

  init() {
    let octets = (try? readFile("/proc/self/stat")) ?? []
    let text = String(decoding: octets, as: UTF8.self)
    stat = text.split(separator: ")").last?.split(separator: " ") ?? []
  }

  /// - Parameter number: As proc_pid_stat(5) counts the fields.
  private func field(_ number: Int) -> Double {
    stat.indices.contains(number - 3) ? Double(stat[number - 3]) ?? 0 : 0
  }

  var families: [MetricFamily] {
    [
      MetricFamily(
        "process_cpu_seconds", .counter, "User and system CPU time in seconds.",
        [.init([], .number((field(14) + field(15)) / ticksPerSecond))]),
      gauge("process_resident_memory_bytes", "Resident memory in bytes.", field(24) * pageSize),
      gauge("process_virtual_memory_bytes", "Virtual memory in bytes.", field(23)),
      gauge("process_threads", "Threads.", field(20)),
      gauge(
        "process_start_time_seconds", "When the process started, in seconds of Unix time.",
        bootTime + field(22) / ticksPerSecond),
      gauge("process_open_fds", "Open file descriptors.", Double(openDescriptors)),
      gauge("process_max_fds", "File descriptors that may be open.", Double(descriptorLimit)),
    ]
  }

  private func gauge(_ name: String, _ help: String, _ value: Double) -> MetricFamily {
    MetricFamily(name, .gauge, help, [.init([], .number(value))])
  }

  /// In seconds of Unix time.
  private var bootTime: Double { seconds(CLOCK_REALTIME) - seconds(CLOCK_BOOTTIME) }

  private func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private var openDescriptors: Int {
    guard let folder = unsafe opendir("/proc/self/fd") else { return 0 }
    defer { unsafe closedir(folder) }
    var count = 0
    while unsafe readdir(folder) != nil { count += 1 }
    // Neither `.` nor `..`, nor the folder itself.
    return max(0, count - 3)
  }

  private var descriptorLimit: UInt64 {
    var limit = rlimit()
    return unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
      ? UInt64(limit.rlim_cur) : 0
  }
}
