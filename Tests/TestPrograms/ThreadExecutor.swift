import Foundation

/// Runs what is to be done on a new thread each time, so that tests may block: the threads that tasks share are as few
/// as the machine's cores, and a test that holds them all while it waits for another task waits for ever.
final class ThreadExecutor: TaskExecutor {
  static let shared = ThreadExecutor()

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    Thread.detachNewThread { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
