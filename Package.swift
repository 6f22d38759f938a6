// swift-tools-version: 6.2
import PackageDescription

let safe: [SwiftSetting] = [.treatAllWarnings(as: .error), .strictMemorySafety()]
let strict = safe + [.enableUpcomingFeature("MemberImportVisibility")]

// Optimizes the pure modules as one: a positive answer takes 154 ns instead of 328.
let optimizedAsOne: [SwiftSetting] = [
  .unsafeFlags(
    [
      "-no-emit-module-separately-wmo", "-enable-library-evolution", "-Xfrontend", "-package-cmo",
      "-Xfrontend",
      "-allow-non-resilient-access",
    ], .when(configuration: .release))
]

// In a build with -sanitize=fuzzer every program has libFuzzer in it, which needs this symbol. The fuzz targets hand
// it their function instead.
let linksFuzzer: [LinkerSetting] = [.unsafeFlags(["-Xlinker", "--defsym=LLVMFuzzerTestOneInput=0"])]

/// A program that checks a property of leaf on inputs of libFuzzer's, or else on those that it is given.
func fuzzTarget(_ name: String, over properties: Target.Dependency...) -> Target {
  .executableTarget(
    name: name, dependencies: ["FuzzDriver"] + properties, path: "Tests/Fuzz/\(name)", swiftSettings: strict,
    linkerSettings: linksFuzzer)
}

