/// How the page looks: light or dark as the reader has it, on narrow screens and wide ones, and on paper.
enum HTMLStyle {
  /// SHA-256 of `text` in base 64, by which the page's policy knows it.
  static let hash = "w6jGSq0lKYNCqZmlS/CX1/WIYchRwRTvvzCApCxQuxE="

  static let text: StaticString = """
    :root {
      color-scheme: light dark;
      --ground: #f6f7f9; --card: #ffffff; --ink: #1b2027; --faint: #57606c; --line: #d7dce2; --code: #f0f2f5;
      --link: #0b57b0;
      --pass: #1a6b35; --fail: #b3161f; --non-strict: #8a5000; --inconclusive: #7a35a8; --skip: #57606c;
      --info: #0b5c80;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #12151a; --card: #1b2027; --ink: #e4e8ed; --faint: #a2acb8; --line: #353d48; --code: #12161b;
        --link: #7db7ff;
        --pass: #6fce8d; --fail: #ff8a86; --non-strict: #f0b45b; --inconclusive: #d3a2f5; --skip: #a2acb8;
        --info: #72c6ee;
      }
    }
    * { box-sizing: border-box; }
    html { scroll-padding-top: 1rem; }
    body {
      margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 64rem; background: var(--ground); color: var(--ink);
      font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
    }
    a { color: var(--link); }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    h1 { margin: 0; font-size: 1.6rem; line-height: 1.25; }
    h2 { margin: 2rem 0 .6rem; font-size: 1.15rem; }
    h2 span { color: var(--faint); font-weight: normal; }
    p { margin: .4rem 0; }
    code, pre { font: .85rem/1.45 ui-monospace, monospace; }
    pre {
      margin: .2rem 0 .6rem; padding: .5rem .7rem; background: var(--code); border-radius: .3rem;
      white-space: pre-wrap;
    }
    header > p { color: var(--faint); margin: 0 0 1rem; }
    .conclusion { font-size: 1.1rem; font-weight: 600; color: var(--ink); }
    .facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 1rem 0; }
    .facts dt { color: var(--faint); }
    .facts dd { margin: 0; }
    .counts {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .6rem; margin: 1rem 0;
      padding: 0; list-style: none;
    }
    .counts a, .counts span.none {
      display: block; padding: .5rem .8rem; background: var(--card); border: 1px solid var(--line);
      border-top: 3px solid var(--tone); border-radius: .4rem; color: inherit; text-decoration: none;
    }
    .counts a:hover { border-color: var(--tone); }
    .counts b { display: block; font-size: 1.4rem; line-height: 1.3; color: var(--tone); }
    .counts .none b { color: var(--faint); }
    .obstacle { padding: .5rem .8rem; border-left: 3px solid var(--non-strict); background: var(--card); }
    form {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .6rem; margin: 1.5rem 0 0;
      padding: .8rem; background: var(--card); border: 1px solid var(--line); border-radius: .4rem;
    }
    form label { font-size: .85rem; color: var(--faint); }
    form select, form input, form button {
      display: block; width: 100%; margin-top: .15rem; padding: .35rem .5rem; border: 1px solid var(--faint);
      border-radius: .3rem; background: var(--ground); color: var(--ink); font: inherit;
    }
    form .text { grid-column: 1 / -1; }
    form output { grid-column: 1 / -1; font-size: .9rem; color: var(--faint); }
    form button { align-self: end; }
    [hidden] { display: none !important; }
    .check { margin: .4rem 0; background: var(--card); border: 1px solid var(--line); border-radius: .4rem; }
    .check > summary {
      display: grid; grid-template-columns: 6.5rem 5.5rem 1fr; gap: .2rem .6rem; align-items: baseline;
      padding: .5rem .8rem; cursor: pointer; list-style: none;
    }
    .check > summary::-webkit-details-marker { display: none; }
    .check > summary:hover { background: var(--code); }
    .check[open] > summary { border-bottom: 1px solid var(--line); }
    .check > div { padding: .4rem .8rem .8rem; }
    .id { font-weight: 600; font-size: .95rem; }
    .verdict { font-size: .9rem; font-weight: 600; color: var(--tone); }
    .verdict::before { content: ""; display: inline-block; width: .65em; height: .65em; margin-right: .45em;
      border-radius: 50%; background: var(--tone); }
    .pass { --tone: var(--pass); } .fail { --tone: var(--fail); } .non-strict { --tone: var(--non-strict); }
    .inconclusive { --tone: var(--inconclusive); } .skip { --tone: var(--skip); } .info { --tone: var(--info); }
    .about, .others { font-size: .9rem; color: var(--faint); }
    .level { padding: 0 .4rem; border: 1px solid var(--line); border-radius: .3rem; color: var(--ink); }
    .results { margin: .6rem 0 0; padding: 0; list-style: none; }
    .results > li { padding: .35rem 0; border-top: 1px solid var(--line); }
    .results > li > p:first-child { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; margin: 0; }
    .told { margin: .4rem 0; padding-left: .8rem; border-left: 3px solid var(--tone); }
    .told dt { font-size: .85rem; color: var(--faint); }
    .told dd { margin: 0 0 .3rem; }
    .exchange > summary { cursor: pointer; font-size: .9rem; color: var(--link); }
    .exchange > dl { margin: .4rem 0 .8rem; }
    .exchange dt { font-size: .85rem; color: var(--faint); }
    .exchange dd { margin: 0; }
    @media (max-width: 36rem) {
      .check > summary { grid-template-columns: 1fr auto; }
      .check > summary .requirement { grid-column: 1 / -1; }
      .facts { grid-template-columns: 1fr; gap: 0; }
      .facts dd { margin-bottom: .4rem; }
    }
    @media print {
      body { max-width: none; background: none; }
      form { display: none; }
      .check { break-inside: avoid; }
    }
    """
}
