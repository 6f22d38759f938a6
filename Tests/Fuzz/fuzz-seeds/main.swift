import Foundation
import TestMessages

// Writes the messages that the tests of LeafCore send, one a file, into a folder that exists.

guard CommandLine.arguments.count == 2 else {
  FileHandle.standardError.write(Data("usage: fuzz-seeds FOLDER\n".utf8))
  exit(EX_USAGE)
}
let folder = URL(fileURLWithPath: CommandLine.arguments[1], isDirectory: true)
let messages =
  HostileMessages.formErr.map { ($0, $1) } + HostileMessages.answered.map { ($0.0, $0.1) }
  + ReferenceBattery.all.map { ($0.0, $0.1) }
for (id, message) in messages {
  try Data(message.octets).write(to: folder.appendingPathComponent(id))
}
