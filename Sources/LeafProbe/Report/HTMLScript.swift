/// What the page can do where scripts run: the filters. Without them all is there to be read.
///
/// It stands in a page that is XML too, so it has neither `<` nor `&`.
enum HTMLScript {
  /// SHA-256 of `text` in base 64, by which the page's policy knows it.
  static let hash = "FbxXMYiPbSy5B/XeKNBDVwUjvc+GovN0GbC940ppLLA="

  static let text: StaticString = """
    'use strict';
    const form = document.forms[0];
    const checks = Array.from(document.querySelectorAll('.check'), element => ({
      element, text: element.textContent.toLowerCase(),
      results: Array.from(element.querySelectorAll('.results > li')),
    }));
    const fits = (element, name) => !form[name].value || form[name].value === element.dataset[name];

    function filter() {
      const words = form.words.value.toLowerCase().split(' ').filter(word => word);
      let shown = 0;
      for (const check of checks) {
        const isWanted = ['level', 'area'].every(name => fits(check.element, name))
          ? words.every(word => check.text.includes(word)) : false;
        let any = false;
        for (const result of check.results) {
          const isShown = ['verdict', 'address', 'transport'].every(name => fits(result, name));
          result.hidden = !isShown;
          any = any || isShown;
        }
        check.element.hidden = !(isWanted ? any : false);
        if (!check.element.hidden) shown += 1;
      }
      for (const section of document.querySelectorAll('main > section')) {
        section.hidden = !section.querySelector('.check:not([hidden])');
      }
      form.querySelector('output').textContent = `${shown} of ${checks.length} checks`;
    }

    function openNamed() {
      const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (named instanceof HTMLDetailsElement) named.open = true;
    }

    form.addEventListener('input', filter);
    form.addEventListener('submit', event => event.preventDefault());
    form.addEventListener('reset', () => setTimeout(filter));
    addEventListener('hashchange', openNamed);
    form.hidden = false;
    filter();
    openNamed();
    """
}
