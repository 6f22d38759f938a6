import Foundation
import SecurityProperties
import TestMessages
import WireProperties

// Writes seeds, one a file, into folders inside one that exists: the messages that the tests of LeafCore send, and what is
// asked of the stored zones of fuzz-respond, and keys and what they sign.

guard CommandLine.arguments.count == 2 else {
  FileHandle.standardError.write(Data("usage: fuzz-seeds FOLDER\n".utf8))
  exit(EX_USAGE)
}
let folder = URL(fileURLWithPath: CommandLine.arguments[1], isDirectory: true)

func write(_ seeds: [[UInt8]], to name: String) throws {
  let seedFolder = folder.appendingPathComponent(name)
  try FileManager.default.createDirectory(at: seedFolder, withIntermediateDirectories: true)
  for (number, octets) in seeds.enumerated() {
    try Data(octets).write(to: seedFolder.appendingPathComponent("\(number)"))
  }
}

let messages =
  HostileMessages.formErr.map(\.1) + HostileMessages.answered.map(\.1) + ReferenceBattery.all.map(\.1)
try write(messages.map(\.octets), to: "messages")
try write(StoredZones.seeds, to: "exchanges")
try write(SecuritySeeds.keys, to: "keys")
try write(SecuritySeeds.signatures, to: "signatures")
