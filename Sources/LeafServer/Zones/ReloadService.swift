import LeafConfiguration
import ProgramSupport
import ServiceLifecycle
import UnixSignals

/// Has the configuration read again at each SIGHUP, zone files looked at then and as often as the configuration says, and
/// zones signed anew in time.
struct ReloadService: Service {
  /// SIGHUP.
  let signals: UnixSignalsSequence
  let reloader: Reloader

  func run() async {
    // A file on a mount that hangs must keep neither the end nor anybody's thread waiting.
    let job = BackgroundJob(named: "leaf-reload") { reloader.run() }
    let keys = BackgroundJob(named: "leaf-keys") { reloader.keepSigned() }
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        group.addTask { for await _ in signals { request(.reload, job) } }
        group.addTask { await poll(job, keys) }
      }
    }
  }

  private func poll(_ job: BackgroundJob, _ keys: BackgroundJob) async {
    var last = ContinuousClock.now
    while !Task.isCancelled {
      // The interval may change meanwhile.
      try? await Task.sleep(for: .seconds(1))
      // The next second is soon enough where there is no thread for it.
      _ = try? keys.request()
      guard let interval = reloader.pollInterval, .now - last >= interval else { continue }
      last = .now
      request(.look, job)
    }
  }

  private func request(_ wish: Reloader.Wish, _ job: BackgroundJob) {
    reloader.add(wish)
    do throws(ThreadError) {
      if try job.request() == .waits { reloader.tellWaiting(wish) }
    } catch {
      reloader.refuse(because: ["\(error)"])
    }
  }
}