let package = Package(
  name: "leaf",
  products: [
    .executable(name: "leaf", targets: ["leaf"]),
    .executable(name: "leaf-probe", targets: ["leaf-probe"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .target(name: "DNSWire", swiftSettings: strict + optimizedAsOne),
    .target(name: "LeafCore", dependencies: ["DNSWire"], swiftSettings: strict + optimizedAsOne),
    .target(name: "CSockets"),
    .target(name: "CStandardStreams"),
    .target(name: "LeafMetrics", swiftSettings: strict),
    .target(name: "ProgramSupport", dependencies: ["CSockets", "CStandardStreams"], swiftSettings: safe),
    .target(name: "TOML", swiftSettings: strict),
    .target(name: "DNSZoneFile", dependencies: ["DNSWire"], swiftSettings: strict + optimizedAsOne),
    .target(
      name: "DNSSecurity",
      dependencies: [
        "DNSWire", "DNSZoneFile", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "SwiftASN1", package: "swift-asn1"),
      ], swiftSettings: safe),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .target(name: "LeafStore", dependencies: ["CSQLite"], swiftSettings: strict),
    .target(
      name: "LeafConfiguration", dependencies: ["TOML", "DNSSecurity", "DNSWire", "DNSZoneFile", "LeafCore"],
      swiftSettings: strict),
    .executableTarget(
      name: "leaf", dependencies: ["LeafServer"], swiftSettings: strict, linkerSettings: linksFuzzer),
    .target(
      name: "LeafServer",
      dependencies: [
        "DNSSecurity", "DNSWire", "DNSZoneFile", "LeafCore", "LeafConfiguration", "LeafMetrics", "LeafStore",
        "CSockets", "ProgramSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      // The types of the C library's headers are Glibc's, or those of a C module of NIO's that has the same headers,
      // by the order in which the compiler comes to them.
      swiftSettings: safe
    ),
    .systemLibrary(name: "CLdns", pkgConfig: "ldns", providers: [.apt(["libldns-dev"])]),
    .executableTarget(
      name: "leaf-probe", dependencies: ["LeafProbe"], swiftSettings: strict, linkerSettings: linksFuzzer),
    .target(
      name: "LeafProbe",
      dependencies: [
        "CLdns", "ProgramSupport", .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
      ],
      exclude: ["Report/report.schema.json"],
      swiftSettings: strict
    ),
    .target(name: "TestOctets", path: "Tests/TestOctets", swiftSettings: strict),
    .target(
      name: "TestMessages", dependencies: ["LeafCore", "DNSWire", "TestOctets"], path: "Tests/TestMessages",
      swiftSettings: strict),
    .testTarget(
      name: "TOMLTests", dependencies: ["TOML", "TestPrograms"],
      swiftSettings: [.treatAllWarnings(as: .error)]),
    .testTarget(
      name: "DNSWireTests",
      dependencies: ["DNSWire", "ProgramSupport", "TestMessages", "TestOctets", "TestPrograms"],
      swiftSettings: strict),
    .testTarget(
      name: "DNSZoneFileTests", dependencies: ["DNSZoneFile", "DNSWire", "TestPrograms"], exclude: ["Files"],
      swiftSettings: [.treatAllWarnings(as: .error)]),
    .testTarget(
      name: "DNSSecurityTests",
      dependencies: ["DNSSecurity", "DNSZoneFile", "DNSWire", "ProgramSupport", "TestPrograms"],
      swiftSettings: [.treatAllWarnings(as: .error)]),
    .testTarget(
      name: "LeafConfigurationTests",
      dependencies: ["LeafConfiguration", "LeafCore", "DNSWire", "TestPrograms"],
      swiftSettings: [.treatAllWarnings(as: .error)]),
    .testTarget(
      name: "LeafMetricsTests", dependencies: ["LeafMetrics"], swiftSettings: [.treatAllWarnings(as: .error)]),
    .executableTarget(
      name: "RolloverPicture", dependencies: ["DNSSecurity", "DNSWire"], path: "Pictures/Rollover",
      swiftSettings: strict, linkerSettings: linksFuzzer),
    .target(name: "CMallocCount", path: "Benchmarks/CMallocCount"),
    .executableTarget(
      name: "RespondBenchmark", dependencies: ["LeafCore", "DNSWire", "TestMessages", "CMallocCount"],
      path: "Benchmarks/Respond", exclude: ["instructions.tsv"], swiftSettings: strict,
      linkerSettings: linksFuzzer),
    .executableTarget(
      name: "ZoneFileBenchmark", dependencies: ["DNSZoneFile", "DNSWire", "ProgramSupport", "CMallocCount"],
      path: "Benchmarks/ZoneFile", swiftSettings: strict, linkerSettings: linksFuzzer),
    .executableTarget(
      name: "ZoneVersionBenchmark", dependencies: ["LeafCore", "DNSWire", "CMallocCount"],
      path: "Benchmarks/ZoneVersion", swiftSettings: strict, linkerSettings: linksFuzzer),
    .testTarget(
      name: "LeafCoreTests",
      dependencies: [
        "LeafCore", "DNSWire", "DNSZoneFile", "ProgramSupport", "TestMessages", "TestPrograms",
      ],
      swiftSettings: strict),
    .target(
      name: "TestPrograms", dependencies: [.product(name: "NIOConcurrencyHelpers", package: "swift-nio")],
      path: "Tests/TestPrograms", swiftSettings: [.treatAllWarnings(as: .error)]),
    .testTarget(
      name: "LeafServerTests",
      dependencies: [
        "leaf", "leaf-probe", "RolloverPicture", "LeafServer", "LeafConfiguration", "LeafCore", "LeafMetrics",
        "DNSWire",
        "TestMessages", "TestPrograms",
      ],
      swiftSettings: [.treatAllWarnings(as: .error)]),
    .testTarget(
      name: "Conformance", dependencies: ["leaf", "leaf-probe", "TestOctets", "TestPrograms"],
      exclude: ["Schemas", "Verdicts"],
      swiftSettings: [.treatAllWarnings(as: .error)]),
    .testTarget(
      name: "LeafProbeTests", dependencies: ["LeafProbe", "ProgramSupport"],
      swiftSettings: [.treatAllWarnings(as: .error)]),
    .target(name: "CLibFuzzer"),
    .target(
      name: "FuzzDriver",
      dependencies: ["CLibFuzzer", .product(name: "NIOConcurrencyHelpers", package: "swift-nio")],
      path: "Tests/Fuzz/FuzzDriver", swiftSettings: strict),
    .target(
      name: "WireProperties",
      dependencies: ["FuzzDriver", "DNSWire", "DNSZoneFile", "LeafCore", "ProgramSupport", "TestMessages"],
      path: "Tests/Fuzz/WireProperties", swiftSettings: strict),
    .target(
      name: "ServerProperties",
      dependencies: [
        "FuzzDriver", "WireProperties", "LeafServer", "LeafConfiguration", "LeafCore", "DNSWire",
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
      ],
      path: "Tests/Fuzz/ServerProperties", swiftSettings: safe),
    .target(
      name: "LDNSProperties", dependencies: ["FuzzDriver", "WireProperties", "CLdns"],
      path: "Tests/Fuzz/LDNSProperties", swiftSettings: strict),
    .target(
      name: "ZoneProperties", dependencies: ["FuzzDriver", "DNSZoneFile", "DNSWire", "CLdns"],
      path: "Tests/Fuzz/ZoneProperties", swiftSettings: strict),
    .target(
      name: "SecurityProperties", dependencies: ["FuzzDriver", "DNSSecurity", "DNSWire", "CLdns"],
      path: "Tests/Fuzz/SecurityProperties", swiftSettings: strict),
    .executableTarget(
      name: "fuzz-seeds", dependencies: ["SecurityProperties", "TestMessages", "WireProperties"],
      path: "Tests/Fuzz/fuzz-seeds",
      swiftSettings: strict,
      linkerSettings: linksFuzzer),
    fuzzTarget("respond-digest", over: "WireProperties", "ProgramSupport"),
    fuzzTarget("dialect-names", over: "WireProperties"),
    fuzzTarget("fuzz-message", over: "WireProperties"),
    fuzzTarget("fuzz-name", over: "WireProperties"),
    fuzzTarget("fuzz-respond", over: "WireProperties"),
    fuzzTarget("fuzz-tcp", over: "ServerProperties"),
    fuzzTarget("fuzz-http", over: "ServerProperties"),
    fuzzTarget("fuzz-configuration", over: "ServerProperties"),
    fuzzTarget("fuzz-ldns", over: "LDNSProperties"),
    fuzzTarget("fuzz-zonefile", over: "ZoneProperties"),
    fuzzTarget("fuzz-dnssec", over: "SecurityProperties"),
    fuzzTarget("fuzz-key", over: "SecurityProperties"),
    .target(
      name: "ProbeProperties", dependencies: ["FuzzDriver", "LeafProbe"],
      path: "Tests/Fuzz/ProbeProperties", swiftSettings: strict),
    fuzzTarget("fuzz-probe", over: "ProbeProperties"),
    .testTarget(
      name: "FuzzTests",
      dependencies: [
        "fuzz-configuration", "fuzz-dnssec", "fuzz-http", "fuzz-key", "fuzz-ldns", "fuzz-message",
        "fuzz-name", "fuzz-probe", "fuzz-respond", "fuzz-tcp", "fuzz-zonefile",
        "FuzzDriver", "LDNSProperties", "ProbeProperties", "SecurityProperties", "ServerProperties",
        "WireProperties", "ZoneProperties", "LeafCore", "DNSWire", "TestMessages", "TestPrograms",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
      ],
      swiftSettings: [.treatAllWarnings(as: .error)]),
  ]
)
