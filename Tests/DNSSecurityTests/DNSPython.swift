import DNSSecurity
import DNSWire
import Foundation
import TestPrograms

/// dnspython, to which questions are put in a file, one a line, and which answers in as many lines.
enum DNSPython {
  /// - Parameter questions: A command and its arguments, octets in hexadecimal digits, behind spaces.
  static func answers(to questions: [String]) async throws -> [String] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(questions.joined(separator: "\n").utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try await runProcess(URL(fileURLWithPath: "/usr/bin/python3"), ["-c", script, file.path])
    let answers = run.output.split(separator: "\n").map(String.init)
    guard run.status == 0, answers.count == questions.count else { throw NotReady(log: run.errors) }
    return answers
  }

  private static let script = """
    import sys, dns.dnssec, dns.name, dns.rdata, dns.rdataset, dns.rdtypes.ANY.DNSKEY, dns.rdtypes.ANY.RRSIG
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    def name(text):
        return dns.name.from_wire(bytes.fromhex(text), 0)[0]

    def rdata(rtype, text):
        octets = b"" if text == "-" else bytes.fromhex(text)
        return dns.rdata.from_wire(1, rtype, octets, 0, len(octets))

    def records(rtype, ttl, texts):
        found = dns.rdataset.Rdataset(1, rtype, ttl=int(ttl))
        for text in texts:
            found.add(rdata(rtype, text), int(ttl))
        return found

    def canonical(rtype, text):
        return rdata(int(rtype), text).to_digestable().hex() or "-"

    def verify(owner, rtype, ttl, key, signature, *texts):
        rrsig, rtype = rdata(46, signature), int(rtype)
        keys = {rrsig.signer: records(48, ttl, [key])}
        try:
            dns.dnssec.validate_rrsig((name(owner), records(rtype, ttl, texts)), rrsig, keys, now=rrsig.inception)
        except dns.dnssec.ValidationFailure:
            return "bogus"
        return "secure"

    private = {}

    def sign(owner, rtype, ttl, signer, key, pem, *texts):
        if pem not in private:
            private[pem] = load_pem_private_key(bytes.fromhex(pem), None)
        return dns.dnssec.sign((name(owner), records(int(rtype), ttl, texts)), private[pem], name(signer), rdata(48, key),
                               inception=1000, expiration=2000).to_wire().hex()

    def tag(key):
        return str(dns.dnssec.key_id(rdata(48, key)))

    def digest(owner, key, kind):
        kind = {"1": "SHA1", "2": "SHA256", "4": "SHA384"}[kind]
        return dns.dnssec.make_ds(name(owner), rdata(48, key), kind, policy=dns.dnssec.allow_all_policy).to_wire().hex()

    def hash(owner):
        return dns.dnssec.nsec3_hash(name(owner), None, 0, "SHA1")

    commands = {command.__name__: command for command in [canonical, verify, sign, tag, digest, hash]}
    for line in open(sys.argv[1]):
        command, *arguments = line.split()
        try:
            print(commands[command](*arguments))
        except dns.exception.FormError:
            print("unread")
    """
}

extension [UInt8] {
  /// As questions have them.
  var digits: String { isEmpty ? "-" : span.hexadecimal(indices).lowercased() }
}
