import Glibc

/// Raises the limit on descriptors as far as it goes: each TCP connection takes one.
///
/// - Returns: How many are allowed then; nil where the system does not say.
@discardableResult package func raiseDescriptorLimit() -> Int? {
  var limit = rlimit()
  guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
  limit.rlim_cur = limit.rlim_max
  _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  return Int(clamping: limit.rlim_cur)
}
