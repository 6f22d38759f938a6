import ServiceLifecycle

/// A service that prints as its name: ServiceLifecycle's lines print services whole, and in ours are settings.
struct NamedService: Service, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  let description: String
  private let body: @Sendable () async throws -> Void

  init(_ name: String, _ service: some Service) {
    description = name
    body = service.run
  }

  var debugDescription: String { description }
  var customMirror: Mirror { Mirror(self, children: []) }

  func run() async throws { try await body() }
}
