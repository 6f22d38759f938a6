import DNSSecurity
import DNSWire

/// Keys that are the same each time, one of each algorithm that signs. They protect nothing.
///
/// They are made anew each time: the leak sanitizer does not see what enumerations of static arrays point to.
package enum FuzzedKeys {
  package static let algorithms = SecurityAlgorithm.allCases.filter(\.maySign)
  package static var all: [SigningKey] { algorithms.compactMap(key) }

  /// - Returns: nil for an algorithm that does not sign.
  package static func key(_ algorithm: SecurityAlgorithm) -> SigningKey? {
    switch algorithm {
    case .ecdsaP256SHA256, .ed25519: try? SigningKey(privateText: text(algorithm, octets: 32))
    case .ecdsaP384SHA384: try? SigningKey(privateText: text(algorithm, octets: 48))
    default: try? SigningKey(pem: rsa, rsa: algorithm)
    }
  }

  private static func text(_ algorithm: SecurityAlgorithm, octets: Int) -> String {
    let secret = [UInt8](repeating: 7, count: octets)
    return "Private-key-format: v1.3\nAlgorithm: \(algorithm.rawValue)\nPrivateKey: \(secret.base64)\n"
  }

  private static let rsa = """
    -----BEGIN PRIVATE KEY-----
    MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDW99/Vqgns4RQb
    qi+bdmmr0GUVHvzAt0wsClqdhXI0XQV7K0/Rx240dUNBtVuZoQRrdjH2V0AJ2p8b
    cVVXI1Aus33u3LbdX/kAZLbcwD1c9zVUIVVfquOF+Au/s5oLKMgPexiKAIfqV9Cs
    zLJeaCy7Iex/XGQct1cmQNnhcPYMJmI79qHG35wFbqdnt+1kozQ5hzYSy3cmoDBq
    wofAZonDQkC4SVheEFO30425lAppZzaZ57Cyi0pLywsNPhu1L1QTWxT0EmeV6jmw
    LQcvIWIXIMi5IAEZsGuCIankMK06qfgrj9z5Z2JQHWDII7t+xYtHJbYclTSYWBI+
    rhbuKN9PAgMBAAECggEARdVcZ6LHeqZby+jrcktzZJdcXxIj9c8V9bCfY1C4mv4l
    C7A0S+fHi08UvEHYMf4221oYPPh3GzxkN5wHpzkXkTRKEtCsrxnAYDpXlTr2ND8y
    mdQCUgPHyfuchXgo8Lsc0rqgbCRkAuLoLVqKD1U0Qs5wb6dp9lIxA4JJxYzWwXcW
    LBt9Ytnnq7bFloMCOY70JPbKaVGvGaVEt0jqJy3F6j815KaKcCkCEQaWrZZwTTZf
    +bcuE0xOWZyFLCzphp7rbW5/A7iZqhItVo8nklp+dNHr3U0W6Qmwg51q3oV3q6y+
    YCFftDkQT3sklapsBPLZDWEruZ3Te8P4GOA4kURowQKBgQDy5s4OLBs9O143iPHa
    crAkCygayc+qNtbr34iXbleV8iF+RhDCQbE5gcC7JhoCPlH6d+HsXpcqsk1bjfBx
    qpCTdDtXt30XbyPmJrRAJ1xPgwLtSt3jTyvvxysVNP15IVBWIU/70fKKMheQ+XQ1
    zTYpuOywmPX8Q294sXnCFPka3wKBgQDij3T8YZyKAno8fIbpscwJFnSpb7/LKkTB
    FhCU3JSmnq8aXtUbdAlE8hRdgRDeHG3XMuQTtRs7KRmoLZWZEZCccqiYiRZXsdni
    mEGC+l+yal0ATpMP7/p47MsSE2hTOoItwNr/H7QWFakHzrKUig+60nh/Sb3kpYbk
    F8Ui4Ys5kQKBgAk03lKDMXUcrvGD60bQWgTDt31scMaO1Y6TJmY29HLmfoZ+uVvj
    iYgYdumhBBNZsVnA+XswCqK/p1b1BkwInvo3yZgFiGQ+/ilXBjX4R/Nrj8zWrZpU
    AeJQtj1TiNfyf00EbjepOXwrceE400LGyGrEa5Q19/zbwXndoDPO/7IZAoGBANDW
    H6XMbDki034R42JjC4qM8niEk6w4iCvbpOky8qsrtoh+Rb4KlcjBxFf0cpHqbq1h
    Ma+gzzsXRZkqe60e7cfoQNRp+PhY7ljas/iBxdh2BsgTpaeZM65nx0AgN5gQZJK8
    JKHqnVuGF8skkqQtJxa0j3H1jV7H3bE+3+6pLGahAoGBAMdq4nDazRyxCJ0jAY8s
    M03dS66aU0hdSPPTnvJZVJd2qjzf22XlD73gbSlODzW3Jq4hdGWPCIB7sgfpc4nB
    NME9VVFsG+RCExE/AfrJ1emk8NX8dmzSlCDneHG0Gjpu7kMkRZPDROv8VeHDAGQN
    NBAThwRIFxfdHXNNmy/jXq+8
    -----END PRIVATE KEY-----
    """
}
