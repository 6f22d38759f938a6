import Glibc

/// What tells, without reading it, that a file is not the one that it was.
struct FileStamp: Equatable, Sendable {
  private let device: UInt64
  private let inode: UInt64
  private let size: Int64
  /// Of the contents, in nanoseconds of Unix time.
  private let modified: Int64
  /// Of anything, its permissions among it.
  private let changed: Int64

  /// Of the file as it is now; nil when there is none, or nobody may know.
  init?(of path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    modified = status.st_mtim.nanoseconds
    changed = status.st_ctim.nanoseconds
  }
}

extension timespec {
  fileprivate var nanoseconds: Int64 { Int64(tv_sec) &* 1_000_000_000 &+ Int64(tv_nsec) }
}
