const LOOKED_AT = 400;
const HEADER = /^\d{4}([-/.])\d{1,2}\1\d{1,2}(?:=[\d\-/.]{3,10})?(?:\s|$)/;
const POSTING = /^[ \t]+[^\s;]/;
const DIRECTIVE =
  /^(?:!?include |account |commodity |alias |apply account |payee |tag |decimal-mark [.,]|D \S|P \d{4}|Y ?\d{4}|~ |= |bucket |year \d{4})/;
/** beancount: its directives behind a date, quoted payees, options. */
const BEANCOUNT =
  /^(?:(?:option|plugin|include|pushtag|poptag) |\d{4}-\d\d-\d\d (?:open|close|commodity|balance|pad|note|document|price|event|query|custom|txn)\s|\d{4}-\d\d-\d\d [*!] ")/;
const OPTION = /^(?:option|plugin) "|^include "[^"]*\.bean(?:count)?"/;

/** How surely a file's beginning is a journal of hledger or ledger: 0 for other files, beancount's among them. */
export function recognises(head: Uint8Array, name: string): number {
  const lines = new TextDecoder().decode(head).split(/\r?\n/, LOOKED_AT);
  const named = /\.(?:journal|hledger|ledger|lgr|j)$/i.test(name);
  if (lines.some((line) => (BEANCOUNT.test(line) && !line.startsWith('include ')) || OPTION.test(line))) return 0;
  const entry = lines.some((line, at) => {
    if (!HEADER.test(line)) return false;
    const next = lines.slice(at + 1).find((below) => !/^[ \t]+;/.test(below)) ?? '';
    return POSTING.test(next);
  });
  if (entry) return named ? 1 : 0.9;
  if (lines.some((line) => DIRECTIVE.test(line))) return named ? 0.9 : 0.3;
  return named ? 0.5 : 0;
}
