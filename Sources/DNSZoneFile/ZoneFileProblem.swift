/// One thing that is wrong with a zone file, and where.
package struct ZoneFileProblem: Error, Equatable, Sendable {
  /// How bad it is.
  package enum Severity: Equatable, Sendable {
    /// The zone cannot be served.
    case error
    /// The zone can be served, but not all of it does what its author may think.
    case warning
  }

  /// An error keeps the zone from being served.
  package let severity: Severity
  /// Its line in its file.
  package let place: ZoneFilePlace
  /// The file, as it was named.
  package let file: String
  /// What was found, and what is allowed: one line of printing characters.
  package let text: String

  /// A problem at a place of a file, and what to say of it.
  package init(_ severity: Severity, _ file: String, _ place: ZoneFilePlace, _ text: String) {
    self.severity = severity
    self.place = place
    self.file = file
    self.text = text
  }
}

extension ZoneFileProblem: CustomStringConvertible {
  /// `file:line:column: text`; without line and column where the whole file is meant.
  package var description: String {
    place.line == 0 ? "\(file): \(text)" : "\(file):\(place.line):\(place.column): \(text)"
  }
}

/// Where something stands in the files of a zone.
package struct ZoneFilePlace: Equatable, Sendable {
  /// Its file's place among those that were read.
  package var file: UInt16
  /// From 1; 0 where the whole file is meant.
  package var line: UInt32
  /// In octets, from 1.
  package var column: UInt32

  package init(file: Int, line: Int, column: Int) {
    self.file = UInt16(clamping: file)
    self.line = UInt32(clamping: line)
    self.column = UInt32(clamping: column)
  }
}

/// What has been found wrong so far.
package struct ZoneFileProblems: Sendable {
  /// So many errors are told, and so many warnings.
  package static let maximum = 100

  /// Those that are told, in the order in which they were found.
  package private(set) var told: [ZoneFileProblem] = []
  /// All errors, told or not.
  package private(set) var errorCount = 0
  /// All warnings, told or not.
  package private(set) var warningCount = 0

  /// Whether so much is wrong that the rest need not be looked at.
  package var areTooMany: Bool { errorCount > Self.maximum }

  package init() {}

  /// Keeps a problem, or counts it alone if there are many.
  package mutating func append(_ problem: ZoneFileProblem) {
    switch problem.severity {
    case .error:
      errorCount += 1
      if errorCount <= Self.maximum { told.append(problem) }
    case .warning:
      warningCount += 1
      if warningCount <= Self.maximum { told.append(problem) }
    }
  }
}
