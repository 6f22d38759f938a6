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
    let parents = BackgroundJob(named: "leaf-parents") { reloader.lookAtParents() }
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        group.addTask { for await _ in signals { request(.reload, job) } }
        group.addTask { await poll(job, keys) }
        group.addTask { await lookAtParents(parents) }
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

  /// How often they are looked at while something waits for them.
  private static let timeBetweenLooks = Duration.seconds(10)

  private func lookAtParents(_ job: BackgroundJob) async {
    while !Task.isCancelled {
      try? await Task.sleep(for: Self.timeBetweenLooks)
      _ = try? job.request()
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
