import ArgumentParser

/// Names in the zone for what not every zone has.
struct SpecialNameOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A wildcard in the zone that has an A RRset, as *.branch.", valueName: "name"))
  var wildcard: String?

  @Option(help: ArgumentHelp("An alias in the zone of a name in it that has an A RRset.", valueName: "name"))
  var alias: String?

  @Option(help: ArgumentHelp("A name in the zone that has a DNAME RR.", valueName: "name"))
  var dname: String?

  @Option(help: ArgumentHelp("A name in the zone that is delegated to another zone.", valueName: "name"))
  var delegation: String?

  @Option(help: ArgumentHelp("A name in the zone with a TXT RRset above 512 octets.", valueName: "name"))
  var large: String?

  func names(_ read: (String?) throws -> Name?) throws -> SpecialNames {
    SpecialNames(
      wildcard: try read(wildcard), alias: try read(alias), dname: try read(dname),
      delegation: try read(delegation), large: try read(large))
  }
}
