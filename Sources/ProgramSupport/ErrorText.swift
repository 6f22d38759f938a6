import Glibc

/// The system's text for an error.
package func describe(errno: Int32) -> String { unsafe String(cString: strerror(errno)) }
